package campaign

import (
	"sort"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// turn is what makes one lane's working time its own.
type turn struct {
	rotation scenarios.Rotation
	number   uint64 // of the lane
	lanes    uint64
	key      random.Key
	own      traffic.Rhythm // of the account's profile
	honest   traffic.Rhythm // of honest demand
}

// full is the weight of a stretch in which a lane works at its whole rate.
const full = 1000

// halfHour is the grain of a rhythm.
const halfHour = 30 * calendar.Minute

// working lists the stretches in which a lane works, outages apart:
//
//	hours ─► intensity by half hours, where it follows a rhythm ─► ramp ─► days on duty ─► turns among accounts
func (tn *turn) working(p *scenarios.Pacing, t times, start, stop, end int64) []stretch {
	open := officeOr(p.Hours, t.cal, start, end)
	rhythm, bound := tn.rhythm(p)
	if rhythm != nil || p.Ramp > 0 {
		open = tn.shaped(open, t.cal, rhythm, bound, start, int64(p.Ramp))
	}
	if tn.rotation.DutyCycle < random.Million {
		open = tn.onDuty(open, t.cal, stop)
	}
	open = without(open, t.portal)
	if tn.lanes > 1 && tn.rotation.Accounts != scenarios.Parallel {
		open = tn.mine(open, stop)
	}
	return open
}

// rhythm is whose hours a campaign follows, if any; bound marks a campaign
// that works in the owner's hours evenly.
func (tn *turn) rhythm(p *scenarios.Pacing) (r *traffic.Rhythm, bound bool) {
	switch {
	case p.Shape == scenarios.OwnerMimic:
		return &tn.own, false
	case p.Shape == scenarios.Diurnal:
		return &tn.honest, false
	case p.Hours == scenarios.OwnerHours:
		return &tn.own, true
	}
	return nil, false
}

// leastWeight keeps a rhythm's quiet hours from being silent.
const leastWeight = 5

// shaped cuts stretches into half hours of local days and weighs them.
func (tn *turn) shaped(open []stretch, cal *calendar.Calendar, r *traffic.Rhythm, bound bool, start, ramp int64) []stretch {
	var out []stretch
	var before int64
	for _, s := range open {
		for at := s.from; at < s.to; {
			d := cal.Of(at)
			i := (at - d.Start) / halfHour
			to := min(d.Start+(i+1)*halfHour, d.Start+d.Length, s.to)
			w := int64(full)
			if r != nil {
				w = max(r.HalfHours[i%48]*r.Weekdays[d.Weekday]/full, leastWeight)
				if d.Bank {
					w = leastWeight
				}
			}
			if bound {
				if w = 0; r.HalfHours[i%48] >= full/4 && r.Weekdays[d.Weekday] >= full/4 && !d.Bank {
					w = full
				}
			}
			if ramp > 0 && at-start < ramp {
				w = max(w*((at-start)/calendar.Second)/(ramp/calendar.Second), min(w, leastWeight))
			}
			if w > 0 {
				out = append(out, stretch{at, to, before, w})
				before += out[len(out)-1].work(to)
			}
			at = to
		}
	}
	return out
}

// onDuty keeps the days on which the account works: as many as its duty cycle
// says, by a draw of account and day, and one at least.
func (tn *turn) onDuty(open []stretch, cal *calendar.Calendar, stop int64) []stretch {
	var out []stretch
	if len(open) == 0 {
		return nil
	}
	before := sort.Search(len(open), func(i int) bool { return open[i].from >= stop })
	if before == 0 {
		return nil
	}
	some := open[tn.key.At(51).Below(uint64(before))]
	sure := cal.Of(some.from + int64(tn.key.At(52).Below(uint64(min(some.to, stop)-some.from)))).Number
	var done int64
	for _, s := range open {
		for at := s.from; at < s.to; {
			d := cal.Of(at)
			to := min(d.Start+d.Length, s.to)
			if d.Number == sure || tn.key.At2(50, uint64(uint32(d.Number))).Chance(int64(tn.rotation.DutyCycle)) {
				out = append(out, stretch{at, to, done, s.weight})
				done += out[len(out)-1].work(to)
			}
			at = to
		}
	}
	return out
}

// turnLength is how long an account is used before another one takes over.
const turnLength = 50 * calendar.Minute

// mine keeps the lane's own turns among the accounts: one long one for each in
// the order of their numbers, or short ones going round. After the stop a
// campaign that nobody stops goes round again, unless accounts are burnt.
func (tn *turn) mine(open []stretch, stop int64) []stretch {
	p := pace{open: open}
	total := p.worked(stop)
	slot := total / int64(tn.lanes)
	if tn.rotation.Accounts == scenarios.LeastRecent {
		slot = min(slot/4, turnLength)
	}
	if slot <= 0 {
		return nil
	}
	var out []stretch
	var before int64
	for _, s := range open {
		for x := s.before; x < s.before+s.work(s.to); {
			n := x / slot
			next := min((n+1)*slot, s.before+s.work(s.to))
			last := n >= int64(tn.lanes) && tn.rotation.Accounts == scenarios.Burn
			if uint64(n)%tn.lanes == tn.number && !last {
				part := stretch{s.at(x), s.at(next), before, s.weight}
				if part.from < part.to {
					out = append(out, part)
					before += part.work(part.to)
				}
			}
			x = next
		}
	}
	return out
}

// officeOr lists the office hours of a period, or all of it.
func officeOr(h scenarios.Hours, cal *calendar.Calendar, start, end int64) []stretch {
	if h != scenarios.OfficeHours {
		return []stretch{{from: start, to: end, weight: full}}
	}
	var out []stretch
	var before int64
	for n := cal.Of(start).Number; n <= cal.Last(); n++ {
		d := cal.Day(n)
		if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
			continue
		}
		for _, half := range [...][2]int64{{8 * calendar.Hour, 12*calendar.Hour + 30*calendar.Minute}, {14 * calendar.Hour, 19 * calendar.Hour}} {
			from, to := max(d.At(half[0]), start), min(d.At(half[1]), end)
			if from < to {
				out = append(out, stretch{from, to, before, full})
				before += to - from
			}
		}
	}
	return out
}

// turnOf is the lane's turn.
func (p *Plan) turnOf(c *resolved, l *lane) *turn {
	return &turn{
		rotation: c.sc.Rotation, number: uint64(l.number), lanes: uint64(len(c.lanes)), key: l.key,
		own: p.w.Base.Rhythm(p.w.Accounts.At(l.account).Profile), honest: p.w.Base.Rhythm(scenarios.GP),
	}
}
