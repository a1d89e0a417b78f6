// Package report is a score as it is told: the figures and their names, the forms in
// which they are written, demands on them ([Gate]) and the comparison with a report
// of before ([Compare]).
//
//	Report ─► WriteText, WriteMarkdown, WriteJSON, WriteJUnit
//
// It computes no figure: package evidence does.
package report
