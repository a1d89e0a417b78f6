// Package survey reads a dataset once, with its truth, and counts what the pictures of a
// report show: honest and malicious work side by side.
//
//	audit log + truth/events ─┐
//	truth of the period ──────┼─► Survey: lanes, spreads, hours, novelty, places, ages
//	records ──────────────────┘
//
// Memory grows with accounts and days, not with events: spreads are counted in classes, and
// of persons one in sixteen is followed. It judges no alert and draws nothing.
package survey
