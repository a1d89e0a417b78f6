// Package chain is the arithmetic of the chain that leads from a person's index to
// everything about the person, and back: whole numbers shared out by weights,
// ladders of cumulative shares, and keyed permutations made for being used once.
//
// It stands below all packages that say who is in the world. Every step is
// one-to-one or adds up, in integers alone, so that tables and their inverses agree
// for any number of persons.
//
// It knows nothing of persons, and draws nothing but by the key that it is given.
package chain
