// Package sigma runs rules in Sigma 2.1 over the logs of a dataset: detections, which
// look at one line, and correlations, which count what detections find within a time.
//
//	files ─► syntax ─► Set ─────────────────┐
//	                                        ▼
//	logs ─► read ─► field.Record ─► match ─► window ─► Alert
//	                 (Teller)     detections  correlations
//
// Its rooms are syntax (reads rules strictly), field (what a line says), match (one
// line), window (what a group has within a time). This package takes lines through
// them in order and words the alerts.
//
// # Time
//
// An alert bears the time of the instant at which its condition came true, and rests on
// lines up to then. package window says what is in a window, to the microsecond, and
// when a condition is met anew. A line that comes later than lines of a later time is
// put in its place where it is late by at most [Options.Lateness]; what is later still
// is left out and counted in [Stats.Late]. It never moves a window back. The alerts are
// those of the log in order.
//
// # Chains
//
// A correlation may refer to correlations. To the outer one the inner one happens at
// every instant at which its condition holds, not only where it is met anew; it says
// there what the last line of that instant says. The outer one groups by its own fields.
// Alerts on the inner one come only where generate asks for them.
//
// # Null
//
// A line that says nothing of a field that a correlation groups by, or counts, is no
// part of it.
package sigma
