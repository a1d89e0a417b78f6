// Package pace says which look-ups are due to one account, and when.
//
//	ledger.Crew ─ quota ─► Pace ── Due ──► the next instant at which something is due
//	                        │  ▲
//	                      Next  Return
//	                        ▼  │
//	              a spell's batch of look-ups
//
// A Pace lays the quota that the account was dealt out over its working hours, as
// one stretch up to the stop, or to midnight where days are counted. Spells take
// one part of it after the other, until a deal, a delay or entries that were handed
// back ask for another stretch.
//
// The package knows shares, hours, placements and the calendar. It knows nothing
// of sign-ins, verdicts or what a session is for, and queues nothing.
package pace
