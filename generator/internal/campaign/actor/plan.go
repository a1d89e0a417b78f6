package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// plan waits for the next look-up that is due to the actor: inside where its
// session lasts so long, else until a moment before, when it signs in.
func (a *Actor) plan(now int64) {
	a.timer.Stop()
	if a.mode == Lost || a.camp.ended {
		return
	}
	if a.mode != Inside {
		a.mode = Waiting
	}
	if a.steals() {
		a.planStolen(now)
		return
	}
	if a.pace.Behind(now) {
		a.catchUp(now)
		return
	}
	first := a.pace.Due(now)
	if first == forever {
		a.done(now)
		return
	}
	if a.mode == Inside && a.lasts(first) || a.stuck {
		a.run.open(now, 0, nil)
		return
	}
	at := first - a.lead()
	if a.pace.TimeLeft(first) < longWayIn { // else it may be too late once it is in
		at -= longWayIn
	}
	at = max(at, now)
	w := way{phase: event.Scrape, in: a.begin}
	early := int64(0)
	if a.mode == Inside {
		early = a.leaver.leave(now, at)
	}
	a.mode = Waiting
	if early > 0 {
		a.next(at-early, func(now int64) {
			a.leaver.askOld(now)
			a.next(max(at, now), func(now int64) { a.enter(now, w) })
		})
		return
	}
	a.next(at, func(now int64) { a.enter(now, w) })
}

// planStolen lays out what is due in the owner's session, if there is one.
func (a *Actor) planStolen(now int64) {
	a.mode = Waiting
	if a.left(now) {
		return
	}
	switch first := a.pace.Due(now); {
	case first == forever:
		a.done(now)
	case first < a.hijacked.To:
		a.mode = Inside
		a.run.open(now, 0, nil)
	}
}

// done has nothing to do, for the time being.
func (a *Actor) done(now int64) {
	if a.mode == Inside {
		a.leaver.leave(now, forever)
	}
	switch {
	case a.camp.Ledger.Left() == 0 && a.camp.End <= a.camp.Stop:
		a.noteEnd(now)
	case !a.camp.Rated && a.Share.Owed() > 0 && a.pace.TimeLeft(now) == 0: // the way in took it
		a.camp.Disturbed()
	}
	a.camp.whole.handOver(a.Number)
}

// enter begins a way into the account.
func (a *Actor) enter(now int64, w way) {
	a.run.cut(now)
	a.login.prepare(now, w)
	a.login.attempt(now)
}

// begin goes on in a session that was opened to look up: as it was laid out, or at
// once where the way in took longer.
func (a *Actor) begin(now int64) {
	if a.over(now) {
		return
	}
	a.noteBegin(now)
	if first, ok := a.pace.LaidOut(now); ok && a.lasts(first) {
		a.run.open(now, 0, nil)
		return
	}
	a.layFrom(now, now+a.beforeStop(now, a.lead()))
}

// Who goes page by page has the home page in front of them for some seconds, and then
// thinks, as honest users do (package course): a script about as long as a person who
// knows the way (assumed).
const (
	homePage   = 12 * calendar.Second
	firstThink = 22 * calendar.Second
	mostThink  = 3 * calendar.Minute
)

// lead is how long behind a sign-in the first look-up is made: a program that asks the
// service alone does so at once.
func (a *Actor) lead() int64 {
	if a.ways.Leaves == 0 {
		return script.Between(a.draw(drawLead), 4*calendar.Second, 15*calendar.Second)
	}
	draw := a.draw(drawLead).Rand()
	return homePage + min(draw.LogNormal(max(a.ways.Think, firstThink), random.One*8/10), mostThink)
}

// beforeStop is a wait that leaves time before the stop.
func (a *Actor) beforeStop(now, wait int64) int64 {
	if now < a.camp.Stop {
		return min(wait, (a.camp.Stop-now)/2)
	}
	return wait
}

// soon is when the entry in hand is asked for again in a new session: some seconds later,
// but not beyond the stop. Who goes page by page takes as long as honest users do whom the
// portal has asked for their password once more.
func (a *Actor) soon(now int64) int64 {
	from, to := 2*calendar.Second, 6*calendar.Second
	if a.ways.Leaves > 0 {
		from, to = 5*calendar.Second, 20*calendar.Second
	}
	return now + a.beforeStop(now, script.Between(a.draw(drawOpening), from, to))
}

// layFrom makes the entry in hand, or the next one that is due, at an instant,
// and goes on with what comes behind it.
func (a *Actor) layFrom(now, lead int64) {
	if a.pace.Room(lead, 0) == 0 { // the day's cap is reached
		a.rest(a.pace.Midnight(lead)+script.Between(a.draw(drawOpening), calendar.Second, calendar.Minute), a.comeBack)
		return
	}
	if a.run.hand.held {
		a.run.open(now, lead, a.run.hand.runs())
		return
	}
	runs := []ledger.Run(nil)
	if a.pace.Behind(now) {
		runs = a.pace.TakeOverdue(now)
	} else {
		a.pace.Late(now)
		runs = a.pace.Take(1)
	}
	if len(runs) == 0 {
		a.plan(now)
		return
	}
	a.run.open(now, lead, runs)
}

// comeBack goes on with the entry in hand, or with what is due: in the session
// that the actor has, if it still lasts and a new one is not wanted.
func (a *Actor) comeBack(now int64) {
	switch {
	case a.steals():
		a.comeBackStolen(now)
	case a.lasts(now):
		a.mode = Inside
		a.goOn(now)
	case !a.run.hand.held:
		a.mode = Waiting
		a.plan(now)
	default:
		a.enter(now, way{phase: event.Scrape, in: a.opened})
	}
}

// comeBackStolen goes on in the owner's session, or in the next one.
func (a *Actor) comeBackStolen(now int64) {
	if a.left(now) {
		a.mode = Waiting
		return
	}
	a.relocate(now)
	if a.run.hand.held {
		a.mode = Inside
		a.layFrom(now, now)
		return
	}
	a.planStolen(now)
}

// opened goes on a moment after a session was opened.
func (a *Actor) opened(now int64) {
	a.attempts.Refusals = min(a.attempts.Refusals, reaction.Patience)
	a.noteBegin(now)
	a.next(a.soon(now), a.goOn)
}

// goOn makes the entry in hand now, or plans what is due.
func (a *Actor) goOn(now int64) {
	switch {
	case a.over(now):
		a.run.cut(now)
	case a.run.hand.held:
		a.layFrom(now, now)
	default:
		a.plan(now)
	}
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

// awayFrom is how long an actor rests before the others take over its part.
const awayFrom = 5 * calendar.Minute

// rest has the actor come back at an instant, or a moment after the outage that
// contains it.
func (a *Actor) rest(at int64, do func(now int64)) {
	now := a.stage.Queue.Now()
	a.run.cut(now)
	a.mode = Resting
	away := at-now > awayFrom
	if away {
		a.Share.Away = true
		a.camp.Disturbed()
	}
	a.next(a.stage.World.AfterOutage(at), func(now int64) {
		if a.over(now) {
			return
		}
		if away {
			a.Share.Away = false
			a.camp.Disturbed()
		}
		do(now)
	})
}

// catchUp makes the next look-up that a bound has held up: as soon as that leaves room, in the
// working time of the account.
func (a *Actor) catchUp(now int64) {
	a.rooms++
	gap := script.Between(a.Key.At2(drawRoom, uint64(a.rooms)), shortestRoom, a.overdueGap())
	at := a.pace.Resumes(a.stage.World.AfterOutage(max(now+gap, a.window.Free(now)+gap/2)))
	if at >= a.camp.End {
		a.done(now)
		return
	}
	if a.mode == Inside && a.lasts(at) {
		a.next(at, func(now int64) {
			if !a.pace.Behind(now) {
				a.plan(now)
				return
			}
			a.goOnOne(now)
		})
		return
	}
	if a.mode == Inside {
		a.leaver.leave(now, at)
	}
	a.mode = Waiting
	a.next(max(at-a.lead(), now), func(now int64) { a.enter(now, way{phase: event.Scrape, in: a.begin}) })
}

// reconsider plans anew after a deal, if the actor waits or has nothing to do.
func (a *Actor) reconsider(now int64) {
	steals := a.How == scenarios.SessionTheft
	switch {
	case a.over(now) || a.Share.Away || a.trials.left > 0 && !steals:
	case a.run.hand.held || a.Interval.First == 0 && !steals:
	case a.mode == Waiting, a.mode == Inside && a.log.Open() == nil:
		a.plan(now)
	}
}

// cut ends the spell in force.
func (a *Actor) cut(now int64) { a.run.cut(now) }

// afterAnswer looks at an answer; it reports whether the spell ended because of it.
func (a *Actor) afterAnswer(now int64, s *spell.Spell, r *defence.Request, en script.Entry) bool {
	return a.watcher.missed(now, s, en) || a.watcher.caught(now, s, r)
}
