// Package population is who is in the simulated world: the insured persons, their
// households and what the insurer knows of them.
//
// It stands between the published figures (package facts) and the traffic, and puts
// together what the packages below it work out, each from the ones before:
//
//	chain, geo ─► residence ─► birthplace ─► household ─► birth, couple ─► kin ─► names, rights ─► population
//
// No person is stored. Person i is computed from a key and i alone, through a
// chain of integer tables and keyed permutations that also runs backwards, so
// that 67.8 million persons need the memory of 600 and any of them can be found
// by number:
//
//	index ─► department (contiguous ranges) ─► keyed shuffle ─► (sex, birth year) ─► rank
//	      ─► place of birth, by the department's table of origins ─► rank among those
//	         of the same sex, year and place ─► keyed shuffle ─► month, commune code,
//	         order number: the NIR
//	child ◄─► mother, by a table of births per department and mothers' age
//	twins ◄─► one another, by the number of their pair
//	partner ◄─► partner, by their places in two lines; so also child ◄─► father
//
// Counts are met by apportionment, not by chance: ages, sexes and departments
// add up to the published figures, and no two persons can have the same number.
//
// Children under 16 are found under their mother's number, and half of them under
// that of the man with whom she lives too; who counts the persons whom look-ups
// expose counts such a child once. Persons born abroad whose certificate is not
// yet checked have temporary numbers, and are in no cohort.
//
// It will not say what anybody does; that is traffic and campaign. Names of
// communes are made from syllables and belong to no place.
package population
