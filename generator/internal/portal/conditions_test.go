package portal

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// conditions lays out a portal with the default rates over a period.
func conditions(t *testing.T, from, to string) (*Conditions, *calendar.Calendar) {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) time.Time {
		v, err := time.ParseInLocation(time.DateOnly, s, paris)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	cal := calendar.New(&scenarios.Scenario{
		Time: scenarios.Time{Start: day(from), End: day(to), Location: paris}, Calendar: scenarios.Calendar{Country: "FR", SchoolZones: true},
	})
	p := scenarios.Portal{Outages: 2_000_000, SlowDowns: 4_000_000, Maintenance: 2_000_000, Releases: 1_200_000}
	return NewConditions(random.New(3), cal, p), cal
}

func TestLoad(t *testing.T) {
	c, cal := conditions(t, "2022-01-03", "2022-12-31")
	mean := func(weekday time.Weekday, hour int64) int64 {
		var sum, n int64
		for d := cal.First(); d <= cal.Last(); d++ {
			if x := cal.Day(d); x.Weekday == weekday && !x.Bank {
				sum, n = sum+c.Load(x.At(hour*calendar.Hour)), n+1
			}
		}
		return sum / n
	}
	monday, night, sunday, noon := mean(time.Monday, 10), mean(time.Wednesday, 3), mean(time.Sunday, 10), mean(time.Monday, 13)
	t.Logf("load: Monday 10 h %d, 13 h %d; Sunday 10 h %d; night %d", monday, noon, sunday, night)
	if monday < 1_300_000 || monday > 1_500_000 || night < 580_000 || night > 650_000 || sunday > 750_000 || noon > monday*9/10 {
		t.Error("not the curve of demand")
	}
	for ts := cal.Day(cal.First()).Start; ts < cal.Day(cal.Last()).Start; ts += 7 * calendar.Minute {
		if p := c.Pace(ts); p < 500 || p > 10*unit {
			t.Fatalf("answers take %d/1024 of the usual time at %s", p, time.UnixMicro(ts).UTC())
		}
	}
}

func TestOutages(t *testing.T) {
	c, cal := conditions(t, "2020-01-01", "2029-12-31")
	var planned, unplanned, last, work int64
	from, to := cal.Day(cal.First()).Start, cal.Day(cal.Last()).Start
	for o := range c.Outages(from, to) {
		length, at := o.To-o.From, time.UnixMicro(o.From).In(cal.Loc)
		if o.From < last || o.Status != 502 && o.Status != 503 {
			t.Fatalf("outage %+v after %d", o, last)
		}
		last = o.To
		if o.Planned {
			planned++
			if at.Hour() != 2 || length < 20*calendar.Minute || length > 100*calendar.Minute {
				t.Errorf("maintenance at %s for %d minutes", at, length/calendar.Minute)
			}
		} else {
			unplanned++
			if at.Hour() >= 8 && at.Hour() < 19 {
				work++
			}
			if length < 3*calendar.Minute || length > 25*calendar.Minute {
				t.Errorf("outage at %s for %d minutes", at, length/calendar.Minute)
			}
		}
		until, status, down := c.Down(o.From)
		if _, _, before := c.Down(o.From - 1); !down || until != o.To || status != o.Status || before {
			t.Errorf("outage %+v: down %v until %d with %d", o, down, until, status)
		}
		if _, _, down := c.Down(o.To); down {
			t.Errorf("still down at the end of %+v", o)
		}
	}
	months := (to - from) / (30 * calendar.Hour * 24)
	t.Logf("%d outages, %d of them from 8 to 19 h, and %d times of maintenance in %d months", unplanned, work, planned, months)
	if unplanned < months*16/10 || unplanned > months*24/10 || planned < months*16/10 || planned > months*24/10 || work*100 < unplanned*55 {
		t.Error("not two of each a month, or not when the portal is busy")
	}
}

func TestReleases(t *testing.T) {
	c, cal := conditions(t, "2020-01-01", "2029-12-31")
	for i := 1; i < len(c.releases); i++ {
		r, before := &c.releases[i], &c.releases[i-1]
		at, days := time.UnixMicro(r.from).In(cal.Loc), (r.from-before.from)/(24*calendar.Hour)
		if i > 1 && (days < 12 || days > 38) || at.Weekday() < time.Tuesday || at.Weekday() > time.Thursday || at.Hour() < 5 || at.Hour() > 6 {
			t.Errorf("release at %s, %d days after the last", at, days)
		}
		if r.name.App == before.name.App || r.fresh[vendorFile] != (r.name.Vendor != before.name.Vendor) || r.fresh[styleFile] != (r.name.Style != before.name.Style) {
			t.Errorf("release %+v after %+v", r.name, before.name)
		}
		if c.Release(r.from) != uint8(i) || c.Release(r.from-1) != uint8(i-1) || c.Released(r.from) != r.from {
			t.Errorf("release %d is not out at its own time", i)
		}
	}
	if n := len(c.releases); n < 110 || n > 160 {
		t.Errorf("%d releases in ten years", n)
	}
}

// What the portal is like at a time does not depend on where the scenario
// begins or ends.
func TestConditionsDoNotDependOnThePeriod(t *testing.T) {
	long, cal := conditions(t, "2022-01-01", "2022-12-31")
	short, _ := conditions(t, "2022-05-01", "2022-06-15")
	from, to := cal.Loc, cal.Loc
	a, b := time.Date(2022, 5, 1, 0, 0, 0, 0, from).UnixMicro(), time.Date(2022, 6, 15, 0, 0, 0, 0, to).UnixMicro()
	for ts := a; ts < b; ts += 11 * calendar.Minute {
		x, y := long.releases[long.Release(ts)], short.releases[short.Release(ts)]
		if long.Pace(ts) != short.Pace(ts) || long.Load(ts) != short.Load(ts) || x.name != y.name || x.size != y.size {
			t.Fatalf("%s differs", time.UnixMicro(ts).UTC())
		}
	}
	if x, y := slices.Collect(long.Outages(a, b)), slices.Collect(short.Outages(a, b)); len(x) == 0 || !slices.Equal(x, y) {
		t.Errorf("outages %v, %v", x, y)
	}
}

func BenchmarkPace(b *testing.B) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	cal := calendar.New(&scenarios.Scenario{Time: scenarios.Time{Start: time.Date(2022, 1, 1, 0, 0, 0, 0, paris), End: time.Date(2022, 12, 31, 0, 0, 0, 0, paris), Location: paris}})
	c := NewConditions(random.New(3), cal, scenarios.Portal{Outages: 2_000_000})
	from, sum := cal.Day(cal.First()).Start, int64(0)
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		sum += c.Pace(from + i%(300*24)*calendar.Hour)
	}
	_ = sum
}
