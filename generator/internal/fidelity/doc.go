// Package fidelity holds a population against the published figures that it is
// built on: the calibration card.
//
// It stands beside the flow: it reads persons and accounts through the same
// methods as everybody, counts, and prints each figure with its source. What is
// not published but set by us says so. It will not judge a dataset's logs; that
// is the audit's work.
package fidelity
