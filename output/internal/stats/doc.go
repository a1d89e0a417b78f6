// Package stats holds the tests by which a measured difference is told from
// chance: ranks, shares, distributions, correlation, and the histograms that
// feed them.
//
// It is a leaf for those who judge datasets. It knows numbers and two classes,
// positive and negative, and nothing of logs. It sets no bound but one: the
// level [Chance], at which all of them reject chance.
package stats
