// Package birthplace is where persons were born: the columns of birth that a number
// can begin with, the weights by which the residents of a department come from
// them, and the table that follows from both.
//
// It stands between residence and births. Of the persons of one department, age and
// sex a ladder of cumulative shares says who was born in which column; added up over
// departments, that gives the groups of one age, sex and column, whose members share
// months and numbers among them. Nothing of it is stored by person.
//
// Each column has codes that no commune has, and so has each group of countries, so
// that no number says where anybody was born. Names of places are made from
// syllables.
//
// It will not give out numbers: that is package birth.
package birthplace
