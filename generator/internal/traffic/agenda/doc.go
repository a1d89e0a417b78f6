// Package agenda is the days of all accounts: which sessions an account begins on
// a day, what their scripts are, whose they are and from where, and whom their
// look-ups are about.
//
// It joins habits, look-alikes and scripts, and stands below everything that
// happens to a session from outside:
//
//	habit ──► usual sessions ──► sessions of look-alikes ──► Plan ──► policy, bound, emit
//	           usual.go            extra.go                  days.go
//
// Where a session comes from and with which client may change while it lasts (turn.go):
// a telephone leaves the Wi-Fi, two lines take turns, a browser restarts.
//
// An account's day is a pure function of (seed, account, day). No campaign and no
// control is known here; the portal's outages are, for users wait for their end.
package agenda
