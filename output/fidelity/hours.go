package fidelity

import (
	"maps"
	"math"
	"slices"
	"time"
)

// calendar is what an account's own hours are known by.
type calendar struct {
	profile string

	day     int // in progress
	today   int64
	last    float64 // hour of the look-up before, from 9:00 on
	silence float64 // longest from 9:00 to 19:30

	first  moments // hour of the first look-up, Monday to Friday
	nights int64   // days with one between 0:00 and 5:00
	night  int     // the day counted last, from 1

	total, lunch, monday int64
	weekday              [7]int64

	quarter  [2]float64 // sums of cosine and sine on a grid of 15 minutes
	begun    int64
	previous float64 // hour of the look-up before, of the day in progress
}

// hours asks when accounts work (A7, A8) and whether minutes have edges (B9).
type hours struct {
	accounts map[int]*calendar
	days     int
	volume   map[string]*ratio // profiles, to the look-ups from 0:00 to 5:00
	silences moments           // of pharmacy-days of 30 look-ups and more
	minutes  [60]int64         // sign-ins
}

func newHours() *hours {
	return &hours{accounts: map[int]*calendar{}, volume: map[string]*ratio{}}
}

// daybreak and the others are hours of the local day.
const (
	nightEnd = 5
	opening  = 9
	closing  = 19.5
)

func (h *hours) event(e *entry) {
	if !e.ordinary || e.account == nil {
		return
	}
	h.days = max(h.days, e.day+1)
	if e.Action == "login" && e.Outcome == "success" {
		h.minutes[int(e.hour*60)%60]++
	}
	if e.Action != "lookup" {
		return
	}
	c := h.accounts[e.account.number]
	if c == nil {
		c = &calendar{profile: e.account.Profile, day: -1}
		h.accounts[e.account.number] = c
	}
	entryOf(h.volume, c.profile).add(e.hour < nightEnd)
	if c.day != e.day {
		h.close(c)
		c.begin(e)
	}
	c.add(e)
}

// begin opens a day.
func (c *calendar) begin(e *entry) {
	c.day, c.today, c.last, c.silence, c.previous = e.day, 0, opening, 0, -1
	if e.weekday != time.Saturday && e.weekday != time.Sunday {
		c.first.add(e.hour)
	}
}

func (c *calendar) add(e *entry) {
	c.today++
	c.total++
	c.weekday[e.weekday]++
	if e.hour < nightEnd && c.night != e.day+1 {
		c.night = e.day + 1
		c.nights++
	}
	if e.hour > opening && e.hour < closing {
		c.silence = max(c.silence, e.hour-c.last)
		c.last = e.hour
	}
	if e.hour >= 12.5 && e.hour < 13.5 {
		c.lunch++
	}
	if e.weekday == time.Monday && e.hour < 12 {
		c.monday++
	}
	if e.hour-c.previous > 1.0/30 || c.previous < 0 { // somebody new is there
		turn := 2 * math.Pi * math.Mod(e.hour*4, 1)
		c.quarter[0] += math.Cos(turn)
		c.quarter[1] += math.Sin(turn)
		c.begun++
	}
	c.previous = e.hour
}

// close counts the day of an account that is over.
func (h *hours) close(c *calendar) {
	if c.today == 0 {
		return
	}
	if c.profile == "pharmacy" && c.today >= 30 {
		h.silences.add(max(c.silence, closing-c.last))
	}
}

// enough is how many look-ups an account needs before its habits are judged.
const enough = 100

func (h *hours) figures() []Figure {
	var nightly = map[string]*ratio{"pharmacy": {}, "gp": {}, "nurse": {}}
	var first = map[string]*moments{"pharmacy": {}, "gp": {}}
	var lunch, monday, dayOff ratio
	var edges moments
	for _, number := range slices.Sorted(maps.Keys(h.accounts)) { // sums of fractions depend on their order
		c := h.accounts[number]
		h.close(c)
		if r := nightly[c.profile]; r != nil && c.total >= enough {
			r.part += c.nights
			r.whole += int64(h.days)
		}
		if m := first[c.profile]; m != nil && c.first.n >= 10 {
			m.add(c.first.deviation())
		}
		if c.total < enough {
			continue
		}
		switch c.profile {
		case "pharmacy":
			lunch.add(float64(c.lunch) <= 0.005*float64(c.total))
			monday.add(float64(c.monday) <= 0.005*float64(c.total))
		case "gp":
			dayOff.add(c.offDay())
			edges.add(math.Hypot(c.quarter[0], c.quarter[1]) / math.Sqrt(float64(c.begun)))
		}
	}
	return append(h.nights(nightly), []Figure{
		asked{"A8", "first look-up of a pharmacy's day, deviation within an account", AtMost(1.5),
			"opens at one hour", "assumed"}.mean(Hours, *first["pharmacy"]),
		asked{"A8", "first look-up of a general practitioner's day, deviation within an account", AtMost(2),
			"one or two hours", "assumed"}.mean(Hours, *first["gp"]),
		asked{"A8", "longest silence of a busy pharmacy, 9:00 to 19:30, mean", AtMost(3), "its noon, if it shuts",
			"assumed"}.
			mean(Hours, h.silences),
		asked{"A8", "pharmacies that shut at noon", Between(0.1, 0.8), "many outside towns", "assumed"}.share(lunch),
		asked{"A8", "pharmacies without a Monday morning", Between(0.05, 0.6), "common", "assumed"}.share(monday),
		asked{"A8", "general practitioners with a weekday off", AtLeast(0.15), "most, Wednesday or Thursday",
			"assumed"}.share(dayOff),
		asked{"B9", "Rayleigh statistic of new patients on a 15-minute grid, mean over GPs", AtLeast(1.5),
			"0.89 by chance; 70 % of practices are booked", "assumed"}.mean(Number, edges),
		asked{"B9", "busiest minute of the hour over the mean, sign-ins", AtLeast(1.15),
			"edges at the hour and its half", "assumed"}.
			value(Number, edge(h.minutes[:]), sum(h.minutes[:])),
	}...)
}

func (h *hours) nights(nightly map[string]*ratio) []Figure {
	volume := func(profile string) ratio { return *entryOf(h.volume, profile) }
	return []Figure{
		asked{"A7", "nights (0:00 to 5:00) on which a pharmacy looks somebody up", AtMost(0.04),
			"one in thirty on duty", "assumed"}.share(*nightly["pharmacy"]),
		asked{"A7", "nights on which a general practitioner looks somebody up", AtMost(0.02), "rare", "assumed"}.
			share(*nightly["gp"]),
		asked{"A7", "nights on which a nurse looks somebody up", AtMost(0.02), "rare", "assumed"}.
			share(*nightly["nurse"]),
		asked{"A7", "look-ups of pharmacies between 0:00 and 5:00", AtMost(0.01), "a few on duty", "assumed"}.
			share(volume("pharmacy")),
		asked{"A7", "look-ups of general practitioners between 0:00 and 5:00", AtMost(0.005), "hardly any",
			"assumed"}.
			share(volume("gp")),
	}
}

// offDay tells an account that works on some weekdays and never on another.
func (c *calendar) offDay() bool {
	for d := time.Monday; d <= time.Friday; d++ {
		if c.weekday[d] == 0 {
			return true
		}
	}
	return false
}

// edge is the largest count over the mean.
func edge(counts []int64) float64 {
	most := int64(0)
	for _, n := range counts {
		most = max(most, n)
	}
	return float64(most) * float64(len(counts)) / float64(sum(counts))
}

func sum(counts []int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}
