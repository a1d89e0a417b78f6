package campaign

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

func testCalendar(tb interface{ Fatal(...any) }) *calendar.Calendar {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		tb.Fatal(err)
	}
	return calendar.New(&scenarios.Scenario{
		Time:     scenarios.Time{Start: time.Date(2022, 3, 1, 0, 0, 0, 0, loc), End: time.Date(2022, 4, 1, 0, 0, 0, 0, loc), Location: loc},
		Calendar: scenarios.Calendar{Country: "FR"},
	})
}

var shapes = []scenarios.Shape{scenarios.Constant, scenarios.PoissonShape, scenarios.LogNormalShape, scenarios.Burst, scenarios.Diurnal, scenarios.OwnerMimic}

var thinkTimes = []scenarios.Distribution{
	{},
	{Law: scenarios.ConstantLaw, Center: scenarios.Micros(12 * calendar.Second)},
	{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(25 * calendar.Second), Sigma: 900_000},
	{Law: scenarios.NormalLaw, Center: scenarios.Micros(2 * calendar.Second), SD: scenarios.Micros(calendar.Second)},
	{Law: scenarios.ExponentialLaw, Center: scenarios.Micros(600 * calendar.Second)},
}

// testTide is the tide of a nurse's account in a world of doctors and desks.
func testTide(cal *calendar.Calendar, p scenarios.Pacing, start, end int64) *tide {
	c := curve{hours: p.Hours, owner: scenarios.Nurse, ramp: int64(p.Ramp), rampsAt: start}
	switch p.Shape {
	case scenarios.OwnerMimic:
		c.demand = []share{{scenarios.Nurse, million}}
	case scenarios.Diurnal:
		c.demand = []share{{scenarios.GP, 700_000}, {scenarios.HospitalDesk, 300_000}}
	}
	return newTide(c, times{cal: cal}, start, end)
}

func TestPaceMeetsItsNumber(t *testing.T) {
	cal := testCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		start := cal.Day(cal.First()+5).Start + rapid.Int64Range(0, 20*calendar.Hour).Draw(t, "start")
		stop := start + rapid.Int64Range(40*calendar.Hour, 400*calendar.Hour).Draw(t, "length")
		end := stop + 100*calendar.Hour
		n := rapid.Uint64Range(1, 40_000).Draw(t, "n")
		sc := scenarios.Pacing{
			Shape: rapid.SampledFrom(shapes).Draw(t, "shape"),
			Hours: rapid.SampledFrom([]scenarios.Hours{scenarios.AllHours, scenarios.OfficeHours, scenarios.OwnerHours}).Draw(t, "hours"),
			Ramp:  scenarios.Micros(rapid.SampledFrom([]int64{0, calendar.Hour, stop - start}).Draw(t, "ramp")),
		}
		if sc.Shape == scenarios.Constant {
			sc.Jitter = scenarios.Share(rapid.Int64Range(0, 1_000_000).Draw(t, "jitter"))
		} else if sc.Shape != scenarios.PoissonShape {
			sc.ThinkTime = rapid.SampledFrom(thinkTimes).Draw(t, "think time")
		}
		p := newPace(sc, testTide(cal, sc, start, end), start, stop, end, n, random.New(rapid.Uint64().Draw(t, "seed")))
		if len(p.turns) == 0 {
			return // a window without working hours
		}
		if got := p.first(stop); got != n {
			t.Fatalf("%d look-ups before the stop, want %d", got, n)
		}
		last := int64(0)
		for i := uint64(0); i < n; i += 1 + n/50 {
			ts := p.at(i)
			if ts < start || ts >= stop || ts < last {
				t.Fatalf("look-up %d at %d, after %d; window %d to %d", i, ts, last, start, stop)
			}
			if f := p.first(ts); f > i || p.at(f) != ts {
				t.Fatalf("first(%d) = %d, not %d", ts, f, i)
			}
			last = ts
		}
	})
}

func TestOfficeHoursAreKept(t *testing.T) {
	cal := testCalendar(t)
	start := cal.Day(cal.First() + 5).Start
	stop, sc := start+240*calendar.Hour, scenarios.Pacing{Shape: scenarios.PoissonShape, Hours: scenarios.OfficeHours}
	p := newPace(sc, testTide(cal, sc, start, stop), start, stop, stop, 3000, random.New(1))
	for i := range uint64(3000) {
		at := time.UnixMicro(p.at(i)).In(cal.Loc)
		if h := at.Hour(); h < 8 || h > 18 || h == 13 || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
			t.Fatalf("look-up %d at %s", i, at)
		}
	}
}
