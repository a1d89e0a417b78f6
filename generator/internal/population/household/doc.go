// Package household ties every child under 16 to a mother: which women of an age are
// mothers, of how many children, and which of the children are siblings or twins.
//
// It stands between birthplace and births. All of it follows from counts of women and
// children by department and age, cut into kinds of families, and from keyed orders;
// the chain from a child to its mother is one-to-one, so it also runs from a mother to
// her children.
//
// It will not say with whom a mother lives, nor under whose number else a child is
// found: that is package couple.
package household
