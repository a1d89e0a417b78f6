package event

import "slices"

// names are the names of an enumeration, a row each beside its constant:
//
//	Login: "login",
//
// They are written to datasets: a name is the contract, its number is not. Zero
// is "none", which has no name and is written as null, except where a list says
// otherwise.
type names[E ~uint8] []string

// of returns the name of a value.
func (n names[E]) of(e E) string { return n[e] }

// list returns all names by number, for those who make tables of them. It is a
// copy.
func (n names[E]) list() []string { return slices.Clone(n) }
