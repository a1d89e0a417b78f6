// Package geo is the map of France on which the simulated world lies: the centres
// of its départements, which are real, and their communes, whose names are made
// from syllables and belong to no place.
//
// It stands below persons, networks and accounts, which all say where somebody or
// something is by a département's place in facts.Departments and a commune's
// number. A commune is a part of the department's persons, given as a cumulative
// share, and eight towns of each department have places of their own in the map of
// networks. All of it is the same for every seed.
//
// It will not say who lives where: that is population.
package geo
