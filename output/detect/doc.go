// Package detect holds the reference detectors: simple rules of known kinds
// that every dataset is measured with.
//
//	logs/audit ─► read ─► local days and accounts ─┬► package rules ──────────┬► alerts
//	                                               └► rules behind rule.Rule ─┘
//
// Package rules counts and says what fires; this package reads the log, takes and
// tunes the parameters, scores and words the alerts. Beside them run the rules that
// see all of a line (package rule has their frame): those say themselves what they
// saw. They run only where they are asked for by name. The processors share the rules
// (package block): each sees the whole log in its order, a block of lines at a time.
//
// Tuning reads a log once and counts what each rule would raise at every value of its
// threshold (package sweep): only R8, which remembers other things at another value,
// notes its days in that pass and replays them.
//
// A rule sees what a detector in the field would see: the audit log in time
// order, one line after the other, and for some rules the records of accounts and
// of persons and the history beside the log. An alert is raised at the
// line that it rests on, never dated earlier. The same dataset gives the same
// alerts in the same order. Memory grows with the accounts and with the persons
// that they look up in one day, not with the length of the log.
//
// What counts, for all rules: a look-up is a line with action lookup. It is
// answered when its result is found, not_found or no_rights; a mistyped key
// (bad_key) and a refusal or failure (error) are look-ups without an answer. A
// person is a number that was asked for and answered, told apart by nir_ref, or
// in clear logs by the number without its key. In logs that omit the number
// every answered look-up counts as another person, which is an upper bound.
//
// The rules judge nothing by the ground truth; package score does.
package detect
