// Package fidelity holds a written dataset against what real logs of such a
// portal look like: one query for each thing that tells an expert reader that
// nobody lives in it, with the figure that is known from real logs or peers.
//
//	records, truth ─► world ─┐
//	audit log, access log ───┴─► queries, a line at a time ─► figures ─► table or JSON
//
// A figure has bounds and a source; where nothing is published, the source says
// "assumed" and the bounds are wide. A figure outside its bounds is off: it is
// seen by whoever looks, and is no fault of the dataset's consistency, which is
// the audit's work.
//
// The package reads files only and shares no model with what made them. One pass
// is made over each log; memory grows with accounts, addresses and browsers, and
// persons and pairs of account and person are sampled, so that a national
// dataset takes as much as a small one.
package fidelity
