// Package audit tests a finished dataset for shortcuts, artefacts and
// departures from its scenario.
//
// It stands at the end of the flow and reads files only: logs, records, truth
// and the scenario beside them. It shares no model with what made them, for a
// shared model would agree with itself. It mends nothing and does not compare
// digests: that is what verify does.
//
//	days of logs ──┬─► checks, side by side, one day at a time ─► results ─► table or JSON
//	truth, records ┘                                                 ▲
//	facts of each of several datasets ─► splits ─────────────────────┘
//
// The checks stand in rooms of their own: shortcut, artefact, session, learned, registry,
// background, agreement, identifier and splits. They see a dataset through package world
// and answer with package figure; this one runs them and reports. Of several datasets it
// also asks what they have in common (A17) and when their attacks begin (A10).
//
// A check answers with figures. Each has a bound and a verdict: pass; declared
// (outside the bound, but the scenario names the family of evidence among its
// signals); fail; or n/a where the dataset has nothing to measure. One figure
// belongs to one check, so that one cause makes one check fail: row order is
// A4's, digits of the second are A5's, exclusive values are A3's.
//
// Bounds stay as they are for small datasets. Where chance alone could pass a
// bound, a figure fails only when a test also rejects chance at p < 1e-4; n is
// the number of positives or of units that the figure rests on.
//
// Memory holds one local day of the audit log, some thousand lines of the access log, and a
// little for each account, client and address, session of the last days and exposed person. It
// does not grow with the days. amelipro-2022 at scale 0.05, up to 47,000 events a day and two
// million access lines in all, takes 118 MB at its peak, of which 47 MB are in use.
package audit
