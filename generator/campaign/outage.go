package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// Outages stop a threat actor as they stop everybody. The working time of a
// lane leaves them out, so that its look-ups before the stop stay exact; in the
// outage itself the lane asks for its next entry again and again, with growing
// pauses, and gets errors:
//
//	look-ups  k-2  k-1 │ k? k?  k?    k?          k? │ k  k+1
//	                   └───────── outage ────────────┘

func (w *World) times() times { return times{w.Calendar, w.Portal} }

// up is the instant itself, or a moment after the end of the outage into which
// it falls: for steps of people who wait until the portal is back.
func (s *sim) up(ts int64) int64 {
	until, _, down := s.p.w.Portal.Down(ts)
	if !down {
		return ts
	}
	return until + between(s.p.w.Key.Stream(outageStream).At(uint64(ts)), 10*calendar.Second, 4*calendar.Minute)
}

// unbroken is the first instant from now on from which so many trial look-ups
// can be made in one session: none of the portal's closures before their end is
// as long as a session may rest.
func (s *sim) unbroken(now int64, lookUps int) int64 {
	idle := int64(s.p.w.Scenario.Portal.SessionIdle) - 5*calendar.Minute // the longest wait behind a closure, and a look-up's
	for ts := now; ts <= now+int64(lookUps)*slowTrial; ts += calendar.Minute {
		if until, _, down := s.p.w.Portal.Down(ts); down && lookUps > 0 && until-ts > idle {
			return s.unbroken(s.up(ts), lookUps)
		}
	}
	return now
}

// slowTrial is the longest time between two trial look-ups.
const slowTrial = 80 * calendar.Second

// The back-off of a lane in an outage: doubled from a few seconds to five
// minutes, with even jitter, by a session not older than the portal allows.
const (
	firstWait = 4 * calendar.Second
	lastWait  = 5 * calendar.Minute
	tryBit    = 34 // position of a try's number in the name, below retryBit
	maxTries  = 1<<7 - 1
)

// tries calls do for each failed try of a segment in an outage: at ts, for
// look-up i of the lane, number n from 1 of all that the look-up has, for it may
// come after two outages. A lane that rests has none: it has no session, which
// the portal closes when it is idle for too long.
func (l *lane) tries(w *World, o portal.Outage, seg *segment, do func(n int, i uint64, ts int64)) {
	if !l.pace.works(o.From) {
		return
	}
	i := l.first(seg, o.From)
	if i >= l.left || seg.why != event.NoReason {
		return
	}
	used := seg.from
	if i > seg.first {
		used = max(used, l.time(seg, i-1))
	}
	if o.From-used > int64(w.Scenario.Portal.SessionIdle) {
		return
	}
	made := 0
	for before := range w.Portal.Outages(used, o.From) {
		if before.From < o.From {
			l.retries(before, seg, func(int, int64) { made++ })
		}
	}
	l.retries(o, seg, func(n int, ts int64) {
		if made+n <= maxTries {
			do(made+n, i, ts)
		}
	})
}

// retries calls do for the times of the tries in an outage, whatever they are
// for.
func (l *lane) retries(o portal.Outage, seg *segment, do func(n int, ts int64)) {
	key := l.key.At2(40, uint64(o.From))
	ts, wait := o.From+int64(key.At(1).Below(uint64(20*calendar.Second))), int64(firstWait)
	for n := 1; n <= maxTries && ts < o.To && ts < seg.to; n++ {
		if ts > seg.from {
			do(n, ts)
		}
		ts += wait/2 + int64(key.At2(2, uint64(n)).Below(uint64(wait)))
		wait = min(2*wait, lastWait)
	}
}

// failing emits the failed tries of a campaign in the outages near the slice.
func (f *Filler) failing(e *portal.Emitter, c *resolved, cur *cursor) {
	for o := range f.p.w.Portal.Outages(e.From-portal.After, e.To+portal.Before) {
		for _, l := range c.lanes {
			for s := range l.segments {
				l.tries(&f.p.w, o, &l.segments[s], func(n int, i uint64, ts int64) {
					f.failed(e, c, cur, l, &l.segments[s], try{n, i, ts})
				})
			}
		}
	}
}

// try is failed try n for look-up i of a lane.
type try struct {
	n  int
	i  uint64
	ts int64
}

func (f *Filler) failed(e *portal.Emitter, c *resolved, cur *cursor, l *lane, seg *segment, t try) {
	if !e.Touches(t.ts) {
		return
	}
	k := c.deal.entry(l.number, t.i)
	step := portal.Step{Name: portal.ListName(c.name, k|uint64(t.n)<<tryBit|retryBit), TS: t.ts, Key: l.key.At2(41, t.i).At(uint64(t.n))}
	var q portal.Query
	if e.Needs(t.ts) {
		en := cur.at(k)
		if q = f.query(en); en.hit && e.Holds(t.ts) {
			e.Batch.Persons = append(e.Batch.Persons, en.holder)
		}
	}
	q.Result, q.Persons, q.Dept, q.Doctor = event.ResultError, 0, event.NoPlace, seg.doctor
	v := f.p.seat(c, l, seg, t.i, t.ts, t.ts)
	e.LookUp(&v, step, &q)
}

// enterLater is a sign-in that falls into an outage: it fails, the old session
// is given up, and the next one comes before the first look-up that the pace
// has after the outage.
func (s *sim) enterLater(a *account, v portal.Visit, now, until int64) {
	c, l := a.camp, a.lane
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
	}
	for n, wait := 0, int64(firstWait); now < min(until, c.end) && n < maxTries; n++ {
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.UpstreamError})
		now += wait/2 + int64(l.key.At2(42, uint64(l.steps)).Below(uint64(wait)))
		wait = min(2*wait, lastWait)
	}
	resume := s.up(until - 1)
	if n := len(l.segments); n > 0 {
		seg := &l.segments[n-1]
		resume = until + (l.time(seg, l.first(seg, until))-until)/2
	}
	s.at(max(min(resume, until+4*calendar.Minute), until), func(now int64) { s.enter(a, now) })
}
