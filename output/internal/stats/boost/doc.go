// Package boost is a small ensemble of decision trees for judging whether columns tell two
// classes apart together: gradient boosting with logistic loss (Friedman 2001) on binned
// columns, cross-fitted, so that what a model has seen never judges it.
//
// It serves the audit, which asks of pairs and triples of columns what it asks of each
// alone. It is no detector: it has few trees, no tuning, and keeps no model. Written here
// because no library for Go that is kept up fits trees; it takes no more than a page, and
// the same rows give the same figures on every machine.
package boost
