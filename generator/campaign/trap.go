package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// trap is what a tarpit does to the look-ups of an account, an address or a
// session: it answers slowly, or with the records of nobody, or both. The
// look-up that springs it is the last one before it.
type trap struct {
	by          uint8 // 0 = none
	slow, decoy bool
	until       int64
}

func newTrap(id uint8, ctl *scenarios.Control, until int64) trap {
	return trap{id, slices.Contains(ctl.Actions, scenarios.SlowAnswers), slices.Contains(ctl.Actions, scenarios.GiveDecoys), until}
}

// trapAccount puts an account into a tarpit because of a detection.
func (s *sim) trapAccount(t *trigger, a *account, now int64) {
	x := newTrap(t.id, t.ctl, s.ends(t.ctl, now))
	if !x.slow && !x.decoy || slices.ContainsFunc(a.traps, func(o trap) bool { return o.by == t.id && now < o.until }) {
		return
	}
	a.traps = append(a.traps, x)
	s.sprung(now, &x, a.index, event.Addr{})
}

// sprung notes in the truth that a tarpit begins, and when it ends.
func (s *sim) sprung(now int64, t *trap, account uint32, addr event.Addr) {
	if t.slow {
		s.respond(now, "answers_slowed", t.by, account, addr)
	}
	if t.decoy {
		s.respond(now, "decoys_given", t.by, account, addr)
	}
	if t.until != forever {
		s.respond(t.until, "tarpit_over", t.by, account, addr)
	}
}

// trapped is the tarpit that a look-up is in. It shows the look-up, which was
// answered, to the thresholds, whose tarpits begin behind it.
func (s *sim) trapped(a *account, x look) (in trap) {
	for _, t := range a.traps {
		if x.ts < t.until {
			in = t
		}
	}
	for _, l := range s.watch.limits {
		if l.ctl.Type != scenarios.Tarpit || x.ts < l.ctl.At.UnixMicro() {
			continue
		}
		b := l.bucket(a, x)
		inside := x.ts < b.blocked
		until := b.see(x.ts, l.ctl)
		switch {
		case until == 0:
			continue
		case inside && in.by == 0:
			in = newTrap(l.id, l.ctl, until)
		case !inside:
			s.springs(a, x, l, until)
		}
	}
	return in
}

// springs begins the tarpit of a threshold.
func (s *sim) springs(a *account, x look, l *limit, until int64) {
	t := newTrap(l.id, l.ctl, until)
	if l.ctl.Scope == scenarios.PerAddress {
		s.block(x.addr, ban{x.ts + 1, until, l.id, event.NoReason})
		s.sprung(x.ts, &t, event.NoAccount, x.addr)
		return
	}
	s.sprung(x.ts, &t, a.index, event.Addr{})
}

// trapNow is the tarpit that the next look-up of a lane will be in.
func (s *sim) trapNow(a *account, x look) (in trap) {
	for _, t := range a.traps {
		if x.ts < t.until {
			in = t
		}
	}
	for _, l := range s.watch.limits {
		if l.ctl.Type != scenarios.Tarpit || in.by != 0 {
			continue
		}
		if b := l.state[l.key(a, x)]; b != nil && x.ts < b.blocked {
			in = newTrap(l.id, l.ctl, b.blocked)
		}
	}
	return in
}

// A threat actor notices a tarpit after about 100 of its answers (an
// assumption), and waits for each before the next look-up.
const (
	leastNoticed = 80
	mostNoticed  = 120
	slowGap      = 18 * calendar.Second // the mean of an answer, and a little
)

// caught looks after look-up i, which was answered, whether the next one is in a
// tarpit, or in none any more; it reports whether the lane's segment ended.
func (s *sim) caught(a *account, n int, i uint64, x look) bool {
	l, c := a.lane, a.camp
	seg := &l.segments[n-1]
	s.trapped(a, x)
	if seg.trap.by != 0 {
		if l.slow++; l.slow >= int(between(l.key.At2(81, uint64(l.steps)), leastNoticed, mostNoticed)) {
			l.slow = 0
			if m := c.reaction(scenarios.OnSlowAnswers); m != scenarios.Next && len(c.sc.OnResponse) > 0 && i+1 < l.left {
				v := s.p.seat(c, l, seg, i, x.ts, x.ts)
				s.note(a, x.ts, event.Adapt, "slow_answers_noticed", &v)
				s.turns(a, n, i, x.ts, m)
				return true
			}
		}
	}
	now := s.trapNow(a, x)
	if now.by == seg.trap.by && (now.slow || !l.mired) || i+1 >= l.left {
		return false
	}
	s.enters(a, n, i, x.ts, now)
	return true
}

// enters goes on behind look-up i in another tarpit, or out of one.
func (s *sim) enters(a *account, n int, i uint64, now int64, in trap) {
	l := a.lane
	old := &l.segments[n-1]
	gap := max(l.time(old, i+1)-now, 1)
	switch {
	case in.slow && !l.mired:
		l.mired, l.before = true, l.ease
		if times := slowGap/max(l.usual(old, i+1), 1) + 1; times > 1 {
			num, den := l.ease.of()
			l.ease = ease{num * times, den}
			gap *= times
		}
	case !in.slow && l.mired:
		l.mired, l.ease = false, l.before
	}
	s.close(a, old, now+1)
	num, den := l.ease.of()
	seg := segment{visit: old.visit, from: now + 1, to: forever, first: i + 1, warp: l.from(i+1, now+1+gap, num, den), resumed: true, trap: in}
	seg.shift = old.shift + i + 1 - old.first
	s.beginAs(a, seg, now+1, old.number)
}

// usual is the mean gap of the next look-ups of a segment.
func (l *lane) usual(seg *segment, i uint64) int64 {
	n := min(20, l.left-i)
	from, to := l.time(seg, i), l.time(seg, i+n)
	if n == 0 || to >= never {
		return slowGap
	}
	return (to - from) / int64(n)
}

// slow is how long a tarpit takes over a look-up of a campaign; 0 where none
// does. It is never longer than since the look-up before.
func (f *Filler) slow(d *due) uint32 {
	if !d.seg.trap.slow {
		return 0
	}
	draw := d.l.key.At2(80, d.i).Rand()
	took := portal.Slowed(&draw)
	before := d.seg.from
	if d.i > d.seg.first {
		before = d.l.time(d.seg, d.i-1)
	}
	return uint32(min(int64(took), max(d.ts-before-50_000, 200_000)))
}

// slowNeighbour lays the tarpit of an address over one session that comes from
// it.
func (s *sim) slowNeighbour(ses *traffic.Session, b ban) {
	for _, m := range s.p.w.Base.Moments(ses, nil) {
		if m.LookUp && m.TS >= b.from && m.TS < b.until && s.p.closed(m.TS) == nil {
			s.p.touched[ses.Account] = true
			t := s.touch(ses.Name(), event.ByControl, b.by)
			t.Slow = append(t.Slow, traffic.Refusal{TS: m.TS, By: b.by})
		}
	}
}
