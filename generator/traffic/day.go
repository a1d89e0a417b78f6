package traffic

import (
	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

const million = calendar.Million

// maxSessions bounds an account's sessions a day.
const maxSessions = 40

// Sessions appends the sessions that account k begins on a local day: the
// usual ones in order of their start, then the errands of look-alikes.
func (w *World) Sessions(k uint32, day int32, dst []Session) []Session {
	dst, _ = w.plan(k, day, dst, nil)
	return dst
}

// plan appends the sessions that account k begins on a local day, and the
// steps of their scripts.
func (w *World) plan(k uint32, day int32, dst []Session, steps []step) ([]Session, []step) {
	first := len(dst)
	dst, steps = w.usual(k, day, dst, steps)
	if w.alikes.odd[k] {
		dst, steps = w.errands(w.accounts.At(k), w.cal.Day(day), first, dst, steps)
	}
	return dst, steps
}

// usual appends the sessions of an account's own habits.
func (w *World) usual(k uint32, day int32, dst []Session, steps []step) ([]Session, []step) {
	a := w.accounts.At(k)
	p := &w.profiles[a.Profile]
	d := w.cal.Day(day)
	manner := w.manner(k, day)
	draw := w.days.At2(uint64(k), uint64(uint32(day))).Rand()
	n := w.lookUps(a, p, d, w.mannerOf(manner), &draw)
	if n < 0 {
		return dst, steps
	}
	count := sessionCount(n, p, &draw)
	phase := draw.Below(million)
	late := w.late * p.lateShare / million
	for i := range count {
		from := (uint64(n)*uint64(i)*million/uint64(count) + phase) / million
		to := (uint64(n)*uint64(i+1)*million/uint64(count) + phase) / million
		s := Session{Account: k, Day: day, Index: uint8(i), LookUps: uint16(to - from), alike: manner}
		s.Start = w.start(p, d, i, count, late, &draw)
		if a.Humans > 1 {
			s.Human = uint8(draw.Below(uint64(a.Humans)))
		}
		if last := len(dst) - 1; a.Humans == 1 && i > 0 && s.Start < dst[last].End { // nobody sits in two sessions at once
			s.Start = dst[last].End + draw.Between(2*calendar.Minute, 25*calendar.Minute)
			if s.Start >= d.Start+d.Length {
				break
			}
		}
		s.first = uint32(len(steps))
		steps = w.stepsOf(&s, steps)
		s.End, s.steps = s.Start, uint16(len(steps)-int(s.first))
		if s.steps > 0 {
			s.End = steps[len(steps)-1].ts
		}
		dst = append(dst, s)
	}
	return dst, steps
}

// mannerOf returns the manner at a place, nil for 0.
func (w *World) mannerOf(place uint32) *alike {
	if place == 0 {
		return nil
	}
	return &w.alikes.list[place-1]
}

// start places session i of count: each has its own slice of the day's
// distribution, so that an account's sessions spread over its hours.
func (w *World) start(p *profile, d *calendar.Day, i, count int, late int64, draw *random.Rand) int64 {
	u := uint32(draw.Uint64() >> 32)
	hours := p.hours
	if draw.Chance(late) {
		hours = p.late
	} else {
		u = uint32((uint64(i)<<32 + uint64(u)) / uint64(count))
	}
	half := hours.Interpolate(u)
	return d.At(half*(30*calendar.Minute/1_000)/random.One*1_000 + int64(draw.Below(1_000)))
}

// sessionCount spreads n look-ups over sessions; without any there may still
// be a short session for messages or payments.
func sessionCount(n int, p *profile, draw *random.Rand) int {
	if n == 0 {
		if draw.Chance(120_000) {
			return 1
		}
		return 0
	}
	mean := int64(n) * million / p.perSession // sessions, in millionths
	count := int((mean*7/10 + int64(draw.Below(uint64(mean*6/10+million)))) / million)
	return min(max(count, 1), maxSessions)
}

// lookUps draws how many look-ups the account makes on a day, or -1 for a day
// on which it does not work.
func (w *World) lookUps(a *accounts.Account, p *profile, d *calendar.Day, manner *alike, draw *random.Rand) int {
	open := p.open[d.Weekday]
	if d.Bank {
		open = open * 60_000 / million
	}
	works := draw.Chance(open) && (manner.covers() || !w.away(a, p, d))
	if !works || w.dormant(a.Index, d.Number) || w.idle(a.Index, d.Number) {
		return -1
	}
	mean := manner.volume(a.MeanMilli) * p.weekday[d.Weekday] / max(p.open[d.Weekday], 1)
	mean = mean * d.Demand / million
	if len(w.alikes.flash) > 0 {
		mean = mean * w.flashOf(d.Number) / million
	}
	zone := w.zones[a.Dept]
	if d.School[zone] {
		mean = mean * 920_000 / million
	}
	if d.Return[zone] {
		mean = mean * 1_120_000 / million
	}
	mean = random.ScaleExp(mean, w.habit(a.Index, d.Number)+draw.Normal()/4)
	return manner.bound(draw.Poisson(mean), d.Weekday)
}

// idle reports whether nobody works with an account any more, or has begun to.
func (w *World) idle(k uint32, day int32) bool {
	idle, since := w.accounts.Idle(k)
	return idle == accounts.Unused || idle == accounts.Left && day >= since
}

// away reports whether the owner is on leave: weeks are drawn as wholes, more
// often in the school holidays of the place (a practice takes 6.2 weeks a
// year, which the two shares average to).
func (w *World) away(a *accounts.Account, p *profile, d *calendar.Day) bool {
	if p.leave == never {
		return false
	}
	chance := int64(70_000)
	if d.School[w.zones[a.Dept]] {
		chance = 260_000
	}
	week := uint64(d.Number+3) / 7 // weeks begin on Monday
	return w.weeks.At2(uint64(a.Index), week).Chance(chance)
}

// habit is the slow drift of an account's volume: lattice noise with one
// normal draw every eight weeks and straight lines between, sd about 0.12, in
// units of 1/65536 of the logarithm.
func (w *World) habit(k uint32, day int32) int64 {
	const step = 56
	n := uint64(day) / step
	a, b := w.driftAt(k, n), w.driftAt(k, n+1)
	return a + (b-a)*int64(uint64(day)%step)/step
}

func (w *World) driftAt(k uint32, n uint64) int64 {
	draw := w.drift.At2(uint64(k), n).Rand()
	return draw.Normal() * 15 / 100
}

// Address is where a user of account k comes from on a local day, as
// [accounts.Accounts.Address] says, or from the line that the account
// shares. session tells sessions of a day apart.
func (w *World) Address(k uint32, human uint8, day int32, session uint64) (event.Addr, uint16, uint16) {
	return w.address(&Session{Account: k, Human: human, Day: day}, random.Key(session))
}
