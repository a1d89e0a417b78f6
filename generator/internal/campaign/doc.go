// Package campaign is the threat actor, the controls, and what they do to each
// other.
//
// It stands beside traffic: both emit through portal into the same slices. A
// campaign is resolved once, in order of time, over the few accounts and addresses
// that it touches; slices need only what is left of that:
//
//	targets ──── whom: the list            ┐
//	intensity ── when: hours, gaps, ramp   ├─► actor ◄─► defence    the stage, a step
//	allocation ─ who works, from where     │     ▲          ▲       at its own time
//	ledger ───── who takes which entries   ┘     └─ owner ──┘       (clock: the queue)
//	                                                 │
//	                                                 ▼
//	            spells   (account, session, look-ups at times that can be sought)
//	            script   (every other step, ready to emit)
//	            overlays (what becomes of honest users' sessions)
//	            journal  (the truth of the period)
//
// An actor stands on three packages that know nothing of it: pace says what is due
// and when, spell holds runs of look-ups that slices can seek in, reaction decides
// about an answer. The doc of package actor follows a look-up from a banned
// address from file to file.
//
// What a plan costs: time grows with the sign-ins of campaigns and with the days on
// which owners of stolen accounts work, memory with the sessions that campaigns
// open, about a kilobyte each, whatever the look-ups in them. The flagship at scale 1
// takes two seconds and 100 MB; 5,000 accounts over 120 days with ten look-ups each
// half a minute and 260 MB, with a hundred each, nearly all in a session of its own,
// 1.1 GB.
//
// Files from the top downwards: fill reads a plan, new makes it, with what aftermath,
// bystander and exposure say of it; stage is who plays, and tells actors and owners of
// bans and resets (alert brings others on it); plan is what is left, index what a campaign
// has made; calls what comes in when all is over. What a campaign is before it plays is in
// package prepare.
//
// This package puts campaigns on the stage, lays bans and limits of addresses over the
// sessions of bystanders once all is played, and fills slices. It never changes a draw of the
// base world and sends nothing to anybody.
package campaign
