// Package kin gathers what a person's names and rights depend on: the person's own
// birth, the holder under whose number it is found, the mother, the partner, and the
// person by whom their home is placed.
//
// It stands between the tables (residence, birth, household, couple) and the packages
// names and rights, which look at a [Subject] and at nothing else of a person.
package kin
