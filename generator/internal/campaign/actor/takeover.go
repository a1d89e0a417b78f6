package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
)

// takeover is how an actor gets an account that it signs in to, before the
// campaign proper.
//
//	open? ─► credentials tried ─► login ─► trial look-ups ─► the list
type takeover struct {
	*core
	login  *login
	trials *trials
	up     takeoverHost
}

// takeoverHost is what a takeover asks of the actor.
type takeoverHost interface {
	plan(now int64)  // goes on to the campaign proper
	begin(now int64) // goes on to it in the session at hand, at once
}

// acquire takes the account over, and tries it.
func (t *takeover) acquire(now int64) {
	if at := t.openFor(now); at != now {
		if at < t.camp.End {
			t.next(at, t.acquire)
		}
		return
	}
	t.login.prepare(now, way{phase: event.Acquire, in: t.takenOver})
	switch {
	case t.How == scenarios.MailboxReset && !t.State.Reset:
		t.login.askLink(now)
		return
	case t.How == scenarios.Insider:
		t.login.attempt(now)
		return
	}
	if t.State.Knows(defence.Owner) { // neither a campaign nor a reset has taken the password that it has
		t.State.Learn(t.party)
	}
	if t.How == scenarios.SelfRegistration {
		t.login.attempt(now)
		return
	}
	t.note(event.CredentialsTried, event.Acquire)
	r := t.request(&t.visit)
	accepted := !t.stage.Defence.SignIn(&r, t.party, t.visit.Auth).Refused()
	if accepted && t.Key.At(drawTypo).Chance(300_000) { // the list's password is not always the first one tried
		t.play(script.Action{Do: script.SignIn, Why: event.BadCredentials})
		t.failed = true
		t.next(now+script.Between(t.Key.At(drawTypoDelay), 2*calendar.Second, 20*calendar.Second), t.login.attempt)
		return
	}
	t.login.attempt(now)
}

// openFor returns now, or when the portal is open for the trial look-ups: none of
// its outages before their end is as long as a session may rest.
func (t *takeover) openFor(now int64) int64 {
	if c := t.stage.Defence.ClosedAt(now); c != nil {
		return t.stage.World.AfterClosure(c.To, t.State.Index)
	}
	if at := t.stage.World.AfterOutage(now); at != now {
		return at
	}
	idle := t.idleLimit() - 5*calendar.Minute
	end := now + int64(t.trials.left)*slowTrial
	for o := range t.stage.World.Portal.Outages(now, end+1) {
		if o.To-o.From > idle {
			return t.stage.World.AfterOutage(o.From)
		}
	}
	return now
}

// takenOver begins the trial look-ups in the session of the takeover, or, where none
// are made, the campaign proper.
func (t *takeover) takenOver(now int64) {
	t.Interval.AcquiredAt = t.Interval.First
	switch {
	case t.trials.left > 0:
	case now >= t.camp.Spec.Window.From.UnixMicro() && !t.Share.Away && t.camp.List.Entries() > 0:
		t.up.begin(now) // nobody signs in to an account and leaves it at that
		return
	case len(t.ways.Pages) > 0: // nobody signs in to do nothing
		t.lookAround(now, 1+int(t.draw(drawPages).Below(3)))
		return
	}
	t.trial(now, t.trials.left)
}

// trial queues the next of the trial look-ups of which so many are left, by hand,
// or goes on to the campaign proper.
func (t *takeover) trial(now int64, left int) {
	if left == 0 {
		if t.trials.left > 0 {
			t.trials.done()
		}
		t.trials.left = 0
		t.up.plan(max(now, t.camp.Spec.Window.From.UnixMicro()))
		return
	}
	gap := script.Between(t.Key.At2(drawTrial, uint64(left)), quickTrial, slowTrial)
	t.next(t.stage.World.AfterOutage(t.window.Free(now+gap)), func(now int64) {
		if !t.trials.try(t.trials.left - left) {
			t.trials.left, left = 0, 1 // no more of them
		}
		t.trial(now, left-1)
	})
}

// trials are the look-ups by which an actor checks that an account works.
type trials struct {
	*core
	pace *pace.Pace
	left int // still to be made
}

// The time between two trial look-ups, or from the sign-in to the first.
const (
	quickTrial = 12 * calendar.Second
	slowTrial  = 80 * calendar.Second
)

// try makes trial look-up i, now. It reports whether it was answered.
func (t *trials) try(i int) bool {
	now, v := t.stage.Queue.Now(), t.visit
	t.window.Note(now)
	v.Truth.Phase, v.Truth.Purpose = event.Validate, event.AccessCheck
	holder := t.camp.List.Trial(t.Number*t.camp.Spec.Access.Validate.LookUps + i)
	act := script.Action{
		Do:    script.LookUp,
		Visit: v,
		Entry: script.Entry{NIR: t.stage.World.Persons.NIR(holder), Holder: holder, Hit: true},
	}
	r := t.request(&v)
	verdict := t.stage.Defence.Judge(&r)
	if verdict.Refused() {
		act.Do, act.Why = script.RefusedLookUp, verdict.Why
	} else {
		t.Interval.LookUps++
		t.State.Taken = max(t.State.Taken, now)
		t.pace.Count(now, 1)
		t.pace.Fits(now)
	}
	t.playInside(act)
	t.show(
		&r,
		act.Entry,
		!verdict.Refused(),
		t.stage.World.IDs.Event(t.stage.Book.Actions[len(t.stage.Book.Actions)-1].Step.Name),
	)
	if !verdict.Refused() {
		t.stage.Defence.Tarpit(&r)
	}
	return !verdict.Refused()
}

// done notes that the account works.
func (t *trials) done() { t.note(event.TrialDone, event.Validate) }

// lookAround opens so many pages after a first sign-in, and then goes on.
func (t *takeover) lookAround(now int64, pages int) {
	if pages == 0 {
		t.up.plan(max(now, t.camp.Spec.Window.From.UnixMicro()))
		return
	}
	draw := t.draw(drawPages).Rand()
	at := t.stage.World.AfterOutage(now + draw.Between(9*calendar.Second, 70*calendar.Second))
	service := t.ways.Pages[draw.Below(uint64(len(t.ways.Pages)))]
	t.next(at, func(now int64) {
		if t.expired(now) || t.refusedAtDoor() {
			t.lookAround(now, 0)
			return
		}
		v := t.visit
		v.Truth.Phase = event.Acquire
		t.playInside(script.Action{Do: script.OpenPage, Visit: v, Service: service})
		t.lookAround(now, pages-1)
	})
}
