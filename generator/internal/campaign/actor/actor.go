package actor

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/scenarios"
)

// Actor is the threat actor's use of one compromised account.
//
//	            ┌──────────── come again ────────────┐
//	            ▼                                    │
//	waiting ─► entering ─► inside ─► reacting ──► (inside)
//	  ▲           │        ▲ │ refused    │
//	  │           ▼        │ ▼            ▼
//	  └──────── resting ───┘◄ decide ───► lost
//
// One timer stands for the next step; hijack has its own, for the owner's sessions.
// What a control does in between is met by the next step: a ban or a reset makes each
// look-up of an open spell one. The parts below do the steps of a mode; what comes next is
// said in plan.go, and what follows from an answer in react.go.
//
//	mode        who does its steps
//	waiting     pace says when something is due; hijack waits for the owner
//	entering    takeover the first time, login
//	inside      trials, then run; watcher judges the answers
//	reacting    react.go; challenge, where one is answered
//	resting     rest, which comes back to comeBack, knock, login or reacquire
//	lost        nobody
type Actor struct {
	core
	pace      pace.Pace
	log       spell.Log
	login     login
	leaver    leaver
	trials    trials
	takeover  takeover
	hijack    hijack
	run       run
	watcher   watcher
	challenge challenge
	waived    bool // others have taken over its part at the stop
}

// Part is one account's part in a campaign.
type Part struct {
	Account   allocation.Account
	Share     *ledger.Share
	Placement *intensity.Placement    // of its look-ups, in its own hours
	Ways      spell.Ways              // what it does between them
	Hijacks   []allocation.Hijackable // sessions of the owner that it can use
	Interval  event.AccountInterval
}

// New returns the actor of an account.
func New(c *Shared, p Part) *Actor {
	a := &Actor{core: core{Account: p.Account, Share: p.Share, Interval: p.Interval, camp: c, ways: p.Ways}}
	k := &a.core
	most := c.Spec.Pacing.AtMost
	k.window = pace.Window{Most: most.Count, Span: int64(most.Per)}
	a.pace = pace.Pace{Work: &c.Work, Share: p.Share, Number: k.Number, Key: k.Key, Placement: p.Placement}
	a.pace.Bounded = k.window.Bounds()
	a.log = spell.Log{Placement: p.Placement, Extras: &c.Extras, Ways: p.Ways}
	a.login = login{core: k, up: a}
	a.leaver = leaver{core: k, log: &a.log}
	a.trials = trials{core: k, pace: &a.pace, left: c.Spec.Access.Validate.LookUps}
	a.takeover = takeover{core: k, up: a, login: &a.login, trials: &a.trials}
	a.hijack = hijack{core: k, up: a, trials: &a.trials, sessions: p.Hijacks}
	a.run = run{core: k, up: a, pace: &a.pace, log: &a.log}
	a.watcher = watcher{core: k, up: a, run: &a.run}
	a.challenge = challenge{core: k, up: a}
	return a
}

// enlist puts the actor on the stage and queues its first step.
func (a *Actor) enlist(s *defence.Stage) {
	a.stage, a.party = s, defence.Thief(a.camp.ID, a.Number)
	a.log.World = s.World
	a.log.Seats = spell.Seats{Account: &a.Account, Alloc: a.camp.Alloc, Pool: a.camp.Pool, Banned: a.banned}
	if a.How == scenarios.Insider {
		a.State.Join(a.party)
	}
	if a.How == scenarios.SessionTheft {
		a.mode = Waiting
		a.hijack.wait()
		return
	}
	a.next(a.Interval.AcquiredAt, a.takeover.acquire)
}

// Log returns the spells of the actor, for slices.
func (a *Actor) Log() *spell.Log { return &a.log }

// Lost reports whether the account was given up.
func (a *Actor) Lost() bool { return a.mode == Lost }

// Spared reports whether the campaign can do without the account from an instant on: it
// has given it up, is over, or has tried it and others who do its part. One that stops altogether
// when an account is reset, or presses on, cannot.
func (a *Actor) Spared(now int64) bool {
	if a.mode == Lost || now >= a.camp.Stop {
		return true
	}
	m := a.camp.Policy.Move(scenarios.OnAccountReset).Move
	return m != scenarios.StopMove && m != scenarios.Next && a.trials.left == 0 && a.camp.whole.spares(a.Number, now)
}

// Acquisition is when the actor first uses the account, at the earliest.
func (a *Actor) Acquisition() int64 {
	if a.How == scenarios.SessionTheft && len(a.hijack.sessions) > 0 {
		return min(a.Interval.AcquiredAt, a.hijack.sessions[0].From)
	}
	return a.Interval.AcquiredAt
}

// OwnerWorked notes that the owner signed in.
func (a *Actor) OwnerWorked(now int64) {
	iv := &a.Interval
	iv.OwnerActive = iv.OwnerActive || now >= iv.AcquiredAt && now < a.camp.Stop
}

// Note notes the addresses from which the spell in force came so far, for a
// control that is about to act.
func (a *Actor) Note(now int64) {
	s := a.log.Open()
	if s == nil {
		return
	}
	made := a.run.reached(now)
	if made == 0 {
		return
	}
	last := a.run.times.At(made - 1)
	if s.Answered() {
		a.State.Taken = max(a.State.Taken, last)
	}
	if !a.log.Seats.Rotates() {
		a.used(&s.Visit, last)
		return
	}
	for i := range made {
		ts := a.run.times.At(i)
		v := a.log.Seat(s, i, ts)
		a.used(&v, ts)
	}
}

// Watch has each look-up be a step of the stage from now on: a control has reset the
// account, or banned any address. Look-ups before now stay, and no time changes.
func (a *Actor) Watch(now int64) {
	if a.run.watched || a.mode == Lost {
		return
	}
	s := a.log.Open()
	if s == nil {
		a.run.watched = true
		return
	}
	if !a.run.stepwise() {
		a.run.at = min(a.run.times.First(now), s.N)
	}
	a.run.watched = true
	a.run.follow(now)
}

// giveUp drops the account.
func (a *Actor) giveUp() {
	if a.mode == Lost {
		return
	}
	left := a.camp.Ledger.Left()
	a.drop(event.AccountDropped)
	if a.Share.Owed() > 0 || a.camp.Ledger.Left() > left {
		a.camp.Disturbed()
	}
	a.camp.whole.handOver(a.Number)
}

// drop ends what the actor does, and hands back what it holds.
func (a *Actor) drop(why event.Move) {
	a.timer.Stop()
	a.run.cut(a.stage.Queue.Now())
	a.run.dropHand()
	a.Share.Away = true
	a.mode = Lost
	a.note(why, event.Stop)
}

// Close books what is still open when the stage is over.
func (a *Actor) Close() {
	now := a.stage.World.End()
	if s := a.log.Open(); s != nil {
		a.run.close(s, now, a.run.reached(now))
	}
	a.noteEnd(now)
	if a.Interval.First != 0 { // it was taken with the first thing done to it
		a.Interval.AcquiredAt = a.Interval.First
	}
}
