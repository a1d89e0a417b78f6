package background

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// calendar is A14: benign traffic keeps human hours.
//
//   - Weeks: Sunday has 5 to 45 % of a mean working day, Saturday 30 to 90 %;
//     needs two weeks. Bank holidays have at most 60 % of a mean working day.
//   - Days: the busiest local hour has 3 to 2000 times the events of the quietest,
//     and between 08:00 and 20:00 1.3 to 9 times, over working days. Logs of
//     public sites show 6 to 9 over the whole day, but practices close at night;
//     beyond 2000 the night was switched off. Needs 5,000 events, and
//     the first ratio ten hospital desks, for the night is theirs.
//   - Gaps: between an account's look-ups in one session, standard deviation over
//     mean, pooled over all sessions, is 1.25 to 3: above a Poisson process, as
//     human gaps are (Radicchi 2009; Surge, Barford & Crovella 1998), and above sessions
//     of unequal tempo that are even in themselves. Gaps over an
//     hour are none: the session is over. Needs 200 gaps.
//
// Bounds are for practitioners' portals and assumed where no source is named.
type calendar struct {
	w     *world.World
	days  []dayCount
	hours [24]float64
	gaps  stats.Pearson // only its first column is used
	last  map[uint64]int64
}

type dayCount struct {
	date    string
	weekday time.Weekday
	bank    bool
	events  float64
}

// NewCalendar returns A14 before it has seen a dataset.
func NewCalendar(w *world.World) world.Check { return &calendar{w: w, last: map[uint64]int64{}} }

func (c *calendar) Day(d *world.Day) {
	t := time.UnixMicro(d.Start).In(c.w.Loc)
	n := dayCount{date: d.Date, weekday: t.Weekday(), bank: bankHoliday(t)}
	work := n.weekday >= time.Monday && n.weekday <= time.Friday && !n.bank
	for _, g := range d.Groups {
		clear(c.last)
		for _, i := range g {
			r := &d.Rows[i]
			if r.Mark.Label != world.Benign {
				continue
			}
			n.events++
			if work {
				c.hours[r.Hour]++
			}
			if r.Of(world.Action) == c.w.Words.LookUp {
				if before, ok := c.last[r.Session]; ok && r.TS-before <= measure.Hour {
					c.gaps.Add(float64(r.TS-before), 0)
				}
				c.last[r.Session] = r.TS
			}
		}
	}
	c.days = append(c.days, n)
}

func (c *calendar) Finish(context.Context) ([]figure.Figure, error) {
	out := c.week()
	// Websites for everybody have 6 to 9. At four in the morning nobody is at this one but
	// wards, those on duty and programs: some three hundred in large worlds, over a thousand
	// in small ones.
	night := c.ratio("busiest to quietest hour", [2]int{0, 24}, band(3, 2000))
	if desks(c.w) < 10 {
		night.Verdict = figure.NotApplicable
	}
	out = append(out, night, c.ratio("busiest to quietest hour of 08:00-20:00", [2]int{8, 20}, band(1.3, 9)),
		c.variation())
	for i := range out {
		if out[i].Verdict == figure.Fail {
			out[i].Example = "benign events of the whole dataset"
		}
	}
	return out, nil
}

// week judges the days against the mean working day.
func (c *calendar) week() []figure.Figure {
	var sums, counts [3]float64 // working days, Saturdays, Sundays
	for _, d := range c.days {
		k := 0
		switch {
		case d.bank:
			continue
		case d.weekday == time.Saturday:
			k = 1
		case d.weekday == time.Sunday:
			k = 2
		}
		sums[k], counts[k] = sums[k]+d.events, counts[k]+1
	}
	mean := sums[0] / math.Max(counts[0], 1)
	weekend := func(name string, k int, of figure.Band) figure.Figure {
		f := figure.Within(name, sums[k]/math.Max(counts[k], 1)/math.Max(mean, 1), of, int64(counts[k]))
		if counts[k] < 2 {
			f.Verdict = figure.NotApplicable
		}
		return f
	}
	out := []figure.Figure{weekend("Saturdays to working days", 1, band(0.30, 0.90)),
		weekend("Sundays to working days", 2, band(0.05, 0.45))}
	for _, d := range c.days {
		if d.bank && counts[0] > 0 {
			out = append(out, figure.AtMost("bank holiday "+d.date+" to working days", d.events/math.Max(mean, 1), 0.6,
				int64(d.events)))
		}
	}
	return out
}

// desks counts the accounts that work through the night.
func desks(w *world.World) int {
	n := 0
	for _, o := range w.Owners {
		if o.Profile == "hospital_desk" {
			n++
		}
	}
	return n
}

// ratio judges the busiest hour of some against the quietest.
func (c *calendar) ratio(name string, hours [2]int, of figure.Band) figure.Figure {
	least, most, all := math.Inf(1), 0.0, 0.0
	for h := hours[0]; h < hours[1]; h++ {
		least, most, all = math.Min(least, c.hours[h]), math.Max(most, c.hours[h]), all+c.hours[h]
	}
	f := figure.Within(name, most/math.Max(least, 1), of, int64(all))
	if all < 5000 {
		f.Verdict = figure.NotApplicable
	}
	return f
}

func (c *calendar) variation() figure.Figure {
	f := figure.Within("variation of human gaps", c.gaps.Variation(), band(1.25, 3), int64(c.gaps.Count()))
	if c.gaps.Count() < 200 {
		f.Verdict = figure.NotApplicable
	}
	return f
}

// bankHoliday reports the public holidays of mainland France (Code du travail,
// L3133-1). Easter is by Gauss's rule in the form of Lichtenberg (1997).
func bankHoliday(t time.Time) bool {
	y := t.Year()
	switch fmt.Sprintf("%02d-%02d", t.Month(), t.Day()) {
	case "01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25":
		return true
	}
	k := y / 100
	m := 15 + (3*k+3)/4 - (8*k+13)/25
	a := y % 19
	d := (19*a + m) % 30
	r := (d + a/11) / 29
	og := 21 + d - r
	sz := 7 - (y+y/4+2-(3*k+3)/4)%7
	easter := time.Date(y, time.March, og+7-((og-sz)%7+7)%7, 0, 0, 0, 0, time.UTC)
	for _, after := range []int{1, 39, 50} {
		if e := easter.AddDate(0, 0, after); e.Month() == t.Month() && e.Day() == t.Day() {
			return true
		}
	}
	return false
}
