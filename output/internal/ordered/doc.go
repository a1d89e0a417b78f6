// Package ordered has jobs done side by side and their results handed on in
// order.
//
// It stands below the writing of days and of tables:
//
//	Workers ─► pieces ─► Queue ─► Sink, in the order of jobs
//
// [Run] starts the workers. Memory is bounded by pieces, not by jobs. A [Tally]
// tells a job how many lines others have before it.
//
// It knows no file and does not look into a piece.
package ordered
