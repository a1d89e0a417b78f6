package campaign

import (
	"math/bits"
	"sort"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// tide is how strongly a campaign works over time: cells of constant weight,
// with gaps where it rests or the portal is down. Its mass, weight times
// microseconds, says how much of the work falls into a stretch of time; look-ups
// lie evenly in mass, so they are thick where the weight is large:
//
//	weight ▁▁▃▃██▃▃   ███▁▁      mass(t) = area up to t
//	       cells      gap        when(m) = its inverse
//
// One tide serves all lanes that keep the same hours.
type tide struct {
	cells  []cell
	day    int64 // mass of an ordinary working day
	second int64 // mass of a second of work at full rate
}

// cell is a stretch of constant weight and the mass before it.
type cell struct{ from, to, weight, before int64 }

// unit is the mean weight of an ordinary day where weights differ; where they
// do not, each is 1.
const unit = 1 << 12

// mass returns the mass before an instant.
func (t *tide) mass(ts int64) int64 {
	i := sort.Search(len(t.cells), func(i int) bool { return t.cells[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	c := &t.cells[i]
	return c.before + (min(ts, c.to)-c.from)*c.weight
}

// when returns the instant at which a mass is reached; beyond the last cell
// time goes on at its weight.
func (t *tide) when(mass int64) int64 {
	if len(t.cells) == 0 {
		return forever
	}
	c := t.cellOf(mass)
	return c.from + (mass-c.before)/c.weight
}

func (t *tide) cellOf(mass int64) *cell { return &t.cells[t.at(mass)] }

// at returns the place of the cell in which a mass is reached.
func (t *tide) at(mass int64) int {
	return max(sort.Search(len(t.cells), func(i int) bool { return t.cells[i].before > mass })-1, 0)
}

// working returns how much working time lies between two masses, the gaps
// between cells left out.
func (t *tide) working(from, to int64) (sum int64) {
	for i := t.at(from); i < len(t.cells) && t.cells[i].before < to; i++ {
		c := &t.cells[i]
		end := c.to
		if i == len(t.cells)-1 || t.cells[i+1].before > to {
			end = c.from + (to-c.before)/c.weight
		}
		sum += end - c.from - max(from-c.before, 0)/c.weight
	}
	return sum
}

// after returns the mass that is reached so much working time after another.
func (t *tide) after(mass, working int64) int64 {
	for i := t.at(mass); i < len(t.cells); i++ {
		c := &t.cells[i]
		begin := c.from + max(mass-c.before, 0)/c.weight
		if working < c.to-begin || i == len(t.cells)-1 {
			return c.before + (begin+working-c.from)*c.weight
		}
		working -= c.to - begin
	}
	return mass
}

// last returns the end of the last cell.
func (t *tide) last() int64 {
	if len(t.cells) == 0 {
		return 0
	}
	return t.cells[len(t.cells)-1].to
}

// add appends a stretch; one that goes on from the last at the same weight
// makes it longer.
func (t *tide) add(from, to, weight int64) {
	if from >= to {
		return
	}
	before := int64(0)
	if n := len(t.cells); n > 0 {
		c := &t.cells[n-1]
		if c.to == from && c.weight == weight {
			c.to = to
			return
		}
		before = c.before + (c.to-c.from)*c.weight
	}
	t.cells = append(t.cells, cell{from, to, weight, before})
}

// curve says what shapes a tide.
type curve struct {
	hours   scenarios.Hours
	owner   scenarios.Profile // whose hours, for owner hours
	demand  []share           // whose demand it follows; none = flat
	ramp    int64             // time over which it rises from nothing
	rampsAt int64             // when that begins
}

// share is the part of the demand that a profile makes, in millionths.
type share struct {
	profile scenarios.Profile
	part    int64
}

// newTide lays a curve over [start, end), outages left out.
func newTide(c curve, t times, start, end int64) *tide {
	out, scale := &tide{}, int64(1)
	if len(c.demand) > 0 || c.ramp > 0 {
		scale = unit
	}
	add := func(from, to, weight int64) { c.rise(out, max(from, start), min(to, end), weight) }
	if c.hours == scenarios.AllHours && len(c.demand) == 0 {
		add(start, end, scale)
	} else {
		for n := t.cal.Of(start).Number; n <= min(t.cal.Of(end).Number, t.cal.Last()); n++ {
			c.day(t.cal.Day(n), scale, add)
		}
	}
	out.day, out.second = c.ordinary(t.cal, scale), scale*calendar.Second
	if len(c.demand) > 0 {
		out.second = out.day / (24 * 3600)
	}
	out.cells = without(out, t.portal).cells
	return out
}

// day adds the stretches of one day.
func (c *curve) day(d *calendar.Day, scale int64, add func(from, to, weight int64)) {
	weights, from := c.weights(d, scale), d.Start
	for h, w := range weights {
		to := d.Start + d.Length
		if h < 47 {
			to = min(max(d.At(int64(h+1)*30*calendar.Minute), from), to) // clocks go forward
		}
		if w > 0 {
			add(from, to, w)
		}
		from = to
	}
}

// weights returns the weight of each half hour of a day; 0 = at rest.
func (c *curve) weights(d *calendar.Day, scale int64) (out [48]int64) {
	var open [48]bool
	switch c.hours {
	case scenarios.OfficeHours:
		open = officeHalves(d)
	case scenarios.OwnerHours:
		open = traffic.AtWork(c.owner, d)
	default:
		for h := range open {
			open[h] = true
		}
	}
	for h := range out {
		if open[h] && len(c.demand) == 0 {
			out[h] = scale
		}
	}
	for _, s := range c.demand {
		halves, today := traffic.HalfHours(s.profile), traffic.DayDemand(s.profile, d)
		for h := range out {
			if open[h] {
				out[h] += int64(halves[h]*48>>16) * (scale * s.part / 1000 * (today / 1000) / 1_000_000) >> 16
			}
		}
	}
	return out
}

// officeHalves are the half hours from 8:00 to 12:30 and from 14:00 to 19:00
// on working days.
func officeHalves(d *calendar.Day) (open [48]bool) {
	if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
		return open
	}
	for h := range open {
		open[h] = h >= 16 && h < 25 || h >= 28 && h < 38
	}
	return open
}

// ordinary is the mass of an ordinary working day: a Wednesday without any
// epidemic, put to the mean of the week where demand is followed.
func (c *curve) ordinary(cal *calendar.Calendar, scale int64) int64 {
	d := *cal.Day(cal.First())
	var days, sum int64
	for w := time.Monday; w <= time.Friday; w++ {
		d.Weekday, d.Bank, d.Demand = w, false, calendar.Million
		for _, x := range c.weights(&d, scale) {
			sum += x * 30 * calendar.Minute
		}
		days++
	}
	return max(sum/days, 1)
}

// rampSteps is how many steps a ramp has at least.
const rampSteps = 96

// rise adds a stretch to a tide, in steps where the ramp is on.
func (c *curve) rise(t *tide, from, to, weight int64) {
	top := c.rampsAt + c.ramp
	step := max(c.ramp/rampSteps, 1)
	for from < min(to, top) {
		n := (from - c.rampsAt) / step
		next := min(c.rampsAt+(n+1)*step, to, top)
		t.add(from, next, max(mulDiv(weight, 2*n+1, 2*rampSteps), 1))
		from = next
	}
	t.add(from, to, weight)
}

// without cuts the outages out of a tide.
func without(t *tide, state *portal.Conditions) *tide {
	if state == nil {
		return t
	}
	out := &tide{day: t.day, second: t.second}
	for _, c := range t.cells {
		from := c.from
		for o := range state.Outages(c.from, c.to) {
			out.add(from, min(o.From, c.to), c.weight)
			from = max(from, o.To)
		}
		out.add(from, c.to, c.weight)
	}
	return out
}

// mulDiv returns a·b/c for numbers that are not negative, at most 2^63 - 1.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return forever
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, 1<<63-1))
}
