// Package syntax reads rules in Sigma 2.1 strictly and makes a tree of them.
//
//	files ─► YAML nodes ─► [Rule]: detections, correlations ─► references ─► [Set]
//	              └────────────── [Problems]: file:line:col ────┘
//
// All problems of all files are told at once, each with its place, what is wrong and
// what to write instead. What Sigma knows and this evaluator does not is refused by
// its name, never skipped: a rule that is read means here what it says.
//
// The specification is that of https://sigmahq.io, version 2.1.0 of 2 August 2025:
// rules, modifiers and correlations.
package syntax
