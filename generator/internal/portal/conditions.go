package portal

import (
	"iter"
	"sort"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Streams of draws.
const (
	loadStream random.Stream = 500 + iota
	slowStream
	outageStream
	maintenanceStream
	releaseStream
	textStream // how long texts are, and what else belongs to accounts and persons
	badStream
)

// Conditions is the state of the portal over time: how busy it is, when it is
// slow, when it is down, and which release of its pages is out. All of it
// follows from the key and the date, never from the traffic that a scenario
// makes, so that it is the same in every slice, shard and counterfactual.
//
// It is read-only after NewConditions and safe for concurrent use.
type Conditions struct {
	origin   int64    // time of the first cell
	load     []uint16 // by cell, in 1/1024
	pace     []uint16 // load times slow-down, likewise
	outages  []Outage // in order, apart
	bad      []badSpell
	releases releases
	texts    texts
}

// Outage is a time in which the portal answers nothing but errors.
type Outage struct {
	From, To int64  // microseconds, [From, To)
	Status   uint16 // 502 or 503
	Planned  bool   // maintenance
}

// cell is the step of the tables of load and pace; between steps they are
// straight lines.
const (
	cell    = 5 * calendar.Minute
	unit    = 1024
	million = random.Million
)

// NewConditions lays out the state of the portal over the days of a calendar.
func NewConditions(key random.Key, cal *calendar.Calendar, p scenarios.Portal) *Conditions {
	last := cal.Day(cal.Last())
	c := &Conditions{origin: cal.Day(cal.First()).Start}
	c.load = make([]uint16, (last.Start+last.Length-c.origin)/cell+2)
	for n := cal.First(); n <= cal.Last(); n++ {
		c.fillDay(key, cal.Day(n))
	}
	for i := range c.load {
		if c.load[i] == 0 { // the hour that a clock shows twice
			c.load[i] = c.load[max(i-1, 0)]
		}
	}
	c.pace = append([]uint16(nil), c.load...)
	for n := cal.First(); n <= cal.Last(); n++ {
		c.slowDown(key.Stream(slowStream).At(uint64(n)), cal.Day(n), p.SlowDowns)
	}
	c.plan(key, cal, p)
	c.addBad(key.Stream(badStream), cal)
	releases := key.Stream(releaseStream)
	c.releases = newReleases(releases, cal, p.Releases).and(releases, cal, p.ReleaseOn)
	c.texts = texts{key.Stream(textStream)}
	return c
}

// Demand on the portal by hour, in hundredths of the busiest, and by weekday
// from Sunday on. The hours are those of practices, pharmacies and desks taken
// together and the weekdays those of general practice (Monday the busiest),
// as in the base traffic; the curve itself is an assumption.
var (
	demandHours = [25]int64{4, 3, 2, 2, 2, 3, 6, 18, 58, 92, 100, 90, 48, 44, 74, 84, 86, 80, 60, 30, 16, 11, 8, 5, 4}
	demandDays  = [7]int64{10, 100, 93, 84, 88, 92, 44}
)

const (
	idleLoad = 600_000 // at night
	busyLoad = 800_000 // more than that on Monday at ten
)

// fillDay writes the load of a day: the curve of demand with a day's own
// noise of some 5 %.
func (c *Conditions) fillDay(key random.Key, d *calendar.Day) {
	draw := key.Stream(loadStream).At(uint64(d.Number)).Rand()
	day := random.ScaleExp(demandDays[d.Weekday]*10_000, draw.Normal()/20) * (d.Demand / 1000) / 1000
	if d.Bank {
		day /= 8
	}
	for zone := range 3 {
		if d.School[zone] {
			day = day * 97 / 100
		}
	}
	for wall := int64(0); wall < 24*calendar.Hour; wall += cell {
		h, part := wall/calendar.Hour, wall%calendar.Hour/calendar.Minute
		shape := (demandHours[h]*(60-part) + demandHours[h+1]*part) * 10_000 / 60
		load := idleLoad + busyLoad*(shape/1000)/1000*(day/1000)/1000
		c.load[(d.At(wall)-c.origin)/cell] = uint16(load * unit / million)
	}
}

// slowDown makes some hours of some days slow.
func (c *Conditions) slowDown(key random.Key, d *calendar.Day, perMonth scenarios.Share) {
	if !key.At(drawWhether).Chance(perDay(perMonth)) {
		return
	}
	draw := key.At(drawCourse).Rand()
	from := c.busyMoment(key.At(drawWhen), d)
	to := from + draw.Between(20*calendar.Minute, 90*calendar.Minute)
	times := draw.Between(2*unit, 5*unit)
	for i := (from - c.origin) / cell; i <= (to-c.origin)/cell && i < int64(len(c.pace)); i++ {
		c.pace[i] = uint16(int64(c.load[i]) * times / unit)
	}
}

// busyMoment draws a moment of a day, busy ones more often: what breaks, breaks
// under load.
func (c *Conditions) busyMoment(key random.Key, d *calendar.Day) int64 {
	var ts int64
	for try := range uint64(8) {
		ts = d.Start + int64(key.At2(drawMoment, try).Below(uint64(d.Length)))
		if key.At2(drawBusy, try).Chance((c.Load(ts) - 500_000) * 10 / 9) {
			break
		}
	}
	return ts
}

// perDay is the chance of a day for what happens so often in a month of 30.44
// days.
func perDay(perMonth scenarios.Share) int64 { return int64(perMonth) * 100 / 3044 }

// Load is how busy the portal is, in millionths of its mean: about 1.4 on a
// Monday at ten, 0.6 at night.
func (c *Conditions) Load(ts int64) int64 { return c.at(c.load, ts) * million / unit }

// Pace is by how much answers take longer than on average, in 1/1024: the load
// times a slow-down if there is one.
func (c *Conditions) Pace(ts int64) int64 { return c.at(c.pace, ts) }

func (c *Conditions) at(table []uint16, ts int64) int64 {
	i := uint64(ts-c.origin) / uint64(cell)
	if i >= uint64(len(table)-1) {
		return unit
	}
	part := (ts - c.origin - int64(i)*cell) >> 10 // units of 1/1024 second
	return int64(table[i]) + (int64(table[i+1])-int64(table[i]))*part/(cell>>10)
}

// Down reports whether the portal is down at an instant, until when, and the
// HTTP status that it answers.
func (c *Conditions) Down(ts int64) (until int64, status uint16, ok bool) {
	if i := c.next(ts); i < len(c.outages) && c.outages[i].From <= ts {
		return c.outages[i].To, c.outages[i].Status, true
	}
	return 0, 0, false
}

// next is the first outage that ends after an instant.
func (c *Conditions) next(ts int64) int {
	return sort.Search(len(c.outages), func(i int) bool { return c.outages[i].To > ts })
}

// Release is the number of the release that is out at an instant, from 0.
func (c *Conditions) Release(ts int64) uint8 { return c.releases.at(ts) }

// Released is when the release of an instant came out. The first of a scenario
// counts as old: it came out at the beginning of time.
func (c *Conditions) Released(ts int64) int64 {
	if i := c.Release(ts); i > 0 {
		return c.releases[i].from
	}
	return 0
}

// Names lists the static files of each release.
func (c *Conditions) Names() []event.AssetNames {
	names := make([]event.AssetNames, len(c.releases))
	for i := range c.releases {
		names[i] = c.releases[i].name
	}
	return names
}

// page is the size of a template or file at an instant, without what it shows of
// anybody.
func (c *Conditions) page(ts int64, p page) uint32 { return c.releases[c.Release(ts)].size[p] }

// Outages ranges over the outages that have a part in [from, to), in order.
func (c *Conditions) Outages(from, to int64) iter.Seq[Outage] {
	return func(yield func(Outage) bool) {
		for _, o := range c.within(from, to) {
			if !yield(o) {
				return
			}
		}
	}
}

// within is the outages that have a part in [from, to).
func (c *Conditions) within(from, to int64) []Outage {
	i := c.next(from)
	j := i
	for j < len(c.outages) && c.outages[j].From < to {
		j++
	}
	return c.outages[i:j]
}

// plan lays out the outages and the maintenance of each day.
func (c *Conditions) plan(key random.Key, cal *calendar.Calendar, p scenarios.Portal) {
	for n := cal.First(); n <= cal.Last(); n++ {
		d := cal.Day(n)
		if k := key.Stream(maintenanceStream).At(uint64(n)); k.At(drawWhether).Chance(perDay(p.Maintenance)) {
			draw := k.At(drawCourse).Rand()
			from := d.At(2*calendar.Hour + draw.Between(0, 15*calendar.Minute))
			c.close(
				Outage{
					From:    from,
					To:      from + draw.Between(20*calendar.Minute, 100*calendar.Minute),
					Status:  503,
					Planned: true,
				},
			)
		}
		if k := key.Stream(outageStream).At(uint64(n)); k.At(drawWhether).Chance(perDay(p.Outages)) {
			draw := k.At(drawCourse).Rand()
			o := Outage{From: c.busyMoment(k.At(drawWhen), d), Status: 502}
			o.To = o.From + min(
				max(draw.LogNormal(8*calendar.Minute, random.One*6/10), 3*calendar.Minute),
				25*calendar.Minute,
			)
			if draw.Chance(400_000) {
				o.Status = 503
			}
			c.close(o)
		}
	}
}

// close adds an outage; one that comes upon another is the same one.
func (c *Conditions) close(o Outage) {
	const apart = 30 * calendar.Minute
	if n := len(c.outages); n > 0 && o.From < c.outages[n-1].To+apart {
		return
	}
	c.outages = append(c.outages, o)
}
