// Package campaign is the threat actor, the controls, and what they do to each
// other.
//
// It stands beside traffic: both emit through portal into the same slices. The
// Plan resolves a campaign once, in order of time, over the few entities that
// it touches, and keeps only what slices need:
//
//	target list ─┐
//	pacing ──────┼─► queue over stolen accounts ─► segments   (account, address, look-ups from i to j)
//	controls ────┘   (sign-ins, owners' sessions,  script     (every other step, ready to emit)
//	                  bans, resets, reactions)     touches    (what happens to owners' sessions)
//	                                               journal    (the truth of the period)
//
// A slice then emits the look-ups of the segments that cross it. A tide says how
// strongly a campaign works over time (hours, demand, ramp, outages); a roster
// says when each account works (rate, turns, duty, a day's cap) and divides the
// list among them; look-up i of an account's turn happens at the inverse of the
// tide's mass at (i + jitter)/n, so the count before the stop is exact and any
// hour can be made alone.
//
// Controls that judge what the log says (a detection, a rate limit) are played
// look-up by look-up over the stolen accounts: see watch.go. What the campaign
// does about an answer is in reaction.go; it comes back to the same entry of its
// list, later or slower, by a warp of its pace. Whom such controls hit among
// people that no campaign touches is not played: it is a share of their look-ups.
//
// The package never changes a draw of the base world and sends nothing to
// anybody.
package campaign
