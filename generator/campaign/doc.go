// Package campaign is the threat actor, the controls, and what they do to each
// other.
//
// It stands beside traffic: both emit through portal into the same slices. A
// campaign is resolved once, in order of time, over the few accounts and addresses
// that it touches; slices need only what is left of that:
//
//	targets ──── whom: the list            ┐
//	intensity ── when: hours, gaps, ramp   ├─► actor ◄─► defence    the stage, one step
//	allocation ─ who works, from where     │     ▲          ▲       of the log at a time
//	ledger ───── who takes which entries   ┘     └─ owner ──┘       (clock: the queue)
//	                                                 │
//	                                                 ▼
//	            spells   (account, session, look-ups at times that can be sought)
//	            script   (every other step, ready to emit)
//	            overlays (what becomes of honest users' sessions)
//	            journal  (the truth of the period)
//
// What happens when a look-up from a banned address is due: actor/work.go asks
// defence.Judge (defence/judge.go) at the time of the look-up; actor/react.go
// writes the refusal and asks Policy.Decide (actor/decide.go), which plays
// nothing; carryOut (actor/react.go) changes the address, rests or gives up; the
// entry stays in the actor's hand and is made when it comes back, or goes back to
// the ledger, which deals what is left among those who can work.
//
// This package prepares campaigns, puts them on the stage, lays bans over the
// sessions of bystanders once all is played, and fills slices. It never changes a
// draw of the base world and sends nothing to anybody.
package campaign
