package actor

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// run makes look-ups in the session at hand: it opens spells, makes their look-ups
// one by one where a control wants to know of each, and ends them.
//
//	open ─► follow ─┬─ one step ─────────────────────────► finish ─► what is due next
//	                └─ look-up ─┬─ answered ─► follow         ▲
//	                            ├─ refused ──► the actor reacts
//	                            └─ behind the last one ───────┘
type run struct {
	*core
	up   runHost
	pace *pace.Pace
	log  *spell.Log

	hand     hand            // the entry that it comes back to
	pressing defence.Verdict // for which its look-ups are refused, and it goes on
	tarpit   defence.Tarpit  // that its next look-up is in
	watched  bool            // a control has acted: each look-up is a step from now on

	// Of the spell in force:
	times spell.Times
	at    uint64 // its next look-up, where each is a step
}

// hand is an entry that was asked for and refused, or is to be made once more as
// the first of a spell.
type hand struct {
	entry uint64
	held  bool
}

// hold takes an entry in hand.
func (h *hand) hold(entry uint64) { *h = hand{entry, true} }

// runs is the entry in hand as a run of entries.
func (h *hand) runs() []ledger.Run { return []ledger.Run{{First: h.entry, N: 1, Tried: true}} }

// runHost is what a run of look-ups asks of the actor.
type runHost interface {
	plan(now int64)          // waits for what is due next
	done(now int64)          // nothing is due
	layFrom(now, lead int64) // makes what is due from lead on

	// refusedHand meets the refusal of the entry in hand.
	refusedHand(now int64, v portal.Visit, verdict defence.Verdict)

	comeBack(now int64) // goes on with the entry in hand

	// afterAnswer looks at an answer, and may react to it: then the spell has
	// ended.
	afterAnswer(now int64, s *spell.Spell, r *defence.Request, en script.Entry) (ended bool)
}

// open opens a spell in the session at hand: first are its first entries, made from
// lead on; the pace says when and how many others are.
func (x *run) open(now, lead int64, first []ledger.Run) {
	b := pace.Bounds{Now: now, Lead: lead, Last: lead}
	if lead == 0 {
		b.Last = max(x.last, x.since)
	}
	b.End, b.Idle = x.bounds()
	batch := x.pace.Next(b, first)
	if len(batch.Runs) == 0 {
		x.up.done(now)
		return
	}
	x.hand.held = false
	s := &spell.Spell{
		Visit:   x.visit,
		Number:  x.sessionNo,
		From:    now,
		Doctor:  x.doctor,
		Tarpit:  x.tarpit,
		Lead:    lead,
		Begins:  batch.Begins,
		Stretch: batch.Stretch,
		Skip:    batch.Skip,
		Shift:   x.shift,
		Turned:  uint64(x.turned),
		Why:     x.pressing.Why,
	}
	s.Ask(batch.Runs)
	s.Visit.Truth.Phase = event.Scrape
	if !s.Answered() {
		s.Visit.Truth.Phase = event.Adapt
	}
	x.mode = Inside
	x.log.Add(s)
	if x.pace.Capped() {
		x.log.Fit(s, x.pace.Morning(s.Begins), x.pace.Spare(s.Begins))
		x.pace.Count(s.Begins, int64(x.log.Beside(s)))
		x.pace.Fits(now)
	}
	x.at, x.times = 0, x.log.Times(s)
	x.Share.Busy = max(now, x.times.At(s.N-1)+1)
	x.follow(now)
}

// stepwise reports whether each look-up is a step of the stage: some control or
// the campaign itself wants to know of it. Otherwise a spell is one step.
func (x *run) stepwise() bool {
	return x.watched || x.camp.stopped || x.stage.Defence.Judges() || x.camp.Policy.Minds() || x.pressing.Refused() ||
		x.window.Bounds()
}

// follow waits for what comes next in the spell.
func (x *run) follow(now int64) {
	s := x.log.Open()
	switch {
	case x.at >= s.N || !x.stepwise():
		x.next(max(now, x.times.At(s.N-1)+1), x.finish)
	default:
		at, step := x.times.At(x.at), x.lookUp
		if extra, ok := x.log.NextStep(&x.times, x.at, now); ok {
			at, step = extra.TS, func(now int64) { x.aside(now, &extra) }
		}
		if x.stage.Defence.Counts() || x.window.Bounds() {
			if down, ok := x.log.NextTry(&x.times, x.at, now); ok && down < at {
				at, step = down, x.tryFailing
			}
		}
		x.next(at, step)
	}
}

// finish ends a spell all of whose look-ups were made.
func (x *run) finish(now int64) {
	s := x.log.Open()
	x.at = s.N
	x.close(s, now, s.N)
	if x.over(now) {
		x.noteEnd(now)
		return
	}
	x.up.plan(now)
}

// close ends a spell with so many of its look-ups made; the rest goes back.
func (x *run) close(s *spell.Spell, now int64, made uint64) {
	x.end(s, now, made)
	x.pace.Return(now, s.Begins, s.N-made, s.After(made))
	x.book(x.log, s)
}

// end ends a spell with so many of its look-ups made: what would have come along with the
// others leaves room on its day.
func (x *run) end(s *spell.Spell, now int64, made uint64) {
	laid := x.log.Beside(s)
	s.End(now, made)
	x.shift += made
	x.pace.Count(s.Begins, int64(x.log.Beside(s))-int64(laid))
}

// closeHeld ends a spell before its next look-up, and takes the entry of that in
// hand.
func (x *run) closeHeld(s *spell.Spell, now int64) {
	k := s.Entry(x.at)
	x.end(s, now, x.at)
	x.pace.Return(now, s.Begins, s.N-x.at, s.After(x.at+1))
	x.book(x.log, s)
	x.hand.hold(k)
}

// reached is how many look-ups of the spell lie before now.
func (x *run) reached(now int64) uint64 {
	if x.stepwise() && x.at > 0 {
		return x.at
	}
	return max(x.at, min(x.times.First(now), x.log.Open().N))
}

// cut ends the spell in force, wherever it is. What was made before its next
// look-up stays; whoever makes that look-up does not make it again.
func (x *run) cut(now int64) {
	s := x.log.Open()
	if s == nil {
		return
	}
	x.timer.Stop()
	made := x.reached(now)
	if made < s.N {
		if x.log.BegunBefore(&x.times, made, now) {
			s.Tail = now
			s.MarkTried(made)
		}
	}
	x.close(s, now, made)
}

// stop ends the spell in force for good: the campaign is over.
func (x *run) stop(now int64) {
	x.cut(now)
	x.noteEnd(now)
}

// recut ends the spell in force so that what is left can be dealt anew; it
// reports whether it handed anything back.
func (x *run) recut(now int64) bool {
	s := x.log.Open()
	if s == nil || x.reached(now) >= s.N {
		return false
	}
	x.cut(now)
	return true
}

// dropHand hands the entry in hand back to the ledger.
func (x *run) dropHand() {
	if x.hand.held {
		x.hand.held = false
		x.camp.Ledger.Return(x.Number, x.hand.runs()...)
	}
}

// lookUp makes the spell's next look-up, now.
func (x *run) lookUp(now int64) {
	s := x.log.Open()
	if x.over(now) {
		x.stop(now)
		return
	}
	if !x.hasRoom(now) {
		return
	}
	v := x.log.Seats.Unaware(s, x.at, now)
	r := x.request(&v)
	verdict := x.stage.Defence.Judge(&r)
	if !verdict.Refused() && x.camp.atStop(now) {
		x.stop(now)
		x.mode = Waiting
		return
	}
	switch {
	case verdict.Why != s.Why && verdict.Refused():
		x.refused(now, v, verdict)
	case verdict.Refused(): // it goes on, refused
		x.show(&r, x.camp.entry(s.Entry(x.at)), false, 0)
		x.at++
		x.follow(now)
	case !s.Answered():
		x.answeredAgain(now)
	default:
		x.used(&v, now)
		x.answered(now, &r)
	}
}

// hasRoom reports whether the bound on look-ups leaves room for one more, now, which is
// noted then. Otherwise the spell ends before its next look-up, which waits for room.
func (x *run) hasRoom(now int64) bool {
	if x.window.Takes(now) {
		return true
	}
	s := x.log.Open()
	if x.log.BegunBefore(&x.times, x.at, now) {
		s.Tail = now
	}
	k, next := s.Entry(x.at), s.Skip+x.at+1
	if s.Lead != 0 {
		next--
	}
	x.end(s, now, x.at)
	x.pace.PutBack(now, pace.Unmade{Begins: s.Begins, N: s.N - x.at, Runs: s.After(x.at + 1), Next: next})
	x.book(x.log, s)
	x.hand.hold(k)
	x.waitForRoom(now)
	return false
}

// waitForRoom comes back to the entry in hand when the bound on look-ups leaves room for it and
// the account works. Where that is too late, the others make what it still owes.
func (x *run) waitForRoom(now int64) {
	x.mode = Resting
	x.rooms++
	wait := int64(x.Key.At2(drawRoom, uint64(x.rooms)).Below(uint64(longestRoom)))
	at := x.pace.Resumes(x.stage.World.AfterOutage(x.window.Free(now) + wait))
	until := x.camp.Stop
	if now >= until {
		until = x.camp.End
	}
	if at < until {
		x.next(at, x.up.comeBack)
		return
	}
	x.dropHand()
	x.Share.Away = true
	x.camp.Disturbed()
	x.next(until, func(now int64) {
		if x.over(now) {
			return
		}
		x.Share.Away, x.mode = false, Waiting
		x.camp.Disturbed()
		x.up.plan(now)
	})
}

// aside makes a look-up that comes with one of the list, now: a try that fails upstream, a
// number that is mistyped, a person who is asked for again.
func (x *run) aside(now int64, e *spell.Extra) {
	if x.over(now) {
		x.stop(now)
		return
	}
	if !x.hasRoom(now) {
		return
	}
	s, i := x.log.Open(), x.at
	if e.Kind == spell.Again {
		i--
	}
	v := x.log.Seats.Unaware(s, i, now)
	r := x.request(&v)
	verdict := x.stage.Defence.Judge(&r)
	switch {
	case verdict.Refused():
		x.refused(now, v, verdict)
	case x.camp.atStop(now):
		x.stop(now)
		x.mode = Waiting
	default:
		x.told(now, e, &r)
	}
}

// told goes on behind the answer to what came with a look-up.
func (x *run) told(now int64, e *spell.Extra, r *defence.Request) {
	s, i := x.log.Open(), x.at
	en := x.camp.entry(e.Entry)
	if e.Kind != spell.Again {
		x.show(r, en, false, 0)
		x.follow(now)
		return
	}
	at := e.Step(x.camp.Name, s.Entry(i-1))
	x.show(r, en, true, x.stage.World.IDs.Event(at.Name))
	if !x.up.afterAnswer(now, s, r, en) {
		x.follow(now)
	}
}

// tryFailing makes a try for the next look-up that fails because the portal is down, now.
func (x *run) tryFailing(now int64) {
	if !x.hasRoom(now) {
		return
	}
	s := x.log.Open()
	v := x.log.Seats.Unaware(s, x.at, now)
	r := x.request(&v)
	if verdict := x.stage.Defence.Judge(&r); verdict.Refused() {
		x.refused(now, v, verdict)
		return
	}
	x.show(&r, x.camp.entry(s.Entry(x.at)), false, 0)
	x.follow(now)
}

// refused ends the spell before its next look-up, which is refused now, and has the
// actor meet the refusal.
func (x *run) refused(now int64, v portal.Visit, verdict defence.Verdict) {
	s := x.log.Open()
	s.Tail = now
	if x.State.Closed(x.since, now) {
		s.Closed = x.State.Revoked
	}
	x.closeHeld(s, now)
	x.up.refusedHand(now, v, verdict)
}

// answeredAgain ends a run of refused look-ups with one that is answered.
func (x *run) answeredAgain(now int64) {
	x.closeHeld(x.log.Open(), now)
	x.pressing = defence.Verdict{}
	x.up.layFrom(now, now)
}

// answered goes on behind an answer.
func (x *run) answered(now int64, r *defence.Request) {
	s := x.log.Open()
	k := s.Entry(x.at)
	x.attempts.Refusals = 0
	x.at++
	x.last = now
	var en script.Entry
	if x.stage.Defence.Reads() || x.camp.Policy.Minds() {
		en = x.camp.entry(k)
	}
	x.show(r, en, true, x.stage.World.IDs.Event(portal.ListName(x.camp.Name, k)))
	if !x.up.afterAnswer(now, s, r, en) {
		x.follow(now)
	}
}
