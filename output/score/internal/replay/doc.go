// Package replay streams the log of a dataset in order of time, beside its truth, and
// takes up each alert when its moment has come.
//
//	Open ─► Data ───────┐
//	alerts ─► watches ──┼─► Pass: days, hits, incidents, verdicts
//	truth ─► Attacks ───┘
//
// It stands between the files and the figures: package evidence counts what it found.
// It computes no figure and knows no detector.
package replay
