// Package sweep makes the datasets of a scenario with a matrix, or of several
// seeds, side by side in one directory.
//
// It stands above the writing of a single dataset, which it leaves to its
// caller:
//
//	scenario, matrix ─► cells ─┐
//	                           ├─► Index ─► Make, a directory each ─► index.csv, index.json
//	seed ──────► replicates ───┘
//
// [Plan] lists the datasets, [Index.Make] makes those that are missing and
// writes what is where. A cell is a scenario of its own: the same values give
// the same bytes when they are written by hand.
//
// It draws nothing, and it touches no file that is not of the sweep.
package sweep
