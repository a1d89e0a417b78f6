// Package bound plays published limits of look-ups that hold for each account, or
// each session, by itself. They hold for honest users as for all others.
//
// It stands above the days of package agenda and the rules of package policy: it
// plays an account's look-ups in order of time, and says what becomes of each.
//
//	look-ups of all sessions ─► answered, counted ─► beyond: refused until ─┐
//	in order of time                                                       │
//	         ▲──────────── look-up again ◄─── the user comes through ◄──────┘ of a challenge
//
// Who is refused by a rate limit goes on as planned, and is refused until it is
// over, as neighbours of an address are (see campaign). Who is asked for
// something comes through as policy.Pass draws it.
//
// What a bound makes of an account follows from that account's own look-ups, so
// any slice finds it out alone. The package emits nothing and changes no session.
package bound
