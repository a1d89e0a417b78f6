// Package inspect shows lines of the audit log as a person reads them: of one account,
// session, address or event, by day and session, with who the account is and, where it
// is asked for, what is true of each line.
//
//	query ─► found: whose lines ─► log, day by day ─► lines by session (+ truth of that day) ─► text, JSON
//
// It reads the log once, or up to the event or session asked for and then once more,
// and holds the lines of one day that are shown. Truth is opened only where it is asked
// for: without it, all that is shown is what a detector may see.
package inspect
