package traffic

import (
	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// firstErrand is the number of an account's first errand of a day: usual
// sessions have lower ones.
const firstErrand = 64

// errands appends the sessions that look-alikes add to an account's day, whose
// usual sessions begin at place first of dst.
func (w *World) errands(a *accounts.Account, d *calendar.Day, first int, dst []Session, steps []step) ([]Session, []step) {
	usual := len(dst)
	index := firstErrand
	for _, i := range w.alikes.of[a.Index] {
		l := &w.alikes.list[i]
		if kinds[l.spec.Kind].manner {
			continue
		}
		from := len(dst)
		dst = w.errandsOf(l, a, d, dst[first:usual], dst)
		for j := from; j < len(dst); j++ {
			s := &dst[j]
			s.Account, s.Day, s.alike, s.Index = a.Index, d.Number, i+1, uint8(index)
			index++
			steps = w.perform(s, a, d, dst[first:j], steps)
		}
	}
	return dst, steps
}

// perform plays the script of an errand. One that its account's only user sees
// to is put off until the session in hand is over.
func (w *World) perform(s *Session, a *accounts.Account, d *calendar.Day, others []Session, steps []step) []step {
	own := len(steps)
	alone := a.Humans == 1 && w.byOwner(s) && !s.copies
	for range 8 {
		steps = w.stepsOf(s, steps[:own])
		s.first, s.steps, s.End = uint32(own), uint16(len(steps)-own), s.Start
		if s.steps > 0 {
			s.End = steps[len(steps)-1].ts
		}
		later := s.Start
		for i := range others {
			if o := &others[i]; s.Start < o.End+calendar.Minute && o.Start < s.End+calendar.Minute {
				later = max(later, o.End)
			}
		}
		if later == s.Start || !alone {
			break
		}
		draw := w.details(s).At(drawPutOff).Rand()
		later += draw.Between(2*calendar.Minute, 15*calendar.Minute)
		if later >= d.Start+d.Length {
			break
		}
		s.Start = later
	}
	return steps
}

// byOwner reports whether the account's own users see to an errand.
func (w *World) byOwner(s *Session) bool {
	kind := w.alikes.list[s.alike-1].spec.Kind
	return kinds[kind].actor == 0 && kind != scenarios.VaccinationDay
}

// errandsOf appends the errands of one look-alike on a day: who, from when,
// how many look-ups. usual are the account's usual sessions of the day.
func (w *World) errandsOf(l *alike, a *accounts.Account, d *calendar.Day, usual, dst []Session) []Session {
	key := l.key.At2(drawErrand, uint64(uint32(d.Number)))
	draw := key.Rand()
	n := draw.Between(int64(l.spec.LookUps.Min), int64(l.spec.LookUps.Max))
	at := func(hour, spread int64) int64 {
		return d.At(hour*calendar.Hour + int64(draw.Below(uint64(spread))))
	}
	one := func(start, n int64) []Session { return append(dst, Session{Start: start, LookUps: uint16(n)}) }
	if l.spec.Kind == scenarios.NightDuty {
		return w.night(l, d, dst)
	}
	if l.spec.Kind == scenarios.SoftwarePolling {
		if !l.spec.Schedule.Days[d.Weekday] || d.Bank {
			return dst
		}
		return one(d.At(int64(l.spec.Schedule.Minute)*calendar.Minute+int64(draw.Below(3*1_000_000))), n)
	}
	if !l.due(d.Number) {
		return dst
	}
	switch l.spec.Kind {
	case scenarios.BatchRightsCheck:
		return one(at(17, 2*calendar.Hour), n)
	case scenarios.VaccinationDay:
		return w.vaccinate(l, d, n, dst)
	case scenarios.AuditCatchUp:
		return one(at(9, 9*calendar.Hour), n)
	case scenarios.StaleListTyping:
		return one(at(12, 5*calendar.Hour), n)
	case scenarios.CareHomeRound:
		return one(at(9, 6*calendar.Hour), n)
	case scenarios.ForgottenPasswordBurst:
		return one(at(7, 3*calendar.Hour)+30*calendar.Minute, n)
	case scenarios.BrowserRestart:
		return w.restart(usual, n, &draw, dst)
	case scenarios.Pentest:
		return one(at(10, 5*calendar.Hour), n)
	case scenarios.Curiosity:
		return one(at(8, 14*calendar.Hour), n)
	case scenarios.TwinSites:
		return w.follow(l, d, &draw, dst)
	}
	return dst
}

// night is duty from the evening of one day to the morning of the next: four
// sessions at most, the last two of them after midnight.
func (w *World) night(l *alike, d *calendar.Day, dst []Session) []Session {
	part := func(began int32, i uint64, hour int64) {
		key := l.key.At2(drawErrand, uint64(uint32(began)))
		draw := key.Rand()
		n := draw.Between(int64(l.spec.LookUps.Min), int64(l.spec.LookUps.Max))
		share := [...]int64{40, 30, 15, 15}[i]
		own := key.At(drawNight + i).Rand()
		start := d.At(hour*calendar.Hour + int64(own.Below(uint64(40*calendar.Minute))))
		if m := max(n*share/100, 1); start+3*calendar.Hour < d.Start+d.Length+4*calendar.Hour {
			dst = append(dst, Session{Start: start, LookUps: uint16(m)})
		}
	}
	if l.due(d.Number - 1) {
		part(d.Number-1, 2, 1)
		part(d.Number-1, 3, 5)
	}
	if l.due(d.Number) {
		part(d.Number, 0, 20)
		part(d.Number, 1, 23)
	}
	return dst
}

// vaccinationSessions bounds the sessions of a vaccination day.
const vaccinationSessions = 48

// vaccinate spreads a day's persons over counters, each with a session in the
// morning and one in the afternoon.
func (w *World) vaccinate(l *alike, d *calendar.Day, n int64, dst []Session) []Session {
	counters := min(max(n/110, 1), vaccinationSessions/2)
	for c := range counters {
		for half, hour := range [2]int64{8, 13} {
			own := l.key.At2(drawCounter, uint64(uint32(d.Number))<<8|uint64(c)<<1|uint64(half)).Rand()
			i := c*2 + int64(half)
			from, to := n*i/(counters*2), n*(i+1)/(counters*2)
			start := d.At(hour*calendar.Hour + 20*calendar.Minute + int64(own.Below(uint64(25*calendar.Minute))))
			dst = append(dst, Session{Start: start, LookUps: uint16(to - from), Human: uint8(c)})
		}
	}
	return dst
}

// restart opens again, all at once, what a usual session had looked up.
func (w *World) restart(usual []Session, n int64, draw *random.Rand, dst []Session) []Session {
	if len(usual) == 0 {
		return dst
	}
	src := &usual[draw.Below(uint64(len(usual)))]
	if src.LookUps == 0 {
		return dst
	}
	return append(dst, Session{
		Start: src.End + draw.Between(20*calendar.Second, 90*calendar.Second), LookUps: uint16(n), Human: src.Human,
		copies: true, source: src.Account, sourceIndex: src.Index,
	})
}

// follow has the twin look up the persons of one of the other site's sessions
// some minutes after it.
func (w *World) follow(l *alike, d *calendar.Day, draw *random.Rand, dst []Session) []Session {
	usual, _ := w.usual(l.other, d.Number, nil, nil)
	if len(usual) == 0 {
		return dst
	}
	src := &usual[draw.Below(uint64(len(usual)))]
	if src.LookUps == 0 {
		return dst
	}
	return append(dst, Session{
		Start: src.Start + draw.Between(3*calendar.Minute, 20*calendar.Minute), LookUps: src.LookUps,
		copies: true, source: src.Account, sourceIndex: src.Index,
	})
}
