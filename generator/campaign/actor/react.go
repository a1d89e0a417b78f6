package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// refused ends the spell with its next look-up, which is refused now, and goes on
// to the reaction.
func (a *Actor) refused(now int64, v portal.Visit, verdict defence.Verdict) {
	s := a.spell()
	k := s.entry(a.at)
	s.Tail = now
	if a.State.Closed(a.since, now) {
		s.Closed = a.State.Revoked
	}
	s.To, s.Made = now, a.at
	a.Share.Busy = now
	a.shift += a.at
	a.countToday(s.begins, -int64(s.n-a.at))
	a.giveBack(s.after(a.at + 1))
	a.book(s)
	a.hand = hand{entry: k, held: true}
	a.refusedHand(now, v, verdict)
}

// refusedHand plays the refusal of the entry in hand.
func (a *Actor) refusedHand(now int64, v portal.Visit, verdict defence.Verdict) {
	a.mode = Answering
	a.attempts.Refusals++
	v.Truth.Phase = event.Adapt
	en := a.entry(a.hand.entry)
	a.play(script.Action{Do: script.RefusedLookUp, Visit: v, Entry: en, Why: verdict.Why})
	a.stage.Book.Session(&v, now, now, 1)
	a.last = now
	r := a.request(&v)
	a.show(&r, en, false, 0)
	then := now + script.Between(a.draw(drawRefused), calendar.Second, 9*calendar.Second)
	switch {
	case verdict.Why == event.StepUpNeeded && a.camp.Policy.Move(verdict.Reply).Move != scenarios.Solve:
		a.unasked(then, verdict)
	case verdict.Why == event.SessionRevoked && !a.stuck && a.How != scenarios.SessionTheft:
		a.next(then, a.signBack)
	default:
		a.next(then, func(int64) { a.react(AtLookUp, verdict) })
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
	if _, out := a.stage.Defence.Banned(v.Addr, now); out {
		why = event.Banned
	}
	if _, _, down := a.stage.World.Portal.Down(now); down {
		a.next(a.stage.World.AfterOutage(now), a.signBack)
		return
	}
	a.play(script.Action{Do: script.SignIn, Visit: v, Why: why})
	a.react(AtSignIn, defence.Verdict{Why: event.ResetRequired, Reply: scenarios.OnAccountReset, Until: script.Forever, By: a.State.ResetBy})
}

// react does what the campaign's policy says about an answer, now.
func (a *Actor) react(where Where, v defence.Verdict) {
	now := a.stage.Queue.Now()
	if a.over(now) {
		a.cut(now)
		return
	}
	d := a.camp.Policy.Decide(Situation{
		Now: now, Where: where, Verdict: v, Attempts: a.attempts, Draws: a.draw(drawDecision), Luck: a.Key.At(drawReacquire), Revoked: a.State.Revoked,
	})
	a.carryOut(d, v)
}

// carryOut does what was decided.
func (a *Actor) carryOut(d Decision, v defence.Verdict) {
	now := a.stage.Queue.Now()
	if d.Note != "" {
		a.note(d.Note, event.Adapt)
	}
	if d.NewAddress {
		a.turned++
	}
	if d.Slower && a.Share.Slow < slowest {
		a.camp.Crew.Slower(a.Share, now, 2)
		a.camp.disturbed(now)
	}
	switch d.Do {
	case GiveUp:
		a.giveUp()
	case Abandon:
		a.camp.abandon(now)
	case Press:
		a.press(now, v)
	case Solve:
		a.solve(now, v, 0)
	case Switch:
		a.doctor, a.attempts.Refusals = true, 0
		a.rest(d.At, a.comeBack)
	case Knock:
		a.attempts.Knocks++
		a.rest(d.At, a.knock)
	case Reacquire:
		a.rest(d.At, func(now int64) { a.reacquire(now, 0) })
	case Return:
		a.fresh = a.fresh || d.NewSession
		a.rest(d.At, a.comeBack)
	}
}

// slowest is how many times slower than planned an actor goes at most.
const slowest = 64

// comeBack goes on with the entry in hand, or with what is due: in the session
// that the actor has, if it still lasts and a new one is not wanted.
func (a *Actor) comeBack(now int64) {
	switch {
	case a.How == scenarios.SessionTheft && !a.stuck:
		a.comeBackHijacked(now)
	case a.lasts(now):
		a.mode = Inside
		a.goOn(now)
	case !a.hand.held:
		a.mode = Waiting
		a.plan(now)
	default:
		a.enter(now, way{phase: event.Scrape, in: a.opened})
	}
}

// opened goes on a moment after a session was opened.
func (a *Actor) opened(now int64) {
	a.attempts.Refusals = min(a.attempts.Refusals, Patience)
	if !a.begun {
		a.begun = true
		a.note("scraping_begun", event.Scrape)
	}
	a.next(a.soon(now), a.goOn)
}

// goOn makes the entry in hand now, or plans what is due.
func (a *Actor) goOn(now int64) {
	switch {
	case a.over(now):
		a.cut(now)
	case a.hand.held:
		a.layFrom(now, now)
	default:
		a.plan(now)
	}
}

// press goes on with the list, refused or not: the entry in hand is left to
// itself.
func (a *Actor) press(now int64, v defence.Verdict) {
	a.hand.held = false
	a.pressing = v
	if v.Reply == scenarios.OnAccountReset {
		if a.since == 0 && a.old.since == 0 {
			a.giveUp()
			return
		}
		if a.since == 0 { // a sign-in was refused: there is only the old session
			a.visit, a.since, a.sessions = a.old.visit, a.old.since, a.old.number
		}
		a.pressing.Why = event.SessionRevoked
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
	if !a.hand.held {
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
	a.refusedHand(now, v, defence.Verdict{Why: why, Reply: scenarios.OnAccountReset, Until: script.Forever, By: a.State.ResetBy})
}

// mostLooks is how many days an actor looks whether an account is open again.
const mostLooks = 7

// reacquire takes an account back that was reset, by another new password
// through the mailbox, once its owner has had it opened again.
func (a *Actor) reacquire(now int64, looks int) {
	if a.How == scenarios.SessionTheft {
		a.attempts = Attempts{}
		a.mode = Waiting
		a.planHijacked(now)
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
	a.attempts, a.signed = Attempts{}, now
	a.prepare(now, way{phase: event.Adapt, in: a.opened})
	a.askLink(now)
}

// missesInARow is how many look-ups in a row have to find nobody for a campaign
// that minds to react: a list always has stale entries (an assumption).
const missesInARow = 3

// missed counts look-ups that find nobody; it reports whether the spell ended
// because of them.
func (a *Actor) missed(now int64, en script.Entry) bool {
	switch {
	case !a.camp.Policy.Minds():
		return false
	case en.Hit:
		a.misses, a.attempts.Rests = 0, 0
		return false
	}
	if a.misses++; a.misses < missesInARow || a.at >= a.spell().n {
		return false
	}
	a.misses = 0
	a.attempts.Rests++
	a.turnAway(now, scenarios.OnNotFound)
	return true
}

// turnAway ends the spell behind an answered look-up, and reacts to what was
// answered. No pause is shorter than the gap to the next look-up would have been.
func (a *Actor) turnAway(now int64, r scenarios.Reply) {
	s := a.spell()
	next := a.walk.at(a.at)
	a.close(s, now+1, a.at)
	v := defence.Verdict{Reply: r, Until: script.Forever}
	d := a.camp.Policy.Decide(Situation{
		Now: now, Where: AfterLook, Verdict: v, Attempts: a.attempts, Draws: a.draw(drawDecision), Luck: a.Key.At(drawReacquire), Revoked: a.State.Revoked,
	})
	d.At = max(d.At, next)
	a.mode = Answering
	a.carryOut(d, v)
}

// A threat actor notices a tarpit after about 100 of its answers (an assumption),
// and waits for each before the next look-up.
const (
	leastNoticed = 80
	mostNoticed  = 120
	slowGap      = 18 * calendar.Second // the mean of an answer, and a little
)

// caught looks behind look-up i, which was answered, whether the next one is in a
// tarpit, or in none any more; it reports whether the spell ended.
func (a *Actor) caught(now int64, s *Spell, i uint64, r *defence.Request) bool {
	if !a.stage.Defence.Counts() {
		return false
	}
	a.stage.Defence.Tarpit(r)
	if s.Tarpit.By != 0 {
		if a.slow++; a.slow >= int(script.Between(a.Key.At2(drawNoticed, uint64(a.sessions)), leastNoticed, mostNoticed)) {
			a.slow = 0
			if m := a.camp.Policy.Move(scenarios.OnSlowAnswers); m.Move != scenarios.Next && len(a.camp.Policy) > 0 && a.at < s.n {
				a.note("slow_answers_noticed", event.Adapt)
				a.turnAway(now, scenarios.OnSlowAnswers)
				return true
			}
		}
	}
	in := a.stage.Defence.NextTarpit(r)
	if in.By == s.Tarpit.By && in.Slow == s.Tarpit.Slow || a.at >= s.n {
		return false
	}
	a.enterTarpit(now, s, in)
	return true
}

// enterTarpit goes on in another tarpit, or out of one, at the tempo that it
// leaves.
func (a *Actor) enterTarpit(now int64, s *Spell, in defence.Tarpit) {
	gap := max(a.walk.at(a.at)-now, 1)
	mean := max(a.placement.MeanGap(s.stretch), 1)
	a.close(s, now+1, a.at)
	a.tarpit = in
	switch {
	case in.Slow && !a.mired:
		a.mired = true
		if times := slowGap/mean + 1; times > 1 {
			a.slowed = times
			a.camp.Crew.Slower(a.Share, now, times)
			gap *= times
		}
	case !in.Slow && a.mired:
		a.mired = false
		if a.slowed > 1 {
			a.Share.Slow /= a.slowed
			a.slowed = 1
			a.camp.disturbed(now)
		}
	}
	a.mode = Inside
	a.next(now+gap, a.goOnOne)
}

// goOnOne makes the next entry that is due now, in the session that the actor
// has.
func (a *Actor) goOnOne(now int64) {
	if a.over(now) || !a.lasts(now) {
		a.plan(now)
		return
	}
	a.layFrom(now, now)
}
