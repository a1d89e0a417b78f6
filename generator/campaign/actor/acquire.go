package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// slowTrial is the longest time between two trial look-ups.
const slowTrial = 80 * calendar.Second

// enlist queues the takeover of the account.
func (a *Actor) enlist() {
	a.party = defence.Thief(a.camp.ID, a.Number)
	a.trials = a.camp.Spec.Access.Validate.LookUps
	if a.How == scenarios.Insider {
		a.State.Join(a.party)
	}
	if a.How == scenarios.SessionTheft {
		a.mode = Waiting
		a.board()
		return
	}
	at := a.Interval.AcquiredAt
	a.next(at, a.acquire)
}

// acquire takes the account over, and tries it.
func (a *Actor) acquire(now int64) {
	if at := a.openFor(now); at != now {
		if at < a.camp.End {
			a.next(at, a.acquire)
		}
		return
	}
	a.prepare(now, way{phase: event.Acquire, in: a.takenOver})
	switch {
	case a.How == scenarios.MailboxReset && !a.State.Reset:
		a.askLink(now)
		return
	case a.How == scenarios.Insider:
		a.attempt(now)
		return
	}
	if a.State.ChosenBy == 0 && !a.State.Reset { // nobody has changed the password that it has
		a.State.Learn(a.party)
	}
	if a.How == scenarios.SelfRegistration {
		a.attempt(now)
		return
	}
	a.note("credentials_tried", event.Acquire)
	r := a.request(&a.visit)
	accepted := !a.stage.Defence.SignIn(&r, a.party, a.visit.Auth).Refused()
	if accepted && a.Key.At(drawTypo).Chance(300_000) { // the list's password is not always the first one tried
		a.play(script.Action{Do: script.SignIn, Why: event.BadCredentials})
		a.next(now+script.Between(a.Key.At(drawTypoDelay), 2*calendar.Second, 20*calendar.Second), a.attempt)
		return
	}
	a.attempt(now)
}

// openFor returns now, or when the portal is open for the trial look-ups: none of
// its outages before their end is as long as a session may rest.
func (a *Actor) openFor(now int64) int64 {
	if c := a.stage.Defence.ClosedAt(now); c != nil {
		return a.stage.World.AfterClosure(c.To)
	}
	if at := a.stage.World.AfterOutage(now); at != now {
		return at
	}
	idle := a.idleLimit() - 5*calendar.Minute
	end := now + int64(a.trials)*slowTrial
	for o := range a.stage.World.Portal.Outages(now, end+1) {
		if o.To-o.From > idle {
			return a.stage.World.AfterOutage(o.From)
		}
	}
	return now
}

// takenOver begins the trial look-ups in the session of the takeover.
func (a *Actor) takenOver(now int64) {
	a.Interval.AcquiredAt = a.Interval.First
	a.trial(now, a.trials)
}

// trial queues the next of the trial look-ups of which so many are left, by hand,
// or goes on to the campaign proper.
func (a *Actor) trial(now int64, left int) {
	if left == 0 {
		if a.trials > 0 {
			a.note("trial_look_ups_done", event.Validate)
		}
		a.trials = 0
		a.plan(max(now, a.camp.Spec.Window.From.UnixMicro()))
		return
	}
	gap := script.Between(a.Key.At2(drawTrial, uint64(left)), 6*calendar.Second, slowTrial)
	a.next(a.stage.World.AfterOutage(now+gap), func(now int64) {
		if !a.tryOut(now, a.trials-left) {
			left = 1 // no more of them
		}
		a.trial(now, left-1)
	})
}

// tryOut makes trial look-up i, now. It reports whether it was answered.
func (a *Actor) tryOut(now int64, i int) bool {
	v := a.visit
	v.Truth.Phase, v.Truth.Purpose = event.Validate, event.AccessCheck
	holder := a.camp.List.Trial(a.Number*a.camp.Spec.Access.Validate.LookUps + i)
	act := script.Action{Do: script.LookUp, Visit: v, Entry: script.Entry{NIR: a.stage.World.Persons.NIR(holder), Holder: holder, Hit: true}}
	r := a.request(&v)
	verdict := a.stage.Defence.Judge(&r)
	if verdict.Refused() {
		act.Do, act.Why = script.RefusedLookUp, verdict.Why
	} else {
		a.Interval.LookUps++
		a.countToday(now, 1)
	}
	a.play(act)
	a.session(now, now, 1)
	a.show(&r, act.Entry, !verdict.Refused(), a.stage.World.IDs.Event(a.stage.Book.Actions[len(a.stage.Book.Actions)-1].Step.Name))
	if !verdict.Refused() {
		a.stage.Defence.Tarpit(&r)
	}
	return !verdict.Refused()
}

// takenBy says in the journal how the first sign-in came about.
func takenBy(how scenarios.Acquisition) string {
	switch how {
	case scenarios.Insider:
		return "rightful_access_misused"
	case scenarios.SelfRegistration:
		return "own_account_used"
	}
	return "account_taken_over"
}
