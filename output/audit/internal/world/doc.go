// Package world is a dataset as the checks of an audit see it: what stands beside
// the logs, and the logs themselves, a local day at a time.
//
//	Open ─► World: scenario, accounts, truth of the period
//	        └► Pass ─┬► Day: the audit log with its labels, rows by account ─┬─► checks, side by side
//	                 └► Part: some thousand lines of the access log ─────────┘
//
// It stands between the files, which package read opens, and the checks. Texts are
// numbers here, so that millions of rows can be counted quickly. One day of the audit log is
// in memory, and one part of the access log: the checks look at it together, and then it is
// overwritten. It judges nothing.
package world
