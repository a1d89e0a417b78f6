package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// gait is how the user of an errand goes about it, where that differs from the
// profile's way.
type SessionStyle struct {
	Think   scenarios.Distribution
	Bad     int64 // share of wrong keys
	Missing int64 // share of numbers that nobody has
	Leaves  int64 // share of sessions that sign out
	Refused uint8 // refusals before the sign-in
	Reset   bool  // a new password after them
}

// gaitOf returns the way of an errand; ok is false where it is the profile's.
func (w *World) gaitOf(s *Session) (g SessionStyle, ok bool) {
	if s.Index < FirstExtra {
		return g, false
	}
	spec := w.alikes.list[s.LookAlike-1].spec
	g = SessionStyle{Think: spec.Think, Missing: 8_000, Leaves: 600_000}
	switch spec.Kind {
	case scenarios.SoftwarePolling:
		g.Missing, g.Leaves = 4_000, 0
	case scenarios.VaccinationDay:
		g.Bad, g.Missing = 12_000, 12_000
		g.Think = lognormal(3*calendar.Hour/max(int64(s.LookUps), 20), 500_000)
	case scenarios.StaleListTyping:
		g.Bad, g.Missing = 50_000, int64(spec.NotFound)
	case scenarios.NightDuty:
		g.Bad = 10_000
		g.Think = lognormal(2*calendar.Hour/max(int64(s.LookUps), 4), 700_000)
	case scenarios.ForgottenPasswordBurst:
		g.Think = lognormal(30*calendar.Second, 800_000)
		g.Refused, g.Reset = 2, spec.Resets
	case scenarios.Curiosity:
		g.Think, g.Bad = lognormal(25*calendar.Second, 700_000), 10_000
	case scenarios.Pentest:
		g.Bad, g.Missing = 30_000, int64(spec.NotFound)
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
func (w *World) stepsOf(s *Session, dst []Step) []Step {
	if s.Copies {
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
func (w *World) copied(s *Session, dst []Step) []Step {
	usual, all := w.usual(s.Source, s.Day, nil, nil)
	var src *Session
	for i := range usual {
		if usual[i].Index == s.SourceIndex {
			src = &usual[i]
		}
	}
	if src == nil {
		return dst
	}
	var about []Step
	for _, st := range all[src.First:][:src.Steps] {
		if st.Kind == LookUp && st.Result == event.Found {
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
	dst = append(dst, Step{TS: s.Start, Kind: SignIn})
	now, last := s.Start+6*calendar.Second, s.Start
	tabs := s.Source == s.Account
	for i := range int(s.LookUps) {
		j := i
		if tabs {
			now += draw.Between(25*calendar.Second/1000, 180*calendar.Second/1000)
			j = len(about) - 1 - i%len(about)
		} else if i >= len(about) {
			break
		} else {
			now = max(now+4*calendar.Second, about[i].TS+s.Start-src.Start)
		}
		open := portalSide{idle: w.sessionIdle, limit: w.sessionLimit, opened: s.Start, last: last}
		if now > s.Start+Longest || w.down(now) || open.closed(&Step{TS: now}) {
			break
		}
		last = now
		dst = append(dst, Step{TS: now, Pos: uint16(i + 1), About: about[j].About, Kind: LookUp, Result: event.Found, First: i == 0, Kin: about[j].Kin})
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
