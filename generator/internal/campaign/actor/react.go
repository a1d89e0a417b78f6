package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// refusedHand plays the refusal of the entry in hand, and goes on to what the
// policy says about it.
func (a *Actor) refusedHand(now int64, v portal.Visit, verdict defence.Verdict) {
	a.mode = Reacting
	a.attempts.Refusals++
	v.Truth.Phase = event.Adapt
	en := a.camp.entry(a.run.hand.entry)
	a.play(script.Action{Do: script.RefusedLookUp, Visit: v, Entry: en, Why: verdict.Why})
	a.stage.Book.Session(&v, now, now, 1)
	a.last = now
	r := a.request(&v)
	a.show(&r, en, false, 0)
	then := now + script.Between(a.draw(drawRefused), calendar.Second, 9*calendar.Second)
	switch {
	case verdict.Why == event.StepUpNeeded && a.camp.Policy.Move(verdict.Reply).Move != scenarios.Solve:
		a.challenge.unasked(then, verdict)
	case verdict.Why == event.SessionRevoked && !a.stuck && a.How != scenarios.SessionTheft:
		a.next(then, a.signBack)
	default:
		a.next(then, func(int64) { a.react(reaction.AtLookUp, verdict) })
	}
}

// signBack tries to sign in to the account whose session was closed: what it
// finds is what it reacts to.
func (a *Actor) signBack(now int64) {
	why := event.ResetRequired
	if !a.State.Reset {
		why = event.BadCredentials
	}
	v := a.visit
	v.Truth.Phase = event.Adapt
	if a.banned(v.Addr, now) {
		why = event.Banned
	}
	if a.down(now) {
		a.next(a.stage.World.AfterOutage(now), a.signBack)
		return
	}
	a.play(script.Action{Do: script.SignIn, Visit: v, Why: why})
	a.react(reaction.AtSignIn, a.wasReset(event.ResetRequired))
}

// LockedOut has the actor find out, within two hours (an assumption), that the help desk
// has given the account back to its owner. Others do its part from now on.
func (a *Actor) LockedOut(now int64) {
	if a.mode == Lost || a.How == scenarios.SessionTheft || a.Interval.First == 0 {
		a.Watch(now)
		return
	}
	a.run.cut(now)
	a.run.dropHand()
	a.mode, a.Share.Away = Resting, true
	a.camp.Disturbed()
	a.next(now+script.Between(a.draw(drawLockedOut), calendar.Minute, 2*calendar.Hour), a.signBack)
}

// react does what the campaign's policy says about an answer, now.
func (a *Actor) react(where reaction.Where, v defence.Verdict) {
	if now := a.stage.Queue.Now(); a.over(now) {
		a.run.cut(now)
		return
	}
	a.carryOut(a.decide(where, v), v)
}

// reactToAnswer reacts to an answer that is not as the actor wants it, and goes on at
// the earliest at an instant.
func (a *Actor) reactToAnswer(now, earliest int64, on scenarios.Reply) {
	v := defence.Verdict{Reply: on, Until: script.Forever}
	d := a.decide(reaction.AfterLook, v)
	d.At = max(d.At, earliest)
	a.mode = Reacting
	a.carryOut(d, v)
}

// decide asks the policy.
func (a *Actor) decide(where reaction.Where, v defence.Verdict) reaction.Decision {
	return a.camp.Policy.Decide(reaction.Situation{
		Now: a.stage.Queue.Now(), Where: where, Verdict: v, Attempts: a.attempts,
		Draws: a.draw(drawDecision), Luck: a.Key.At(drawReacquire), Revoked: a.State.Revoked,
	})
}

// slowest is how many times slower than planned an actor goes at most.
const slowest = 64

// carryOut does what was decided.
func (a *Actor) carryOut(d reaction.Decision, v defence.Verdict) {
	now := a.stage.Queue.Now()
	if d.Note != event.NoMove {
		a.note(d.Note, event.Adapt)
	}
	if d.NewAddress {
		a.turned++
	}
	if d.Slower && a.Share.Slow < slowest {
		a.camp.Crew.Slower(a.Share, now, 2)
		a.camp.Disturbed()
	}
	switch d.Do {
	case reaction.GiveUp:
		a.giveUp()
	case reaction.Abandon:
		a.camp.whole.abandon(now)
	case reaction.Press:
		a.press(now, v)
	case reaction.Solve:
		a.challenge.solve(now, v, 0)
	case reaction.Switch:
		a.doctor, a.attempts.Refusals = true, 0
		a.rest(d.At, a.comeBack)
	case reaction.Knock:
		a.attempts.Knocks++
		a.rest(d.At, a.knock)
	case reaction.Reacquire:
		a.rest(d.At, func(now int64) { a.reacquire(now, 0) })
	case reaction.ComeBack:
		a.fresh = a.fresh || d.NewSession
		a.rest(d.At, a.comeBack)
	}
}

// press goes on with the list, refused or not: the entry in hand is left to
// itself.
func (a *Actor) press(now int64, v defence.Verdict) {
	a.run.hand.held = false
	a.run.pressing = v
	if v.Reply == scenarios.OnAccountReset {
		if a.since == 0 && a.old.since == 0 {
			a.giveUp()
			return
		}
		if a.since == 0 { // a sign-in was refused: there is only the old session
			a.resume()
		}
		a.run.pressing.Why = event.SessionRevoked
		a.stuck = true
	}
	a.mode = Inside
	a.plan(now)
}

// knock signs in to an account that was reset, or replays the cookie of a session
// that was closed, once more.
func (a *Actor) knock(now int64) {
	if a.How != scenarios.SessionTheft {
		a.enter(now, way{phase: event.Adapt, in: a.opened})
		return
	}
	if !a.run.hand.held {
		a.giveUp()
		return
	}
	why := event.SessionRevoked
	if a.banned(a.visit.Addr, now) {
		why = event.Banned
	}
	v := a.visit
	v.Truth.Phase = event.Adapt
	a.stuck = true
	a.attempts.Refusals--
	a.refusedHand(now, v, a.wasReset(why))
}

// mostLooks is how many days an actor looks whether an account is open again.
const mostLooks = 7

// reacquire takes an account back that was reset, once its owner has had it opened
// again: by another new password through the mailbox, where it has that, else with the
// owner's new one.
func (a *Actor) reacquire(now int64, looks int) {
	if a.How == scenarios.SessionTheft {
		a.attempts = reaction.Attempts{}
		a.planStolen(now)
		return
	}
	if a.State.Secured {
		a.giveUp()
		return
	}
	if a.State.Reset {
		if looks == mostLooks {
			a.giveUp()
			return
		}
		a.rest(now+24*calendar.Hour, func(now int64) { a.reacquire(now, looks+1) })
		return
	}
	a.attempts, a.signed = reaction.Attempts{}, now
	a.run.cut(now)
	a.login.prepare(now, way{phase: event.Adapt, in: a.opened})
	if a.login.readsMail() {
		a.login.askLink(now)
		return
	}
	a.login.stealAgain(now)
}
