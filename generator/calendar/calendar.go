// Package calendar knows the local days of a scenario: when each begins in
// UTC, how long it is, what weekday and holiday it is, and what demand the
// season makes.
//
// It stands beside population: actors ask it, it asks nobody. Days are
// numbered since 1970-01-01 in local dates, so a day's facts do not depend on
// where the scenario starts. It draws nothing.
package calendar

import (
	"sort"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/localday"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Lengths in microseconds.
const (
	Second = int64(measure.Second)
	Minute = int64(measure.Minute)
	Hour   = int64(measure.Hour)
)

// Million is the unit of factors.
const Million = measure.Million

// Day is one local day.
type Day struct {
	Number  int32
	Start   int64 // first instant of the day, microseconds since 1970 UTC
	Length  int64 // 23, 24 or 25 hours
	Weekday time.Weekday
	Bank    bool                         // public holiday
	School  [4]bool                      // zone A, B, C on school holiday; the last is never
	Return  [4]bool                      // first weekday after a zone's school holidays
	Demand  int64                        // what epidemics and seasons make of an ordinary day, in millionths
	Gains   [scenarios.NumProfiles]int64 // what seasons of a profile alone make of it; 0 = nothing
	turn    int64                        // wall time of a clock change; 0 = none
	shift   int64                        // by how much the clock goes forward at turn
}

// Calendar holds the days of a scenario and three more at either end, since
// sessions reach over midnight.
type Calendar struct {
	first int32
	days  []Day
	Loc   *time.Location
}

// New lists the days of the scenario's window.
func New(sc *scenarios.Scenario) *Calendar {
	loc := sc.Time.Location
	c := &Calendar{Loc: loc}
	start := sc.Time.Start.In(loc)
	date := time.Date(start.Year(), start.Month(), start.Day()-3, 0, 0, 0, 0, time.UTC)
	c.first = int32(date.Unix() / 86400)
	for ; date.Before(sc.Time.End.In(loc).AddDate(0, 0, 4)); date = date.AddDate(0, 0, 1) {
		c.days = append(c.days, newDay(date, loc, &sc.Calendar))
	}
	return c
}

func newDay(date time.Time, loc *time.Location, opts *scenarios.Calendar) Day {
	y, m, dd := date.Date()
	from, to := localday.Start(y, m, dd, loc), localday.Start(y, m, dd+1, loc)
	d := Day{
		Number: int32(date.Unix() / 86400), Start: from.UnixMicro(), Length: to.Sub(from).Microseconds(),
		Weekday: date.Weekday(), Demand: demand(opts.Epidemics, from.UnixMicro()+12*Hour),
	}
	d.season(opts.Seasons)
	d.Bank = scenarios.BankHoliday(opts.Country, y, m, dd)
	if opts.SchoolZones {
		for z := range 3 {
			d.School[z] = onHoliday(z, date)
			d.Return[z] = !d.School[z] && d.Weekday == time.Monday &&
				(onHoliday(z, date.AddDate(0, 0, -1)) || onHoliday(z, date.AddDate(0, 0, -3)))
		}
	}
	d.turn, d.shift = clockChange(from, to)
	return d
}

// clockChange finds the wall time at which the day's clock is moved, and by
// how much, to the second by bisection. A day whose midnight was left out
// begins with the change.
func clockChange(from, to time.Time) (turn, shift int64) {
	if h, m, s := from.Clock(); h+m+s > 0 {
		return 0, int64(h)*Hour + int64(m)*Minute + int64(s)*Second
	}
	_, before := from.Zone()
	_, after := to.Zone()
	if before == after {
		return 0, 0
	}
	n := int(to.Sub(from) / time.Second)
	i := sort.Search(n, func(i int) bool {
		_, off := from.Add(time.Duration(i) * time.Second).Zone()
		return off != before
	})
	return int64(i) * Second, int64(after-before) * Second
}

// demand is the product of the epidemics' gains: each rises linearly from its
// onset to its peak and falls as fast, which is the usual first description of
// a seasonal wave.
func demand(es []scenarios.Epidemic, at int64) int64 {
	total := int64(Million)
	for _, e := range es {
		onset, peak := e.Onset.UnixMicro(), e.Peak.UnixMicro()
		width := peak - onset
		if width <= 0 {
			continue
		}
		distance := at - peak
		if distance < 0 {
			distance = -distance
		}
		if distance >= width {
			continue
		}
		gain := (int64(e.Gain) - Million) * ((width - distance) / Second) / (width / Second)
		total = total * (Million + gain) / Million
	}
	return total
}

// season multiplies the day's demand by the seasons that are on.
func (d *Day) season(list []scenarios.Season) {
	for i := range list {
		s := &list[i]
		if !d.In(s.From, s.To) {
			continue
		}
		if len(s.Profiles) == 0 {
			d.Demand = d.Demand * int64(s.Gain) / Million
		}
		for _, p := range s.Profiles {
			d.Gains[p] = max(d.Gains[p], Million) * int64(s.Gain) / Million
		}
	}
}

// In reports whether the day's noon lies in [from, to).
func (d *Day) In(from, to time.Time) bool {
	noon := d.Start + 12*Hour
	return from.UnixMicro() <= noon && noon < to.UnixMicro()
}

// DemandOf is what epidemics and seasons make of an ordinary day of a profile, in
// millionths.
func (d *Day) DemandOf(p scenarios.Profile) int64 {
	if d.Gains[p] == 0 {
		return d.Demand
	}
	return d.Demand * d.Gains[p] / Million
}

// Day returns the day of a number; it must lie in the scenario's window or up
// to three days around it.
func (c *Calendar) Day(n int32) *Day { return &c.days[n-c.first] }

// First and Last bound the numbers that Day takes.
func (c *Calendar) First() int32 { return c.first }

// Last is the last number that Day takes.
func (c *Calendar) Last() int32 { return c.first + int32(len(c.days)) - 1 }

// Of returns the local day of an instant.
func (c *Calendar) Of(ts int64) *Day {
	i := sort.Search(len(c.days), func(i int) bool { return c.days[i].Start > ts })
	return &c.days[max(i-1, 0)]
}

// At returns the instant at which the clock on the wall shows the given time
// since midnight. A time that the clock skips happens as if it had not yet
// been moved; one that it shows twice happens the first time.
func (d *Day) At(wall int64) int64 {
	if d.shift > 0 && wall >= d.turn+d.shift || d.shift < 0 && wall >= d.turn {
		return d.Start + wall - d.shift
	}
	return d.Start + wall
}
