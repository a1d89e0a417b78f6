package campaign

import (
	"fmt"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// roster lays out when each lane of a campaign works where lanes are not
// alike, and divides the list proper among them:
//
//	rotation, duty ─► stretches ─┐
//	hours, shape   ─► tide ──────┼─► work that a lane can do up to any time ─► its part of the list ─► turns
//	rate, cap      ─► tempo ─────┘
//
// With a rate the campaign begins at once and is done when it is done; without
// one the tempo is such that it is done at the stop.
type roster struct {
	p      *Plan
	c      *resolved
	clock  *tide // the hours of the campaign, each as heavy as any other
	shifts []shift
}

// shift is the work of one lane.
type shift struct {
	l      *lane
	tide   *tide
	tempo  tempo
	cap    int64 // look-ups a day; 0 = none
	phase  int64 // millionths of a look-up done beforehand, so that slow lanes do not all round down
	pieces []piece
	early  int // pieces before the stop
}

// piece is a stretch of a lane's time, within a day where days matter.
type piece struct {
	from, to, base, mass int64
	day                  int32
	before, work         int64 // look-ups, in millionths
}

// tempo is millionths of look-ups to a mass.
type tempo struct{ num, per int64 }

func (t tempo) of(mass int64) int64 { return min(mulDiv(mass, t.num, t.per), mostWork) }

// mostWork bounds what a lane does, in millionths of look-ups.
const mostWork = 1 << 52

// newRoster prepares the tides of a campaign's lanes.
func newRoster(p *Plan, c *resolved) *roster {
	r := &roster{p: p, c: c, shifts: make([]shift, len(c.lanes))}
	start := c.sc.Window.From.UnixMicro()
	hours := c.sc.Pacing.Hours
	if hours == scenarios.OwnerHours {
		hours = scenarios.AllHours
	}
	r.clock = newTide(curve{hours: hours}, p.w.times(), start, c.end)
	own := c.sc.Pacing.Hours == scenarios.OwnerHours || c.sc.Pacing.Shape == scenarios.OwnerMimic
	tides := map[scenarios.Profile]*tide{}
	for i, l := range c.lanes {
		profile := scenarios.Profile(0)
		if own {
			profile = p.w.Accounts.At(l.account).Profile
		}
		if tides[profile] == nil {
			tides[profile] = newTide(r.curve(profile), p.w.times(), start, c.end)
		}
		hours := tides[profile]
		if l.how == scenarios.SessionTheft {
			rides := c.forList(ridesOf(&p.w, c, l.account))
			if c.oneShot() {
				rides = c.theOne(l, rides, hours)
			}
			hours = hours.within(rides)
		}
		r.shifts[i] = shift{l: l, tide: hours, cap: int64(c.sc.Pacing.MaxPerDay), phase: int64(l.key.At(46).Below(random.Million))}
	}
	return r
}

func (r *roster) curve(owner scenarios.Profile) curve {
	p := &r.c.sc.Pacing
	c := curve{hours: p.Hours, owner: owner, ramp: int64(p.Ramp), rampsAt: r.c.sc.Window.From.UnixMicro()}
	switch p.Shape {
	case scenarios.OwnerMimic:
		c.demand = []share{{owner, million}}
	case scenarios.Diurnal:
		c.demand = r.p.w.demand()
	}
	return c
}

// demand is the part of all look-ups that each profile makes.
func (w *World) demand() (out []share) {
	var means [scenarios.NumProfiles]int64
	var sum int64
	for k := range uint32(w.Accounts.Len()) {
		a := w.Accounts.At(k)
		means[a.Profile] += a.MeanMilli
		sum += a.MeanMilli
	}
	for p, mean := range means {
		if part := mulDiv(mean, million, max(sum, 1)); part > 0 {
			out = append(out, share{scenarios.Profile(p), part})
		}
	}
	return out
}

// alike reports whether all lanes work in the same way all the time.
func (r *roster) alike() bool {
	c := r.c.sc
	own := c.Pacing.Hours == scenarios.OwnerHours || c.Pacing.Shape == scenarios.OwnerMimic
	return !own && c.Pacing.Rate.Unit == scenarios.NoRate && c.Pacing.MaxPerDay == 0 && c.Rotation.DutyCycle == random.Million &&
		c.Rotation.Accounts == scenarios.Parallel && r.atOnce() == len(r.shifts)
}

// atOnce is how many accounts work at a time, at most.
func (r *roster) atOnce() int {
	return min(max(r.c.sc.Pacing.Concurrency, 1), len(r.shifts))
}

// begins is the time within which lanes begin.
const begins = 20*calendar.Second + 2*calendar.Minute

// begin is when a lane begins at the earliest.
func (r *roster) begin(l *lane) int64 {
	return r.c.sc.Window.From.UnixMicro() + int64(20*calendar.Second) + int64(l.key.At(1).Below(uint64(2*calendar.Minute)))
}

// apart lays out lanes that all work alike.
func (r *roster) apart(entries uint64) error {
	c := r.c
	c.deal = deal{lanes: uint64(len(c.lanes))}
	for i, l := range c.lanes {
		count := c.deal.left(l.number, entries)
		l.pace = newPace(c.sc.Pacing, r.shifts[i].tide, r.begin(l), c.stop, c.end, count, l.key.At(2))
		if count > 0 && len(l.pace.turns) == 0 {
			return r.noTime()
		}
	}
	return nil
}

func (r *roster) noTime() error {
	return fmt.Errorf("its active hours leave no working time between %s and the stop: write a later stop, or another pacing.active_hours or rotation.duty_cycle", r.c.sc.Window.From.Format(time.RFC3339))
}

// set gives a lane its stretches of time, cut at the stop, and at midnights
// where days matter; days off are left out.
func (r *roster) set(x *shift, spans []span) {
	duty := r.c.sc.Rotation.DutyCycle
	x.pieces, x.early = x.pieces[:0], 0
	add := func(from, to int64, day int32) {
		if base := x.tide.mass(from); from < to && x.tide.mass(to) > base {
			x.pieces = append(x.pieces, piece{from: from, to: to, base: base, mass: x.tide.mass(to) - base, day: day})
			if to <= r.c.stop {
				x.early = len(x.pieces)
			}
		}
	}
	cut := func(from, to int64) {
		if x.cap == 0 && duty == random.Million {
			add(from, to, 0)
			return
		}
		for from < to {
			d := r.p.w.Calendar.Of(from)
			next := min(d.Start+d.Length, to)
			if int64(duty) >= random.Million || onDuty(x.l.key.At(45), d.Number, duty) {
				add(from, next, d.Number)
			}
			from = next
		}
	}
	for _, s := range spans {
		cut(s.from, min(s.to, r.c.stop))
		cut(max(s.from, r.c.stop), s.to)
	}
}

// plan works out how much each piece holds at the lane's tempo.
func (x *shift) plan() {
	done, today, used := int64(0), int32(-1), int64(0)
	for i := range x.pieces {
		p := &x.pieces[i]
		p.before, p.work = done, x.tempo.of(p.mass)
		if x.cap > 0 {
			if p.day != today {
				today, used = p.day, 0
			}
			p.work = min(p.work, x.cap*million-used)
			used += p.work
		}
		done = min(done+p.work, mostWork<<3)
	}
}

// until returns how many look-ups the lane can make before an instant.
func (x *shift) until(ts int64) uint64 {
	done := int64(0)
	for lo, hi := 0, len(x.pieces); lo < hi; {
		m := (lo + hi) / 2
		p := &x.pieces[m]
		if p.from >= ts {
			hi = m
			continue
		}
		done = p.before + min(p.work, x.tempo.of(x.tide.mass(min(ts, p.to))-p.base))
		lo = m + 1
	}
	return x.whole(done)
}

// whole is the number of whole look-ups in an amount of work.
func (x *shift) whole(work int64) uint64 { return uint64((work + x.phase) / million) }

// early is how many look-ups all lanes can make before an instant.
func (r *roster) until(ts int64) (n uint64) {
	for i := range r.shifts {
		n += r.shifts[i].until(ts)
	}
	return n
}
