package intensity

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/scenarios"
)

// Unit is the mean intensity over an ordinary day where intensities differ
// (demand, ramp); where they do not, each is 1.
const Unit = 1 << 12

// Shape says what makes an intensity rise and fall.
type Shape struct {
	Hours scenarios.Hours
	Owner scenarios.Profile // whose hours, for OwnerHours

	// Open tells the half hours of a day at which an account is open, for OwnerHours; nil = as
	// the owner's class is.
	Open func(d *calendar.Day) [halfHours]bool

	// Demand is the profiles whose demand it follows, over the half hours of a
	// day and from day to day; none = the same at all working hours.
	Demand []Share

	// Ramp is the time over which it rises from nothing, from RampBegins on, in
	// a straight line of 96 steps.
	Ramp, RampBegins int64

	// Moods has one day differ from the next by what its key draws.
	Moods bool
	Mood  random.Key
}

// Share is the part of the demand that a profile makes, in millionths.
type Share struct {
	Profile scenarios.Profile
	Part    int64
}

// Times is what working time depends on beside the shape.
type Times struct {
	Calendar *calendar.Calendar
	Portal   *portal.Conditions // its outages are left out; nil = there are none
}

// New lays a shape over [from, to), outages left out. Days of a shape with
// hours or demand must lie in the calendar; what lies beyond has no work.
func New(s Shape, t Times, from, to int64) *Intensity {
	out, weight := &Intensity{}, s.weight()
	add := func(a, b, w int64) { s.rise(&out.steps, max(a, from), min(b, to), w) }
	if s.Hours == scenarios.AllHours && len(s.Demand) == 0 && !s.Moods {
		add(from, to, weight)
	} else {
		for n := t.Calendar.Of(from).Number; n <= min(t.Calendar.Of(to).Number, t.Calendar.Last()); n++ {
			s.addDay(t.Calendar.Day(n), add)
		}
	}
	out.day, out.second = s.ordinaryDay(t.Calendar), weight*calendar.Second
	if len(s.Demand) > 0 {
		out.second = out.day / (24 * 3600)
	}
	return out.withoutOutages(t.Portal)
}

// weight returns the intensity of an hour without demand or ramp.
func (s *Shape) weight() int64 {
	if len(s.Demand) > 0 || s.Ramp > 0 || s.Moods {
		return Unit
	}
	return 1
}

// halfHours is the number of half hours on the clock of a day.
const halfHours = 48

// addDay adds the stretches of one day, half hour by half hour of its clock.
func (s *Shape) addDay(d *calendar.Day, add func(from, to, weight int64)) {
	from, mood := d.Start, s.mood(d)
	for h, w := range s.weights(d) {
		w = w * mood / Unit
		to := d.Start + d.Length
		if h < halfHours-1 {
			to = min(max(d.At(int64(h+1)*30*calendar.Minute), from), to) // no time passes where the clock goes forward
		}
		if w > 0 {
			add(from, to, w)
		}
		from = to
	}
}

// moodSigma is how much the days of one account's work differ, in 1/65536 of the logarithm:
// some 15 %, as days of work do (assumed).
const moodSigma = random.One * 15 / 100

// mood is what a day is worked with, in units of [Unit].
func (s *Shape) mood(d *calendar.Day) int64 {
	if !s.Moods {
		return Unit
	}
	draw := s.Mood.At(uint64(d.Number)).Rand()
	return random.ScaleExp(Unit, draw.Normal()*moodSigma/random.One)
}

// weights returns the intensity of each half hour of a day; 0 = at rest.
func (s *Shape) weights(d *calendar.Day) (out [halfHours]int64) {
	open := s.open(d)
	if len(s.Demand) == 0 {
		for h := range out {
			if open[h] {
				out[h] = s.weight()
			}
		}
	}
	for _, part := range s.Demand {
		halves, today := habit.HalfHours(part.Profile), habit.DayDemand(part.Profile, d)
		for h := range out {
			if open[h] { // shares have 32 binary places, of which 16 are kept
				out[h] += int64(halves[h]*halfHours>>16) * (Unit * part.Part / 1000 * (today / 1000) / 1_000_000) >> 16
			}
		}
	}
	return out
}

// open tells the half hours of a day at which work is done.
func (s *Shape) open(d *calendar.Day) (open [halfHours]bool) {
	switch s.Hours {
	case scenarios.OfficeHours:
		return officeHours(d)
	case scenarios.OwnerHours:
		if s.Open != nil {
			return s.Open(d)
		}
		return habit.AtWork(s.Owner, d)
	}
	for h := range open {
		open[h] = true
	}
	return open
}

// officeHours are those from 8:00 to 12:30 and from 14:00 to 19:00 on working
// days.
func officeHours(d *calendar.Day) (open [halfHours]bool) {
	if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
		return open
	}
	for h := range open {
		open[h] = h >= 16 && h < 25 || h >= 28 && h < 38
	}
	return open
}

// ordinaryDay returns the mean mass of the five working days of a week without
// public holidays or epidemics.
func (s *Shape) ordinaryDay(cal *calendar.Calendar) int64 {
	d := *cal.Day(cal.First())
	var days, sum int64
	for w := time.Monday; w <= time.Friday; w++ {
		d.Weekday, d.Bank, d.Demand = w, false, calendar.Million
		clear(d.Gains[:])
		for _, x := range s.weights(&d) {
			sum += x * 30 * calendar.Minute
		}
		days++
	}
	return max(sum/days, 1)
}

// rampSteps is how many steps a ramp has.
const rampSteps = 96

// rise adds a stretch; where the ramp is on, in steps, each of the intensity
// that the straight line has in its middle.
func (s *Shape) rise(to *steps, from, end, weight int64) {
	top := s.RampBegins + s.Ramp
	length := max(s.Ramp/rampSteps, 1)
	for from < min(end, top) {
		n := min(max(from-s.RampBegins, 0)/length, rampSteps-1)
		next := s.RampBegins + (n+1)*length
		if n == rampSteps-1 {
			next = top
		}
		next = min(next, end, top)
		to.add(from, next, max(integer.MulDiv(weight, 2*n+1, 2*rampSteps), 1))
		from = next
	}
	to.add(from, end, weight)
}

// withoutOutages cuts the outages of the portal out.
func (in *Intensity) withoutOutages(state *portal.Conditions) *Intensity {
	if state == nil {
		return in
	}
	out := &Intensity{day: in.day, second: in.second}
	for _, s := range in.steps {
		from := s.from
		for o := range state.Outages(s.from, s.to) {
			out.steps.add(from, min(o.From, s.to), s.weight)
			from = max(from, o.To)
		}
		out.steps.add(from, s.to, s.weight)
	}
	return out
}
