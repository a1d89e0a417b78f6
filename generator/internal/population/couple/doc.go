// Package couple says who lives with whom as a couple, and which men are found with
// the children of the woman with whom they live.
//
// It stands on residence, places of birth and families. Nobody's partner is stored:
// partners stand at the same place of two lines, and the line of a person follows from
// department, age and sex. Each way can be read from both sides.
//
// It will not say what they are called, nor where their home is.
package couple
