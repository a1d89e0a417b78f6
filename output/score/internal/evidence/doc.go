// Package evidence computes the figures of a score, with their intervals and
// warnings, from what package replay found in one dataset or in several.
//
//	passes ─► Gather ─► Evidence ─► Result: figures, campaigns, look-alikes
//
// What an account adds is held by account, so that a resample of the bootstrap is a
// list of weights. It reads no file and prints nothing.
package evidence
