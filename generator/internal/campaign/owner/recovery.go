package owner

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// recovery is an owner's way back into an account whose password does not work,
// a step at a time:
//
//	refused ─► refused once or twice more ─┬─ four in five ─► link ─► new password ─► sign-in
//	                                       ├─ one in five ──► another day
//	                                       ├─ two rounds lost ──► help desk
//	                                       └─ identity to be proved ─► help desk
type recovery struct {
	s     *session
	cause event.Cause
	by    uint8
	key   random.Key
	visit portal.Visit
	from  int64 // when it began
	due   wayBack
	left  int  // tries of the old password to come
	back  bool // the owner is signed in again
}

// wayBack is the step of a recovery that is due next.
type wayBack uint8

const (
	tryAgain wayBack = iota // the old password
	askLink                 // ask for a link by e-mail
	useLink                 // choose a new password
	signIn                  // with the new password
)

// persists is how many owners in a million ask for a new password at once (an
// assumption).
const persists = 800_000

// opening is the time from a sign-in to the first step behind it.
const opening = 8 * calendar.Second

// newRecovery returns the way back that begins now, when a sign-in of a session was
// refused.
func newRecovery(s *session, now int64) *recovery {
	cause, by := s.user.account.Lockout()
	r := &recovery{
		s:     s,
		cause: cause,
		by:    by,
		key:   s.user.key(&s.base),
		visit: s.user.visitOf(&s.base, cause, by),
		from:  now,
	}
	r.left = int(1 + r.key.At(drawTries).Below(3))
	return r
}

// nextTry returns when the old password is tried next.
func (r *recovery) nextTry(now int64) int64 {
	return now + script.Between(r.key.At2(drawTryGap, uint64(r.left)), 12*calendar.Second, 55*calendar.Second)
}

// play plays the step that is due. It returns when the next one is; goesOn is false
// where there is none, because the owner is signed in again, has given up for this
// time, or waits for the help desk.
func (r *recovery) play(now int64) (next int64, goesOn bool) {
	if r.due == tryAgain {
		return r.tryAgain(now)
	}
	if r.s.user.account.Reset { // meanwhile: then only the help desk can help
		r.add(script.Action{Do: script.SignIn, Why: event.ResetRequired})
		r.askForHelp(now)
		return 0, false
	}
	switch r.due {
	case askLink:
		r.add(script.Action{Do: script.RequestReset})
		r.due = useLink
		return now + script.Between(r.key.At(drawLink), 50*calendar.Second, 5*calendar.Minute), true
	case useLink:
		r.add(script.Action{Do: script.SetPassword, Why: event.ForgottenPassword})
		r.s.user.account.Choose(defence.Owner, now)
		r.due = signIn
		return now + script.Between(r.key.At(drawSignsIn), 5*calendar.Second, 30*calendar.Second), true
	}
	r.signIn(now)
	return 0, false
}

// tryAgain tries the old password.
func (r *recovery) tryAgain(now int64) (next int64, goesOn bool) {
	why, reset := event.BadCredentials, r.s.user.account.Reset
	if reset {
		why = event.ResetRequired
	}
	r.add(script.Action{Do: script.SignIn, Why: why})
	r.left--
	switch {
	case r.left > 0:
		return r.nextTry(now), true
	case reset:
		r.askForHelp(now)
		return 0, false
	case r.cause == event.ByCampaign && r.s.user.weary():
		r.giveUp()
		r.s.user.calls(r.visit, r.by, r.key)
		return 0, false
	case !r.key.At(drawPersists).Chance(persists):
		r.giveUp()
		return 0, false
	}
	r.due = askLink
	return now + script.Between(r.key.At(drawAsks), 20*calendar.Second, 2*calendar.Minute), true
}

// add writes a step of the recovery, now.
func (r *recovery) add(act script.Action) {
	act.Visit, act.Cause, act.By = r.visit, r.cause, r.by
	r.s.user.add(act)
}

// giveUp leaves out what the session would have been.
func (r *recovery) giveUp() { r.s.dead(r.from+1, r.cause, r.by) }

// askForHelp has the owner turn to the help desk.
func (r *recovery) askForHelp(now int64) {
	r.giveUp()
	r.s.user.askForHelp(r.visit, now, r.key)
}

// signIn opens the session again; what comes behind it in the base session
// stays.
func (r *recovery) signIn(now int64) {
	if !r.s.user.account.Knows(defence.Owner) { // somebody has chosen another one since
		r.add(script.Action{Do: script.SignIn, Why: event.BadCredentials})
		r.giveUp()
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
	r.back = true
}

// factor queues the second factor behind the sign-in.
func (r *recovery) factor(signedIn int64) {
	by := r.s.user.stage.World.Base.Asked(r.s.user.account.Index, signedIn)
	if by == 0 || r.visit.Auth != event.Password {
		return
	}
	draw := r.key.At(drawFactor).Rand()
	wait := portal.AtHand(&draw)
	r.s.user.stage.Queue.At(signedIn+wait, func(now int64) {
		if r.s.user.account.Closed(signedIn, now) || r.s.down(now) {
			return
		}
		v := r.visit
		v.Truth = event.Truth{
			Label:    event.Policy,
			Actor:    v.Truth.Actor,
			Number:   v.Truth.Number,
			Purpose:  event.Recovery,
			CausedBy: by,
		}
		r.s.user.add(script.Action{Do: script.Factor, Visit: v, OK: true, Wait: wait, Cause: event.ByControl, By: by})
	})
}
