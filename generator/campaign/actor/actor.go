package actor

import (
	"breachsim/generator/campaign/allocation"
	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/intensity"
	"breachsim/generator/campaign/ledger"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// Mode is what an actor does at the moment.
//
//	            ┌──────────── come again ────────────┐
//	            ▼                                    │
//	waiting ─► entering ─► inside ─► answering ─► (inside)
//	  ▲           │          │ refused    │
//	  │           ▼          ▼            ▼
//	  └──────── resting ◄── decide ─────► lost
//
// Each mode has at most one timer: its next step. What a control does in between
// is met by that step.
type Mode uint8

// The modes.
const (
	Waiting   Mode = iota // for its time to work; it has no session
	Entering              // it signs in: password, mailbox, phone
	Inside                // it has a session and looks up, or is about to
	Answering             // it answers a challenge or waits for the phone
	Resting               // it comes back at a given time
	Lost                  // the account is given up
)

// Actor is the threat actor's use of one compromised account.
type Actor struct {
	allocation.Account
	Spells  []*Spell
	State   *defence.Account // of the account, at the portal
	Share   *ledger.Share
	Hours   *intensity.Intensity    // of the campaign, in the account's own time
	Hijacks []allocation.Hijackable // sessions of the owner that it can use

	// Interval is when and how it used the account; First is 0 where it never
	// did.
	Interval event.AccountInterval

	stage     *defence.Stage
	camp      *Campaign
	party     defence.Party
	placement *intensity.Placement // of its look-ups, in its own hours
	timer     *clock.Timer
	mode      Mode

	visit    portal.Visit // of the session that it has or had last
	since    int64        // when that was signed in to
	signed   int64        // when it last signed in; 0 = never
	last     int64        // its last request in it
	age      int64        // at which it replaces the session
	shift    uint64       // look-ups made in it
	way      way
	hand     hand // the entry that it comes back to
	attempts Attempts
	turned   int  // addresses changed because of an answer
	doctor   bool // it looks persons up through the form for referring doctors
	pressing defence.Verdict
	misses   int                    // look-ups in a row that found nobody
	tarpit   defence.Tarpit         // that its next look-up is in
	slow     int                    // answers of a tarpit since it last reacted
	mired    bool                   // a tarpit has slowed it down
	slowed   int64                  // and so many times
	old      oldSession             // the last one that was open
	fresh    bool                   // it wants another session
	steps    int                    // names its scripted steps
	sessions int                    // numbers its sessions
	today    int32                  // day that Share.Today counts
	hijack   *allocation.Hijackable // the owner's session that it uses now; nil = none
	nth      int                    // of the owner's sessions, the next one
	boarding *clock.Timer
	leaving  *clock.Timer
	begun    bool // it has looked up an entry of the list
	trials   int  // trial look-ups still to be made
	stuck    bool // it keeps to a session that was closed
	watched  bool // a control has acted: each look-up is a step from now on

	pace    pace
	paces   int   // numbers its paces
	told    bool  // its end is in the journal
	halfGap int64 // between two look-ups at the given rate, halved: behind a delay
	taken   bool  // the takeover is in the journal
	waived  bool  // others have taken over its part at the stop
	detour  bool  // it is away because its way in takes long

	// Of the spell in force:
	walk  times
	at    uint64 // its next look-up, where each is a step
	deals int    // the deal that it was given by
}

// oldSession is a session that was open before the one at hand.
type oldSession struct {
	visit  portal.Visit
	since  int64
	number int
}

// hand is an entry that was asked for and refused.
type hand struct {
	entry uint64
	held  bool
}

// Lost reports whether the account was given up.
func (a *Actor) Lost() bool { return a.mode == Lost }

// Draws of an actor, below its key. Those of a step are keyed by its number.
const (
	drawBegin      = 32 + iota // its first instant of work
	drawAcquired               // when the account is taken over
	drawTypo                   // whether the list's password is the first one tried
	drawTypoDelay              // and how long the second takes
	drawLead                   // from the sign-in to the first look-up
	drawLink                   // until the mailed link is used
	drawNewSignIn              // from the new password to the sign-in
	drawTrial                  // between trial look-ups
	drawAge                    // of a session when it is replaced
	drawActorStep              // details of a scripted step
	drawMailbox                // from a refused password to the mailbox
	drawRefused                // after a refusal
	drawAfterBan               // after the end of a ban
	drawOpening                // from a new session to the entry in hand
	drawDecision               // of the policy
	drawSolve                  // a challenge
	drawSolved                 // from the answer to the look-up
	drawUnasked                // a question on the phone that nobody asked for
	drawFactor                 // behind a sign-in
	drawFactorDone             // from the answer to the session
	drawChange                 // a new password that the portal asks for
	drawNoticed                // when a tarpit is noticed
	drawStretch                // times of a session's look-ups
	drawOutage                 // sign-ins while the portal is down
	drawRetry                  // look-ups while the portal is down
	drawBoard                  // from a ban to the look-up in a hijacked session
	drawReturn                 // of an insider whose password was changed
	drawPhase                  // of its part of the list
	drawReacquire              // luck with accounts that were reset
)

// draw names a draw of the actor's latest step.
func (a *Actor) draw(what uint64) random.Key { return a.Key.At2(what, uint64(a.steps)) }

// step names and keys the actor's next scripted step, now.
func (a *Actor) step() portal.Step {
	a.steps++
	return portal.Step{
		Name: portal.ScriptName(a.camp.Name, a.Number, a.steps), TS: a.stage.Queue.Now(),
		Key: a.Key.At2(drawActorStep, uint64(a.steps)),
	}
}

// next makes a handler the actor's next step, instead of the one that it had.
func (a *Actor) next(ts int64, do func(now int64)) {
	a.timer.Stop()
	a.timer = a.stage.Queue.At(ts, do)
}

// play writes a scripted step of the actor's visit, now, and notes the address.
func (a *Actor) play(act script.Action) {
	act.Step = a.step()
	if act.Visit.Account == 0 && act.Visit.Session == 0 {
		act.Visit = a.visit
	}
	a.stage.Book.Write(act)
	a.used(&act.Visit, act.Step.TS)
}

// used notes that the account was used from the address of a visit.
func (a *Actor) used(v *portal.Visit, ts int64) {
	iv := &a.Interval
	if iv.First == 0 {
		iv.First = ts
	}
	iv.First, iv.Last = min(iv.First, ts), max(iv.Last, ts)
	a.State.Used(a.stage.Book.Used(v, ts), ts)
}

// note adds a line to the campaign's journal.
func (a *Actor) note(what string, phase event.Phase) { a.noteAt(a.stage.Queue.Now(), what, phase) }

func (a *Actor) noteAt(ts int64, what string, phase event.Phase) {
	j := &a.stage.Book.Journal
	j.Campaigns = append(j.Campaigns, event.CampaignEntry{
		TS: ts, Campaign: a.camp.ID, Phase: phase, Action: what, Account: a.Index, Addr: a.visit.Addr,
	})
}

// session notes events in the session that the actor has.
func (a *Actor) session(from, to, events int64) {
	a.stage.Book.Session(&a.visit, from, to, events)
	a.last = max(a.last, to)
}

// request is a request of the actor's visit, now.
func (a *Actor) request(v *portal.Visit) defence.Request {
	return defence.Request{
		TS: a.stage.Queue.Now(), Account: a.State, Session: a.stage.World.IDs.Session(v.Session),
		SignedIn: a.since, Addr: v.Addr, Doctor: a.doctor,
	}
}

// giveUp drops the account.
func (a *Actor) giveUp() {
	if a.mode == Lost {
		return
	}
	left := a.camp.Ledger.Left()
	a.leaveAll()
	a.mode = Lost
	a.note("account_dropped", event.Stop)
	if a.Share.Owed() > 0 || a.camp.Ledger.Left() > left {
		a.camp.disturbed(a.stage.Queue.Now())
	}
	a.camp.handOver(a)
}

// leaveAll ends the actor's spell and timer, and hands back what it holds.
func (a *Actor) leaveAll() {
	a.timer.Stop()
	a.cut(a.stage.Queue.Now())
	a.dropHand()
	a.Share.Away = true
}

// dropHand hands the entry in hand back to the ledger.
func (a *Actor) dropHand() {
	if a.hand.held {
		a.hand.held = false
		a.camp.Ledger.Return(a.Number, ledger.Run{First: a.hand.entry, N: 1, Tried: true})
	}
}

// Lay puts an actor into its campaign, with the placement of its look-ups.
func (a *Actor) Lay(c *Campaign, p *intensity.Placement) { a.camp, a.placement = c, p }

// Acquisition is when the actor first uses the account, at the earliest.
func (a *Actor) Acquisition() int64 {
	if a.How == scenarios.SessionTheft && len(a.Hijacks) > 0 {
		return min(a.Interval.AcquiredAt, a.Hijacks[0].From)
	}
	return a.Interval.AcquiredAt
}

// OwnerWorked notes that the owner signed in.
func (a *Actor) OwnerWorked(now int64) {
	iv := &a.Interval
	iv.OwnerActive = iv.OwnerActive || now >= iv.AcquiredAt && now < a.camp.Stop
}

// Close books what is still open when the stage is over.
func (a *Actor) Close() {
	now := a.stage.World.End()
	if s := a.spell(); s != nil {
		a.close(s, now, a.reached(now))
	}
	a.ended(now)
	if a.Interval.First != 0 { // it was taken with the first thing done to it
		a.Interval.AcquiredAt = a.Interval.First
	}
}
