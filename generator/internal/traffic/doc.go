// Package traffic is the base world: what the honest users of the portal do,
// day after day, whether or not anybody attacks.
//
// It stands between population (who there is) and portal (how an action
// shows). An account's day is a pure function of (seed, account, day):
//
//	key(account, day) ──► how many look-ups ──► sessions ──► script of a session ──► portal
//
// Its rooms, from the bottom up; each imports those above it in the list alone:
//
//	draws            the numbers of all draws that rooms share
//	habit            how people work: how much, when, and about whom
//	overlay          what campaigns and controls do to a session, laid beside it
//	course           the script of one session, step by step
//	lookalike        what benign behaviour that looks like an attack can be
//	lookalike/kinds  the look-alikes, one in each file
//	agenda           the days of all accounts: sessions, visits, persons
//	policy           what the portal asks of everybody by the clock
//	bound            published limits that each account meets by itself
//	emit             slices of time, told to the portal
//
// The package itself joins them to a [World], and answers those who plan around
// it: what a session does and when, from where, and what accounts have done
// before the logs begin.
//
// A session's timing is drawn from one short sequence, an action's details
// from a key of its own, so that any hour can be made by replaying the timing
// and emitting only what falls inside. Campaigns and controls never change a
// draw here; what they do to a base session is laid over it (package overlay).
package traffic
