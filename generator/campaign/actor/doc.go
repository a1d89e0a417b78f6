// Package actor plays the threat actors of a campaign: each of them uses one
// compromised account, a step of the log at a time.
//
//	prepare ─► New ─► Campaign.Play ─► queue ◄──► defence.Judge, defence.SignIn
//	                                     │
//	                                     ├─► script.Book   sign-ins, refusals, answers, journal
//	                                     └─► spell.Log     the look-ups, for slices
//
// An [Actor] is put together from parts. Each part knows the common core and the
// parts below or beside it; what it wants from the actor as a whole is an interface of its
// own file, such as loginHost. So a part can be read by itself, downwards:
//
//	campaign.go    deals the work, ends the campaign
//	actor.go       modes and their transitions, the parts, what others may ask
//	plan.go        what comes next              react.go      what follows from an answer
//	────────────────────────────────────────────────────────────────────────
//	takeover.go    the first time, trials       hijack.go     sessions of the owner
//	login.go       the way in                   challenge.go  answers to challenges
//	run.go         look-ups in a session        watch.go      nobody found, slow answers
//	────────────────────────────────────────────────────────────────────────
//	core.go        account, mode, next step     session.go    the session at hand
//	journal.go     what is written down         shared.go     what all actors share
//
// Packages pace (which look-ups are due when), spell (look-ups that slices can
// seek in) and reaction (what the policy says) know nothing of this one.
//
// # A look-up from a banned address is refused
//
//  1. Mostly a whole spell is one step. Once an address is banned, each look-up is
//     one (Actor.Watch, actor.go), and the queue runs run.lookUp at its time (run.go).
//  2. It asks defence.Judge, which finds the ban (defence/judge.go, defence/ban.go).
//  3. run.refused ends the spell before the look-up: pace.Return hands the entries
//     behind it back to the ledger (pace/batch.go), core.book notes what was made
//     (journal.go), and the entry itself stays in hand.
//  4. Actor.refusedHand writes the refusal into the book, and waits some seconds
//     (react.go).
//  5. Actor.react asks Policy.Decide, which plays nothing (reaction/decide.go).
//  6. Actor.carryOut does what was decided (react.go). With rotate_ip it notes that
//     the next session takes another address, and comes back in a while.
//  7. Actor.rest waits, and has the others do this account's part meanwhile if it
//     takes long (plan.go).
//  8. Actor.comeBack signs in again: login.prepare takes an address of the pool that
//     is not banned, or waits for the end of the ban where there is none (login.go);
//     then Actor.layFrom makes the entry in hand (plan.go). Who uses sessions of the
//     owner signs in nowhere and waits for the next one (hijack.go).
//
// With drop_account, step 6 ends in Actor.giveUp (actor.go): the entry in hand goes
// back to the ledger, where it stands first, and Campaign.disturbed soon has what is
// left dealt anew among those who can work (campaign.go, ledger/crew.go).
//
// The package never plays ahead of the queue, never looks at what a control is
// about to do, and chooses neither accounts nor lists: these are prepared before, as
// are the pools that addresses come from. It emits no event; slices do that.
package actor
