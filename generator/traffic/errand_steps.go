package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// gait is how the user of an errand goes about it, where that differs from the
// profile's way.
type gait struct {
	think   scenarios.Distribution
	bad     int64 // share of wrong keys
	missing int64 // share of numbers that nobody has
	leaves  int64 // share of sessions that sign out
	refused uint8 // refusals before the sign-in
	reset   bool  // a new password after them
}

// gaitOf returns the way of an errand; ok is false where it is the profile's.
func (w *World) gaitOf(s *Session) (g gait, ok bool) {
	if s.Index < firstErrand {
		return g, false
	}
	spec := w.alikes.list[s.alike-1].spec
	g = gait{think: spec.Think, missing: 8_000, leaves: 600_000}
	switch spec.Kind {
	case scenarios.SoftwarePolling:
		g.missing, g.leaves = 4_000, 0
	case scenarios.VaccinationDay:
		g.bad, g.missing = 12_000, 12_000
		g.think = lognormal(3*calendar.Hour/max(int64(s.LookUps), 20), 500_000)
	case scenarios.StaleListTyping:
		g.bad, g.missing = 50_000, int64(spec.NotFound)
	case scenarios.NightDuty:
		g.bad = 10_000
		g.think = lognormal(2*calendar.Hour/max(int64(s.LookUps), 4), 700_000)
	case scenarios.ForgottenPasswordBurst:
		g.think = lognormal(30*calendar.Second, 800_000)
		g.refused, g.reset = 2, spec.Resets
	case scenarios.Curiosity:
		g.think, g.bad = lognormal(25*calendar.Second, 700_000), 10_000
	case scenarios.Pentest:
		g.bad, g.missing = 30_000, int64(spec.NotFound)
	}
	return g, true
}

func lognormal(median, sigma int64) scenarios.Distribution {
	return scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(median), Sigma: sigma}
}

// wait draws from a distribution of a scenario, at least a tenth of a second.
func wait(d scenarios.Distribution, draw *random.Rand) int64 {
	v := int64(d.Center)
	switch d.Law {
	case scenarios.NormalLaw:
		v += int64(d.SD) * draw.Normal() >> 16
	case scenarios.LogNormalLaw:
		v = draw.LogNormal(v, d.Sigma*random.One/million)
	case scenarios.ExponentialLaw:
		v = draw.Exp(v)
	}
	return max(v, calendar.Second/10)
}

// stepsOf appends the script of a session.
func (w *World) stepsOf(s *Session, dst []step) []step {
	if s.copies {
		return w.copied(s, dst)
	}
	sc := w.script(s, &w.profiles[w.accounts.At(s.Account).Profile])
	for st, ok := sc.next(); ok; st, ok = sc.next() {
		dst = append(dst, st)
	}
	return dst
}

// copied is the script of a session that looks up the persons of another: all
// at once after a browser's restart, or each some minutes later.
func (w *World) copied(s *Session, dst []step) []step {
	usual, all := w.usual(s.source, s.Day, nil, nil)
	var src *Session
	for i := range usual {
		if usual[i].Index == s.sourceIndex {
			src = &usual[i]
		}
	}
	if src == nil {
		return dst
	}
	var about []step
	for _, st := range all[src.first:][:src.steps] {
		if st.kind == LookUp && st.result == event.Found {
			about = append(about, st)
		}
	}
	if len(about) == 0 {
		return dst
	}
	draw := w.sessions.At2(uint64(s.Account)<<8|uint64(s.Index), uint64(uint32(s.Day))).Rand()
	if w.down(s.Start) {
		return dst
	}
	dst = append(dst, step{ts: s.Start, kind: SignIn})
	now, last := s.Start+6*calendar.Second, s.Start
	tabs := s.source == s.Account
	for i := range int(s.LookUps) {
		j := i
		if tabs {
			now += draw.Between(25*calendar.Second/1000, 180*calendar.Second/1000)
			j = len(about) - 1 - i%len(about)
		} else if i >= len(about) {
			break
		} else {
			now = max(now+4*calendar.Second, about[i].ts+s.Start-src.Start)
		}
		open := session{idle: w.sessionIdle, limit: w.sessionLimit, opened: s.Start, last: last}
		if now > s.Start+longest || w.down(now) || open.closed(&step{ts: now}) {
			break
		}
		last = now
		dst = append(dst, step{ts: now, pos: uint16(i + 1), about: about[j].about, kind: LookUp, result: event.Found, first: i == 0, kin: about[j].kin})
	}
	return dst
}

// down reports whether the portal does not answer.
func (w *World) down(ts int64) bool {
	if w.state == nil {
		return false
	}
	_, _, down := w.state.Down(ts)
	return down
}
