// Package export reads the alerts of detection products from the files that they
// write themselves, and brings them into the form that scoring takes.
//
//	file ─► stream ─► a product's wrapping taken off ─► time, entity, score, rule ─► alerts by time
//
// Each product is one value of [Product] that lists, in order, the fields in which
// it may say a thing; the first that says it counts. What no field says is an error
// at the first alert that lacks it. The table in output/score/README.md is made from
// these lists.
//
// An alert stands at the time of the log line that raised it, where the product
// tells it: a product that reads an old log writes the present beside it.
package export
