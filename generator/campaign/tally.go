package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// A detector counts every line of the log that is a look-up: those that a
// control refuses, tries that fail in the directory or in an outage, and those
// that are made in the old session while a sign-in to the new one is under way.

// foresee queues the tries that fail in the directory before the lane's look-up
// i at ts: where look-ups are quick, also those for the ones behind it.
func (s *sim) foresee(a *account, n int, i uint64, ts int64) {
	l := a.lane
	seg := &l.segments[n-1]
	for seg.foreseen = max(seg.foreseen, i); seg.foreseen < l.left; seg.foreseen++ {
		j := seg.foreseen
		at := l.time(seg, j)
		if at >= ts+longestTry && j > i {
			return
		}
		if before, fails := l.fails(j, at, seg); fails {
			s.at(before, func(now int64) { s.fails(a, n, j, now) })
		}
	}
}

// fails is the try for look-up i that fails in the directory: controls judge it
// like any other, and where they refuse it, the next look-up is the refused one.
func (s *sim) fails(a *account, n int, i uint64, now int64) {
	l := a.lane
	seg := &l.segments[n-1]
	if open := n == len(l.segments) && seg.to == forever; !open {
		if i < seg.last { // it was made before the session ended
			s.fruitless(a, seg, i, now)
		}
		return
	}
	v := s.p.seat(a.camp, l, seg, i, now, 0)
	if r := s.verdict(a, &v, now); r.why != event.NoReason {
		next := max(l.first(seg, now), seg.first)
		s.cutOff(a, seg, now)
		s.met(a, v, next, now, r)
		return
	}
	s.count(a, look{ts: now, session: s.p.w.IDs.Session(v.Session), addr: v.Addr, attack: true})
}

// fruitless counts a request for look-up i that gets an error.
func (s *sim) fruitless(a *account, seg *segment, i uint64, now int64) {
	v := s.p.seat(a.camp, a.lane, seg, i, now, now)
	x := look{ts: now, session: s.p.w.IDs.Session(v.Session), addr: v.Addr, attack: true}
	s.limited(a, x)
	s.count(a, x)
}

// late counts look-up i of a segment that was closed while it was to come: a
// sign-in takes its time, and the old session is used until it is done.
func (s *sim) late(a *account, n int, i uint64, now int64) {
	seg := &a.lane.segments[n-1]
	if i >= seg.last || seg.why != event.NoReason {
		return
	}
	v := s.p.seat(a.camp, a.lane, seg, i, now, now)
	x := s.asks(a, &v, i, now)
	s.limited(a, x)
	s.count(a, x)
	s.next(a, n, i+1)
}

// asks is look-up i of a lane as an answered one.
func (s *sim) asks(a *account, v *portal.Visit, i uint64, now int64) look {
	x := look{ts: now, session: s.p.w.IDs.Session(v.Session), addr: v.Addr, answered: true, attack: true}
	if s.watch.persons || a.camp.minds() {
		en := s.entry(a.camp, a.lane, i)
		x.nir, x.notFound = en.nir, !en.hit
		x.finds(s, en)
		x.name = portal.ListName(a.camp.name, i*uint64(len(a.camp.lanes))+uint64(a.lane.number))
	}
	return x
}

// tally counts the refused look-ups of the lane's n-th segment, from i on.
func (s *sim) tally(a *account, n int, i uint64) {
	l := a.lane
	seg := &l.segments[n-1]
	ts := l.time(seg, i)
	if len(s.watch.rules) == 0 || i >= l.left || ts >= a.camp.end {
		return
	}
	s.at(ts, func(now int64) {
		if seg := &l.segments[n-1]; seg.to == forever || i < seg.last {
			v := s.p.seat(a.camp, l, seg, i, now, now)
			s.count(a, look{ts: now, session: s.p.w.IDs.Session(v.Session), addr: v.Addr, attack: true})
			s.tally(a, n, i+1)
		}
	})
}

// triesInOutages counts what lanes ask for while the portal is down.
func (s *sim) triesInOutages() {
	t := &s.p.w.Scenario.Time
	for o := range s.p.w.Portal.Outages(t.Begin().UnixMicro(), t.End.UnixMicro()) {
		s.at(o.From, func(now int64) {
			for _, c := range s.p.campaigns {
				for _, l := range c.lanes {
					n := len(l.segments)
					if n == 0 || l.segments[n-1].to != forever {
						continue
					}
					l.tries(&s.p.w, o, &l.segments[n-1], func(_ int, i uint64, ts int64) {
						s.at(ts, func(now int64) {
							if seg := &l.segments[n-1]; now < seg.to {
								s.fruitless(s.accounts[l], seg, i, now)
							}
						})
					})
				}
			}
		})
	}
}
