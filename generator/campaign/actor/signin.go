package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// The way into an account, a step at a time. Before each step the account is
// looked at as it is then.
//
//	attempt ─┬─ accepted ─► second factor? ─► new password? ─► inside
//	         ├─ wrong password ─► ask for a link ─► choose a password ─► attempt
//	         ├─ account reset ─► decide
//	         └─ address banned ─► when the ban is over, attempt

// way is what a way in is for.
type way struct {
	phase event.Phase
	in    func(now int64) // what to do in the session
	fails int             // attempts in a row while the portal is down
}

// enter begins a way into the account.
func (a *Actor) enter(now int64, w way) {
	a.prepare(now, w)
	a.attempt(now)
}

// prepare begins a way in without an attempt to sign in.
func (a *Actor) prepare(now int64, w way) {
	a.cut(now)
	if a.since > 0 {
		a.old = oldSession{a.visit, a.since, a.sessions}
	}
	a.mode, a.way = Entering, w
	a.sessions++
	a.visit = a.newVisit(now, w.phase)
	a.since, a.shift = 0, 0
}

// attempt tries to sign in, now.
func (a *Actor) attempt(now int64) {
	if a.over(now) && a.way.phase != event.Acquire {
		return
	}
	if _, _, down := a.stage.World.Portal.Down(now); down {
		a.attemptInOutage(now)
		return
	}
	r := a.request(&a.visit)
	v := a.stage.Defence.SignIn(&r, a.party, a.visit.Auth)
	if !v.Refused() {
		if now >= a.camp.Stop && a.stage.Defence.Defended() { // nothing is got beyond the stop
			a.ended(now)
			a.mode = Waiting
			return
		}
		a.accepted(now)
		return
	}
	if a.way.phase != event.Acquire {
		a.visit.Truth.Phase = event.Adapt
	}
	a.play(script.Action{Do: script.SignIn, Why: v.Why})
	switch {
	case v.Why == event.Banned:
		a.afterBan(v)
	case v.Why == event.BadCredentials && a.signed != 0 && a.State.Revoked > a.signed: // it was reset meanwhile
		a.react(AtSignIn, defence.Verdict{Why: event.ResetRequired, Reply: scenarios.OnAccountReset, Until: script.Forever, By: a.State.ResetBy})
	case v.Why == event.BadCredentials:
		a.wrongPassword(now)
	default:
		a.react(AtSignIn, v)
	}
}

// afterBan tries again when a ban is over, or never: the pool has no other
// address.
func (a *Actor) afterBan(v defence.Verdict) {
	if v.Until >= a.camp.End {
		a.giveUp()
		return
	}
	w := a.way
	a.rest(v.Until+script.Between(a.draw(drawAfterBan), calendar.Second, calendar.Minute), func(now int64) { a.enter(now, w) })
}

// wrongPassword is what follows a password that does not work any more: another
// one through the mailbox. An insider waits until the owner's side has the
// account back.
func (a *Actor) wrongPassword(now int64) {
	if a.attempts.Knocks > 0 {
		a.react(AtSignIn, defence.Verdict{Why: event.BadCredentials, Reply: scenarios.OnAccountReset, Until: script.Forever})
		return
	}
	if a.How == scenarios.Insider {
		if a.attempts.Pushes++; a.attempts.Pushes > 7 {
			a.giveUp()
			return
		}
		w := a.way
		a.rest(now+script.Between(a.draw(drawReturn), 4*calendar.Hour, 24*calendar.Hour), func(now int64) { a.enter(now, w) })
		return
	}
	if a.camp.Stop-now < nearStop && now < a.camp.Stop && !a.Share.Away {
		a.Share.Away, a.detour = true, true // the way in may take too long
		a.camp.disturbed(now)
	}
	a.next(now+script.Between(a.draw(drawMailbox), 15*calendar.Second, 60*calendar.Second), a.askLink)
}

// nearStop is how long before the stop others take over the part of an account
// whose password has to be taken first.
const nearStop = calendar.Hour

// askLink asks for a link to a new password, which comes to the owner's mailbox.
func (a *Actor) askLink(now int64) {
	if a.blocked(now, a.askLink) {
		return
	}
	if a.way.phase != event.Acquire {
		a.visit.Truth.Phase = event.Adapt
	}
	a.note("password_reset_through_mailbox", event.Acquire)
	a.play(script.Action{Do: script.RequestReset})
	a.next(now+script.Between(a.draw(drawLink), 30*calendar.Second, 150*calendar.Second), a.useLink)
}

// useLink chooses a new password.
func (a *Actor) useLink(now int64) {
	if a.blocked(now, a.useLink) {
		return
	}
	if a.State.Reset { // the link is worth nothing any more
		a.attempt(now)
		return
	}
	a.play(script.Action{Do: script.SetPassword, Why: event.ForgottenPassword})
	a.State.Choose(a.party, now)
	a.next(now+script.Between(a.draw(drawNewSignIn), 3*calendar.Second, 20*calendar.Second), a.attempt)
}

// blocked reports whether a step of the way in cannot be taken now: the portal is
// down, and it is taken later, or the address is banned, which shows at the
// sign-in.
func (a *Actor) blocked(now int64, again func(int64)) bool {
	if at := a.stage.World.AfterOutage(now); at != now {
		a.next(at, again)
		return true
	}
	if _, out := a.stage.Defence.Banned(a.visit.Addr, now); out {
		a.attempt(now)
		return true
	}
	return false
}

// accepted plays an accepted sign-in. The session may be used once a second factor
// and a new password are given where they are asked for.
func (a *Actor) accepted(now int64) {
	if a.way.phase == event.Acquire && !a.taken {
		a.taken = true
		a.note(takenBy(a.How), event.Acquire)
	}
	a.play(script.Action{Do: script.SignIn, OK: true})
	a.since, a.last, a.fresh, a.signed, a.State.Taken = now, now, false, now, now
	a.session(now, now, 1)
	a.age = a.renewalAge()
	by := a.stage.World.Base.Asked(a.Index, now)
	if by == 0 || a.visit.Auth != event.Password {
		a.signedIn(now)
		return
	}
	draw := a.draw(drawFactor).Rand()
	m := a.camp.Policy.Move(scenarios.OnStepUp)
	holds := a.How == scenarios.SelfRegistration || a.How == scenarios.Insider
	act := script.Action{Do: script.Factor, OK: holds || m.Move == scenarios.Solve && draw.Chance(int64(m.Share))}
	if act.OK {
		act.Wait = portal.AtHand(&draw)
	} else {
		act.Wait, act.Why = portal.Phone(&draw, false)
	}
	a.next(now+act.Wait, func(now int64) { a.factorAnswered(now, act, by) })
}

// factorAnswered is the end of the question on the phone behind a sign-in.
func (a *Actor) factorAnswered(now int64, act script.Action, by uint8) {
	if _, _, down := a.stage.World.Portal.Down(now); !down && !a.State.Closed(a.since, now) {
		act.Visit = a.visit
		act.Visit.Truth.CausedBy = by
		a.play(act)
		a.session(now, now, 1)
	}
	done := script.Between(a.draw(drawFactorDone), 200*1_000, calendar.Second)
	if act.OK {
		a.attempts.Pushes = 0
		if a.How != scenarios.SelfRegistration && a.How != scenarios.Insider {
			a.note("second_factor_accepted", event.Adapt)
		}
		a.next(now+done, a.signedIn)
		return
	}
	a.attempts.Pushes++
	a.next(now+done, func(int64) {
		a.react(AtSignIn, defence.Verdict{Why: event.StepUpNeeded, Reply: scenarios.OnStepUp, Until: script.Forever, By: by})
	})
}

// signedIn goes on behind a sign-in: a new password where the portal asks for
// one.
func (a *Actor) signedIn(now int64) {
	if !a.stage.Defence.MustChange(a.State, a.visit.Auth, now) {
		a.inside(now)
		return
	}
	a.next(now+script.Between(a.draw(drawChange), 21*calendar.Second, 45*calendar.Second), a.changePassword)
}

// changePassword chooses the new password that the portal asks for.
func (a *Actor) changePassword(now int64) {
	if at := a.stage.World.AfterOutage(now); at != now {
		a.next(at, a.changePassword)
		return
	}
	r := a.request(&a.visit)
	if a.stage.Defence.MustChange(a.State, a.visit.Auth, now) && !a.stage.Defence.Door(&r).Refused() {
		own := a.visit
		own.Truth.CausedBy = a.stage.Defence.Policy()
		a.play(script.Action{Do: script.SetPassword, Visit: own, Why: event.PasswordChangeRequired})
		a.State.Choose(a.party, now)
		a.session(now, now, 1)
	}
	a.inside(now)
}

// inside begins what the session is for.
func (a *Actor) inside(now int64) {
	a.mode = Inside
	a.attempts.Knocks = 0
	if a.detour {
		a.detour, a.Share.Away = false, false
		a.camp.disturbed(now)
	}
	a.way.in(now)
}

// rest has the actor come back at an instant, or a moment after the outage that
// contains it.
func (a *Actor) rest(at int64, do func(now int64)) {
	now := a.stage.Queue.Now()
	a.cut(now)
	a.mode = Resting
	away := at-now > awayFrom
	if away {
		a.Share.Away = true
		a.camp.disturbed(now)
	}
	a.next(a.stage.World.AfterOutage(at), func(now int64) {
		if a.over(now) {
			return
		}
		if away {
			a.Share.Away = false
			a.camp.disturbed(now)
		}
		do(now)
	})
}

// awayFrom is how long an actor rests before the others take over its part.
const awayFrom = 5 * calendar.Minute

// attemptInOutage is an attempt to sign in while the portal is down: it fails, and
// is made again with growing pauses until the portal is back.
func (a *Actor) attemptInOutage(now int64) {
	const first, last, most = 4 * calendar.Second, 5 * calendar.Minute, 127
	until, _, _ := a.stage.World.Portal.Down(now)
	if a.way.fails++; a.way.fails > most || a.way.phase == event.Acquire {
		a.next(a.stage.World.AfterOutage(now), a.attempt)
		return
	}
	a.play(script.Action{Do: script.SignIn, Why: event.UpstreamError})
	wait := min(int64(first)<<min(a.way.fails-1, 20), last)
	at := now + wait/2 + int64(a.draw(drawOutage).Below(uint64(wait)))
	if at >= until {
		a.way.fails = 0
	}
	a.next(at, a.attempt)
}

// renewalAge is the age at which the actor replaces a session, well before the
// portal closes it.
func (a *Actor) renewalAge() int64 {
	const from, to = 3*calendar.Hour + 5*calendar.Minute, 3*calendar.Hour + 40*calendar.Minute
	age := script.Between(a.Key.At2(drawAge, uint64(a.sessions)), from, to)
	limit := int64(a.stage.World.Scenario.Portal.SessionLimit)
	return min(age, limit*(age/calendar.Minute)/(4*60))
}
