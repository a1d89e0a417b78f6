package intensity

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// march is the calendar of March 2022 in Paris, with its change of clocks.
func march(tb interface{ Fatal(...any) }) *calendar.Calendar {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		tb.Fatal(err)
	}
	return calendar.New(&scenarios.Scenario{
		Time: scenarios.Time{
			Start: time.Date(2022, 3, 1, 0, 0, 0, 0, loc), End: time.Date(2022, 4, 1, 0, 0, 0, 0, loc), Location: loc,
		},
		Calendar: scenarios.Calendar{Country: "FR"},
	})
}

// shapeOf is the shape of a nurse's account in a world of doctors and desks.
func shapeOf(p *scenarios.Pacing, from int64) Shape {
	s := Shape{Hours: p.Hours, Owner: scenarios.Nurse, Ramp: int64(p.Ramp), RampBegins: from}
	switch p.Shape {
	case scenarios.OwnerMimic:
		s.Demand = []Share{{scenarios.Nurse, random.Million}}
	case scenarios.Diurnal:
		s.Demand = []Share{{scenarios.GP, 700_000}, {scenarios.HospitalDesk, 300_000}}
	}
	return s
}

// world is an intensity that rapid draws, and the pacing that it is of.
type world struct {
	in       *Intensity
	pacing   scenarios.Pacing
	from, to int64
}

var (
	allHours  = []scenarios.Hours{scenarios.AllHours, scenarios.OfficeHours, scenarios.OwnerHours}
	allShapes = []scenarios.Shape{
		scenarios.Constant, scenarios.PoissonShape, scenarios.LogNormalShape,
		scenarios.Burst, scenarios.Diurnal, scenarios.OwnerMimic,
	}

	thinkTimes = []scenarios.Distribution{
		{},
		{Law: scenarios.ConstantLaw, Center: scenarios.Micros(12 * calendar.Second)},
		{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(25 * calendar.Second), Sigma: 900_000},
		{Law: scenarios.NormalLaw, Center: scenarios.Micros(2 * calendar.Second), SD: scenarios.Micros(calendar.Second)},
		{Law: scenarios.ExponentialLaw, Center: scenarios.Micros(600 * calendar.Second)},
	}
)

// broken is a portal that is down about once a day.
var broken = scenarios.Portal{Outages: 30_000_000, Maintenance: 10_000_000}

func drawWorld(t *rapid.T, cal *calendar.Calendar) world {
	from := cal.Day(cal.First()+5).Start + rapid.Int64Range(0, 20*calendar.Hour).Draw(t, "start")
	w := world{from: from, to: from + rapid.Int64Range(calendar.Minute, 400*calendar.Hour).Draw(t, "length")}
	w.pacing = scenarios.Pacing{
		Shape: rapid.SampledFrom(allShapes).Draw(t, "shape"),
		Hours: rapid.SampledFrom(allHours).Draw(t, "hours"),
		Ramp:  scenarios.Micros(rapid.SampledFrom([]int64{0, 50, calendar.Hour, w.to - from}).Draw(t, "ramp")),
	}
	if w.pacing.Shape == scenarios.Constant {
		w.pacing.Jitter = scenarios.Share(rapid.Int64Range(0, 1_000_000).Draw(t, "jitter"))
	} else if w.pacing.Shape != scenarios.PoissonShape {
		w.pacing.ThinkTime = rapid.SampledFrom(thinkTimes).Draw(t, "think time")
	}
	times := Times{Calendar: cal}
	if rapid.Bool().Draw(t, "outages") {
		times.Portal = portal.NewConditions(random.New(rapid.Uint64().Draw(t, "portal")), cal, broken)
	}
	w.in = New(shapeOf(&w.pacing, from), times, w.from, w.to)
	return w
}

// The inverse of the cumulative intensity is exact, and working time is the
// time at which the intensity is not zero.
func TestInverseIsExact(t *testing.T) {
	cal := march(t)
	rapid.Check(t, func(t *rapid.T) {
		in := drawWorld(t, cal).in
		if in.Total() == 0 {
			return
		}
		ts := rapid.Int64Range(in.Start(), in.End()-1).Draw(t, "ts")
		switch back := in.Inverse(in.Cumulative(ts)); {
		case in.At(ts) > 0 && back != ts:
			t.Fatalf("Inverse(Cumulative(%d)) = %d", ts, back)
		case in.At(ts) == 0 && (back <= ts || in.Cumulative(back) != in.Cumulative(ts) || in.Worked(back) != in.Worked(ts)):
			t.Fatalf("nothing is done at %d; it goes on at %d", ts, back)
		}
		mass := rapid.Int64Range(0, in.Total()-1).Draw(t, "mass")
		at := in.Inverse(mass)
		if in.Cumulative(at) > mass || in.Cumulative(at+1) <= mass {
			t.Fatalf("mass %d is reached at %d, where it is %d, then %d", mass, at, in.Cumulative(at), in.Cumulative(at+1))
		}
		if in.workedAt(mass) != in.Worked(at) || in.Instant(in.Worked(at)) != at {
			t.Fatalf("working time at mass %d is %d, at %d it is %d", mass, in.workedAt(mass), at, in.Worked(at))
		}
		if in.Cumulative(at+1)-in.Cumulative(at) != in.At(at) || in.Worked(at+1)-in.Worked(at) != 1 {
			t.Fatalf("intensity %d at %d is not the slope of its integral", in.At(at), at)
		}
	})
}

// What is cut to spans has the same intensity inside them, and none outside.
func TestWithinKeepsWhatIsInside(t *testing.T) {
	cal := march(t)
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, cal)
		var spans []Span
		for at := w.from - calendar.Hour; at < w.to; {
			from := at + rapid.Int64Range(0, 30*calendar.Hour).Draw(t, "rest")
			at = from + rapid.Int64Range(1, 30*calendar.Hour).Draw(t, "work")
			spans = append(spans, Span{from, at})
		}
		cut, mass := w.in.Within(spans), int64(0)
		for _, s := range spans {
			mass += w.in.Cumulative(s.To) - w.in.Cumulative(s.From)
			if got := cut.Cumulative(s.To); got != mass {
				t.Fatalf("mass %d before %d, want %d", got, s.To, mass)
			}
			if cut.At(s.From-1) != 0 && !contains(spans, s.From-1) || cut.At(s.From) != w.in.At(s.From) {
				t.Fatalf("intensity %d at %d, want %d, and none before", cut.At(s.From), s.From, w.in.At(s.From))
			}
		}
		if cut.Day() != w.in.Day() || cut.Second() != w.in.Second() {
			t.Fatal("another day or second")
		}
	})
}

func contains(spans []Span, ts int64) bool {
	for _, s := range spans {
		if ts >= s.From && ts < s.To {
			return true
		}
	}
	return false
}

func TestNothingIsDoneInOutages(t *testing.T) {
	cal := march(t)
	state := portal.NewConditions(random.New(3), cal, broken)
	from, to := cal.Day(cal.First()+3).Start, cal.Day(cal.Last()-4).Start
	in, cut := New(Shape{}, Times{Calendar: cal, Portal: state}, from, to), int64(0)
	for o := range state.Outages(from, to) {
		if in.Cumulative(o.To) != in.Cumulative(o.From) || in.At(o.From) != 0 || in.At(o.To-1) != 0 {
			t.Errorf("work in the outage at %d", o.From)
		}
		cut += o.To - o.From
	}
	if cut == 0 {
		t.Fatal("no outage")
	}
	if in.Total() != to-from-cut {
		t.Errorf("%d microseconds of work, want %d", in.Total(), to-from-cut)
	}
}

func TestOfficeHoursAreKept(t *testing.T) {
	cal := march(t)
	from, to := cal.Day(cal.First()+3).Start, cal.Day(cal.Last()-3).Start
	in := New(Shape{Hours: scenarios.OfficeHours}, Times{Calendar: cal}, from, to)
	for ts := from; ts < to; ts += 15 * calendar.Minute {
		at := time.UnixMicro(ts).In(cal.Loc)
		clock := at.Hour()*60 + at.Minute()
		open := clock >= 480 && clock < 750 || clock >= 840 && clock < 1140
		open = open && at.Weekday() != time.Saturday && at.Weekday() != time.Sunday
		if (in.At(ts) == 1) != open {
			t.Fatalf("intensity %d at %s", in.At(ts), at)
		}
	}
	if want := int64(9.5 * float64(calendar.Hour)); in.Day() != want {
		t.Errorf("an ordinary day of %d microseconds, want %d", in.Day(), want)
	}
}

// Steps of days of any length come one after the other, also where clocks change
// at midnight or by half an hour.
func TestDaysMeetWhereClocksChange(t *testing.T) {
	for zone, date := range map[string]time.Time{
		"Europe/Paris":        time.Date(2022, 10, 30, 0, 0, 0, 0, time.UTC),
		"America/Sao_Paulo":   time.Date(2017, 10, 15, 0, 0, 0, 0, time.UTC),
		"America/Havana":      time.Date(2022, 3, 13, 0, 0, 0, 0, time.UTC),
		"Australia/Lord_Howe": time.Date(2022, 4, 3, 0, 0, 0, 0, time.UTC),
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		window := scenarios.Time{Start: date.AddDate(0, 0, -5), End: date.AddDate(0, 0, 5), Location: loc}
		cal := calendar.New(&scenarios.Scenario{Time: window})
		from, to := cal.Day(cal.First()+1).Start, cal.Day(cal.Last()-1).Start
		in := New(shapeOf(&scenarios.Pacing{Shape: scenarios.Diurnal}, from), Times{Calendar: cal}, from, to)
		for i, s := range in.steps {
			if s.from >= s.to || i > 0 && s.from < in.steps[i-1].to {
				t.Errorf("%s: step %d from %d to %d", zone, i, s.from, s.to)
			}
		}
		if got := in.Worked(to); got != to-from {
			t.Errorf("%s: work at %d of %d microseconds", zone, got, to-from)
		}
	}
}

// A ramp is a straight line: half of the ramp makes a quarter of its mass, all
// of it half of what the full intensity makes.
func TestRampIsAStraightLine(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 3).Start
	for _, ramp := range []int64{1, 95, 97, 1_000_003, 3 * calendar.Hour, 96 * calendar.Hour} {
		in := New(Shape{Ramp: ramp, RampBegins: from}, Times{Calendar: cal}, from, from+200*calendar.Hour)
		if in.Start() != from || in.At(from+ramp) != Unit || ramp > 1 && in.At(from+ramp-1) == Unit {
			t.Errorf("ramp of %d: begins at %d, %d at its end", ramp, in.Start()-from, in.At(from+ramp))
		}
		if ramp < calendar.Hour {
			continue
		}
		whole, half := in.Cumulative(from+ramp), in.Cumulative(from+ramp/2)
		near(t, "mass of a ramp, of that at full intensity", float64(whole)/float64(ramp*Unit), 0.49, 0.51)
		near(t, "mass of half a ramp, of the whole", float64(half)/float64(whole), 0.245, 0.255)
	}
}

// The shapes that follow demand have an ordinary day of the mean intensity.
func TestDemandHasItsDay(t *testing.T) {
	cal := march(t)
	from, to := cal.Day(cal.First()+3).Start, cal.Day(cal.Last()-3).Start
	for _, shape := range []scenarios.Shape{scenarios.Diurnal, scenarios.OwnerMimic} {
		in := New(shapeOf(&scenarios.Pacing{Shape: shape}, from), Times{Calendar: cal}, from, to)
		near(t, "intensity of an ordinary day", float64(in.Day())/float64(24*calendar.Hour*Unit), 0.8, 1.2)
		if in.Second() != in.Day()/86_400 {
			t.Errorf("a second of %d, a day of %d", in.Second(), in.Day())
		}
		day := cal.Day(cal.First() + 8).Start
		if in.At(day+10*calendar.Hour) < 4*in.At(day+3*calendar.Hour) {
			t.Errorf("shape %d: %d at ten, too little more than at three in the night", shape, in.At(day+10*calendar.Hour))
		}
	}
}

func near(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %.3f, want %g to %g", what, got, low, high)
	}
}
