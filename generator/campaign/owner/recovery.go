package owner

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
)

// recovery is an owner's way back into an account whose password does not work,
// a step at a time:
//
//	refused ─► refused once or twice more ─┬─ four in five ─► link ─► new password ─► sign-in
//	                                       ├─ one in five ──► another day
//	                                       └─ identity to be proved ─► help desk
type recovery struct {
	s     *session
	cause event.Cause
	by    uint8
	key   random.Key
	visit portal.Visit
	from  int64 // when it began
}

// persists is how many owners in a million ask for a new password at once (an
// assumption).
const persists = 800_000

// opening is the time from a sign-in to the first step behind it.
const opening = 8 * calendar.Second

// tryAgain tries the old password so often before anything else.
func (r *recovery) tryAgain(now int64, left int) {
	gap := script.Between(r.key.At2(drawTryGap, uint64(left)), 12*calendar.Second, 55*calendar.Second)
	r.s.o.later(now+gap, func(now int64) {
		why := event.BadCredentials
		if r.s.o.account.Reset {
			why = event.ResetRequired
		}
		r.add(script.Action{Do: script.SignIn, Why: why})
		switch {
		case left > 1:
			r.tryAgain(now, left-1)
		case r.s.o.account.Reset:
			r.s.dead(r.from+1, r.cause, r.by)
			r.s.o.askForHelp(r.visit, now, r.key)
		case !r.key.At(drawPersists).Chance(persists): // gives up for this time
			r.s.dead(r.from+1, r.cause, r.by)
		default:
			r.s.o.later(now+script.Between(r.key.At(drawAsks), 20*calendar.Second, 2*calendar.Minute), r.askLink)
		}
	})
}

// add writes a step of the recovery, now.
func (r *recovery) add(act script.Action) {
	act.Visit, act.Cause, act.By = r.visit, r.cause, r.by
	r.s.o.add(act)
}

// lost reports whether the account was reset meanwhile: then only the help desk
// can help.
func (r *recovery) lost(now int64) bool {
	if !r.s.o.account.Reset {
		return false
	}
	r.add(script.Action{Do: script.SignIn, Why: event.ResetRequired})
	r.s.dead(r.from+1, r.cause, r.by)
	r.s.o.askForHelp(r.visit, now, r.key)
	return true
}

// askLink asks for a link by e-mail.
func (r *recovery) askLink(now int64) {
	if r.lost(now) {
		return
	}
	r.add(script.Action{Do: script.RequestReset})
	r.s.o.later(now+script.Between(r.key.At(drawLink), 50*calendar.Second, 5*calendar.Minute), r.useLink)
}

// useLink chooses a new password.
func (r *recovery) useLink(now int64) {
	if r.lost(now) {
		return
	}
	r.add(script.Action{Do: script.SetPassword, Why: event.ForgottenPassword})
	r.s.o.account.Choose(defence.Owner, now)
	r.s.o.later(now+script.Between(r.key.At(drawSignsIn), 5*calendar.Second, 30*calendar.Second), r.signIn)
}

// signIn opens the session again; what comes behind it in the base session
// stays.
func (r *recovery) signIn(now int64) {
	a := r.s.o.account
	if r.lost(now) {
		return
	}
	if !a.Knows(defence.Owner) { // somebody has chosen another one since
		r.add(script.Action{Do: script.SignIn, Why: event.BadCredentials})
		r.s.dead(r.from+1, r.cause, r.by)
		return
	}
	r.add(script.Action{Do: script.SignIn, OK: true})
	r.factor(now)
	s := r.s
	t := s.overlay(r.cause, r.by)
	t.Dead = append(t.Dead, overlay.Span{From: r.from + 1, To: now + opening})
	s.since, s.last, s.full = now, now, true
	s.skipTo(now + opening)
	s.since, s.last = now, now
	s.resumes(now)
	s.wait()
}

// factor queues the second factor behind the sign-in.
func (r *recovery) factor(signedIn int64) {
	by := r.s.o.stage.World.Base.Asked(r.s.o.account.Index, signedIn)
	if by == 0 || r.visit.Auth != event.Password {
		return
	}
	draw := r.key.At(drawFactor).Rand()
	wait := portal.AtHand(&draw)
	r.s.o.stage.Queue.At(signedIn+wait, func(now int64) {
		if r.s.o.account.Closed(signedIn, now) || r.s.down(now) {
			return
		}
		v := r.visit
		v.Truth = event.Truth{Label: event.Policy, Actor: v.Truth.Actor, Number: v.Truth.Number, Purpose: event.Recovery, CausedBy: by}
		r.s.o.add(script.Action{Do: script.Factor, Visit: v, OK: true, Wait: wait, Cause: event.ByControl, By: by})
	})
}
