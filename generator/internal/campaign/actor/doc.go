// Package actor plays the threat actors of a campaign: each of them uses one
// compromised account, a step of the stage at a time.
//
//	prepare ─► New ─► Campaign.Play ─► queue ◄──► defence.Judge, defence.SignIn
//	                                     │
//	                                     ├─► script.Book   sign-ins, refusals, answers, journal
//	                                     └─► spell.Log     the look-ups, for slices
//
// An [Actor] is put together from parts. Each part knows the common core and the
// parts below or beside it; what it wants from the actor as a whole is an interface of its
// own file, such as loginHost. So a part can be read by itself, downwards, and tests play
// it under a host that writes down what it is asked:
//
//	campaign.go    deals the work, ends the campaign
//	actor.go       modes and their transitions, the parts, what others may ask
//	plan.go        what comes next              react.go      what follows from an answer
//	────────────────────────────────────────────────────────────────────────
//	takeover.go    the first time, trials       hijack.go     sessions of the owner
//	login.go       the way in                   challenge.go  answers to challenges
//	run.go         look-ups in a session        watch.go      nobody found, slow answers
//	────────────────────────────────────────────────────────────────────────
//	core.go        account, mode, next step,    session.go    the session at hand, and the way out
//	               what all actors share        journal.go    what is written down
//
// Beside the actors stands [Probe] (probe.go): an account that is tried and not taken.
//
// Packages pace (which look-ups are due when), spell (look-ups that slices can
// seek in) and reaction (what the policy says) know nothing of this one.
//
// # A look-up from a banned address is refused
//
//  1. A control bans the address (defence/act.go), by the clock or on an alert. The
//     stage is told and has every actor of every campaign watched (stage.go of package
//     campaign; Actor.Watch, actor.go). The look-ups of an open spell that lie before
//     the ban stay as they are; those behind it keep their times, and each of them is
//     a step of its own. They are steps from the beginning where a control counts
//     look-ups, the service closes or the campaign minds misses; otherwise a whole
//     spell is one step.
//  2. At its time the queue runs run.lookUp, or run.tryFailing for a try that fails
//     upstream (run.go). It asks defence.Judge, which finds the ban (defence/judge.go,
//     defence/ban.go).
//  3. run.refused ends the spell before the look-up. pace.Return hands the entries
//     behind it back to the ledger (pace/batch.go), and core.book notes what was made
//     (journal.go). The entry itself stays in hand, and the account still owes all of
//     them. Covering requests before the refusal stay, or are refused in the log.
//  4. Actor.refusedHand writes the refusal into the book, and waits some seconds
//     (react.go).
//  5. Actor.react asks Policy.Decide, which plays nothing (reaction/decide.go). The
//     account is dropped after twelve refusals in a row, whatever the policy says.
//  6. Actor.carryOut does what was decided (react.go). rotate_ip has the next session
//     take another address; backoff and halve_rate keep session and address; next goes
//     on with the list and leaves the entry unmade; drop_account gives the account up;
//     stop ends the campaign.
//  7. Actor.rest waits. If that takes longer than five minutes, the others do this
//     account's part meanwhile; the entry in hand stays with it (plan.go).
//  8. Actor.comeBack goes on in its session if that lasts and no other is wanted, and
//     signs in otherwise: login.prepare takes an address that is not banned, if it
//     finds one in the pool (login.go, allocation/exit.go). An insider and whoever works
//     from the owner's machine keep their own. If that address is banned as well, the
//     sign-in is refused, and the actor waits for the end of the ban, or gives up if
//     that is too late. Then Actor.layFrom makes the entry in hand (plan.go). A thief
//     of sessions takes another address inside the owner's session, or waits for the
//     owner's next one (hijack.go).
//
// With drop_account, step 6 ends in Actor.giveUp (actor.go): the entry in hand goes
// back to the ledger, where it stands first, in the account's own part where the list
// has parts. Campaign.disturbed soon has what is left dealt anew among those who can
// work (campaign.go, ledger/crew.go). Each of them takes it behind the spell it is in:
// reconsider, plan, Pace.Next, Ledger.Take.
//
// The package never plays ahead of the queue and never looks at what a control is
// about to do; but a new session passes over addresses that are banned by then, met
// or not. It chooses neither accounts nor lists: these are prepared before, as are
// the pools that addresses come from. It emits no event; slices do that.
package actor
