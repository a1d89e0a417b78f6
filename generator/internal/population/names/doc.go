// Package names gives persons their first names and surnames.
//
// It stands on kin. First names follow sex and decade of birth, surnames the decade and
// the part of the country, both by published counts; who was born abroad has names of
// one community of that group of countries. Rare names are made from syllables, and any
// that exists does so by chance.
//
// Names are drawn first, as numbers of words ([Drawn]), and written then: texts are
// appended to the caller's buffer, and nothing is stored by person. It will
// not name practitioners: package accounts does, by tables of its own.
package names
