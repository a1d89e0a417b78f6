package traffic

import (
	"math"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// rhythms is what the accounts of a profile show of their hours in six weeks.
type rhythms struct {
	accounts, days int // with any look-up
	nights         int // accounts with one between 0:00 and 5:00
	busy           int // accounts with 60 look-ups and more
	noNoon         int // of these, those without any from 12:30 to 14:00
	noMonday       int // and without any on a Monday morning
	dayOff         int // and on some weekday
	hours          [24]int
	minutes        [60]int // of look-ups

	first, within []float64 // by account, hours: mean and spread of the first look-up of its working days
	silence       []float64 // by day with 30 look-ups: the longest between 9:00 and 19:00, hours
	sizes, sizeOf []float64 // look-ups of sessions; by account, their mean
	thin          int       // sessions of eight look-ups and more with a mean gap above 21 minutes
	leaves        []float64 // by account: share of sessions that are signed out of
	services      []float64 // with another service
}

// sitting is what one session shows.
type sitting struct {
	n           int     // look-ups
	from, to    float64 // the first and the last, hours of the day
	left, other bool    // signed out of; another service used
}

// accountRhythm is what one account shows.
type accountRhythm struct {
	first, sizes          []float64
	total, noon, monday   int
	sessions, left, other int
	week                  [7]int
	night                 bool
}

// readRhythms goes through the ordinary days of a profile's accounts.
func readRhythms(w *World, p scenarios.Profile) (r rhythms) {
	reader := w.NewReader()
	for k := range uint32(w.Accounts.Len()) {
		if w.Accounts.At(k).Profile != p {
			continue
		}
		var a accountRhythm
		for n := w.Calendar.First() + 3; n <= w.Calendar.Last()-3; n++ {
			r.day(reader, k, w.Calendar.Day(n), &a)
		}
		r.account(&a)
	}
	return r
}

// day counts one day of an account.
func (r *rhythms) day(reader *Reader, k uint32, d *calendar.Day, a *accountRhythm) {
	var at []float64
	open := map[uint8]*sitting{}
	for s := range reader.Day(k, d.Number) {
		if !s.Session.Ordinary() {
			continue
		}
		x := open[s.Session.Index]
		if x == nil {
			x = &sitting{}
			open[s.Session.Index] = x
		}
		hour := float64(s.TS-d.Start) / float64(calendar.Hour)
		switch s.Action {
		case event.Logout:
			x.left = true
		case event.ServiceUse:
			x.other = true
		case event.Lookup:
			if x.n == 0 {
				x.from = hour
			}
			x.n, x.to = x.n+1, hour
			at = append(at, hour)
			r.minutes[int((s.TS-d.Start)/calendar.Minute)%60]++
			r.hours[int(hour)%24]++
		}
	}
	for _, x := range open {
		a.add(x)
		if x.n >= 8 && (x.to-x.from)/float64(x.n-1) > 21./60 {
			r.thin++
		}
	}
	if len(at) == 0 {
		return
	}
	r.days++
	slices.Sort(at)
	a.times(at, d)
	if first, ok := morningOf(at); ok && d.Weekday%6 != 0 && !d.Bank {
		a.first = append(a.first, first)
		if len(at) >= 30 {
			r.silence = append(r.silence, longest(at))
		}
	}
}

func (a *accountRhythm) add(x *sitting) {
	a.sessions++
	if x.left {
		a.left++
	}
	if x.other {
		a.other++
	}
	if x.n > 0 {
		a.sizes = append(a.sizes, float64(x.n))
	}
}

func (a *accountRhythm) times(at []float64, d *calendar.Day) {
	a.total += len(at)
	a.week[d.Weekday] += len(at)
	for _, h := range at {
		switch {
		case math.Mod(h, 24) < 5:
			a.night = true
		case h >= 12.5 && h < 14:
			a.noon++
		}
		if d.Weekday == 1 && h < 12.5 {
			a.monday++
		}
	}
}

// morningOf is the first look-up after 5:00.
func morningOf(at []float64) (float64, bool) {
	i, _ := slices.BinarySearch(at, 5)
	return append(at, 0)[i], i < len(at)
}

// longest is the longest silence between 9:00 and 19:00.
func longest(at []float64) (most float64) {
	last := 9.0
	for _, h := range append(slices.Clone(at), 19) {
		if h >= 9 && h <= 19 {
			most, last = max(most, h-last), h
		}
	}
	return most
}

func (r *rhythms) account(a *accountRhythm) {
	if a.total == 0 {
		return
	}
	r.accounts++
	r.nights += count(a.night)
	if len(a.first) >= 8 {
		m, sd := meanAndSD(a.first)
		r.first, r.within = append(r.first, m), append(r.within, sd)
	}
	m, _ := meanAndSD(a.sizes)
	r.sizes, r.sizeOf = append(r.sizes, a.sizes...), append(r.sizeOf, m)
	if a.total >= 60 {
		r.busy++
		r.noNoon += count(a.noon*200 < a.total)
		r.noMonday += count(a.monday == 0)
		r.dayOff += count(slices.Min(a.week[1:6]) == 0)
	}
	if a.sessions >= 20 {
		r.leaves = append(r.leaves, float64(a.left)/float64(a.sessions))
		r.services = append(r.services, float64(a.other)/float64(a.sessions))
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func meanAndSD(x []float64) (m, sd float64) {
	n := float64(max(len(x), 1))
	for _, v := range x {
		m += v / n
	}
	for _, v := range x {
		sd += (v - m) * (v - m) / n
	}
	return m, math.Sqrt(sd)
}

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	return append(s, 0)[len(s)/2]
}

func share(x []float64, ok func(v float64) bool) float64 {
	n := 0
	for _, v := range x {
		n += count(ok(v))
	}
	return float64(n) / float64(max(len(x), 1))
}

// People run late: just behind a quarter of an hour there are two to three times as many
// look-ups as just before it, and no more.
//
// quarter is how far minutes keep to a grid of fifteen: the mean resultant length,
// 0 for none and 1 where all are the same.
func quarter(minutes *[60]int) float64 {
	var c, s, n float64
	for i, x := range minutes {
		a := 2 * math.Pi * (float64(i) + .5) / 15
		c, s, n = c+float64(x)*math.Cos(a), s+float64(x)*math.Sin(a), n+float64(x)
	}
	return math.Hypot(c, s) / max(n, 1)
}

// limits is what a figure may be.
type limits struct {
	what      string
	got       float64
	low, high float64
}

func hold(t *testing.T, p scenarios.Profile, bounds []limits) {
	t.Helper()
	for _, b := range bounds {
		t.Logf("%v: %s: %.3f in %g to %g", p, b.what, b.got, b.low, b.high)
		if !(b.got >= b.low && b.got <= b.high) {
			t.Errorf("%v: %s: %.3f, want %g to %g", p, b.what, b.got, b.low, b.high)
		}
	}
}

// Each account keeps hours of its own: it opens at its time, shuts at noon or not,
// has its day off, and is up at night only on duty. Accounts differ in how long
// their sessions are, whether they sign out, and what else they use.
func TestAccountsKeepTheirHours(t *testing.T) {
	w := worldOf(t, "population.accounts=1000", "population.insured_persons=200000")
	never := func(v float64) bool { return v < .05 }
	always := func(v float64) bool { return v > .9 }
	for _, want := range []struct {
		profile scenarios.Profile
		nights  [2]float64 // accounts with a look-up from 0:00 to 5:00
		noNoon  [2]float64
		monday  [2]float64
		dayOff  [2]float64
		grid    [2]float64
		between float64 // accounts whose sessions' means differ: coefficient of variation at least
		thin    float64 // long thin sessions a thousand days at least
	}{
		{scenarios.GP, [2]float64{.01, .15}, [2]float64{.3, .7}, [2]float64{.1, .6}, [2]float64{.15, .45}, [2]float64{.11, .5}, .3, 4},
		{scenarios.Pharmacy, [2]float64{.08, .35}, [2]float64{.2, .6}, [2]float64{.1, .5}, [2]float64{0, .05}, [2]float64{0, .1}, .3, 10},
		{scenarios.Nurse, [2]float64{0, .04}, [2]float64{.1, .6}, [2]float64{.1, .7}, [2]float64{.2, .6}, [2]float64{0, .1}, .3, 0},
		{scenarios.Other, [2]float64{0, .06}, [2]float64{.3, .7}, [2]float64{.1, .6}, [2]float64{.15, .45}, [2]float64{.11, .5}, .3, 4},
	} {
		r := readRhythms(w, want.profile)
		of := func(n int) float64 { return float64(n) / float64(r.busy) }
		_, between := meanAndSD(r.first)
		silence, _ := meanAndSD(r.silence)
		size, spread := meanAndSD(r.sizes)
		sizeOf, sizesDiffer := meanAndSD(r.sizeOf)
		hold(t, want.profile, []limits{
			{"accounts at night", float64(r.nights) / float64(r.accounts), want.nights[0], want.nights[1]},
			{"accounts that shut at noon", of(r.noNoon), want.noNoon[0], want.noNoon[1]},
			{"accounts that are not there on Monday morning", of(r.noMonday), want.monday[0], want.monday[1]},
			{"accounts with a weekday off", of(r.dayOff), want.dayOff[0], want.dayOff[1]},
			{"spread of the first look-up within an account, hours", median(r.within), .1, .9},
			{"the same between accounts", between, 2, 5},
			{"variance of sessions' look-ups over their mean", spread * spread / size, 1.5, 12},
			{"spread of their means between accounts", sizesDiffer / sizeOf, want.between, .8},
			{"look-ups on the quarter of an hour", quarter(&r.minutes), want.grid[0], want.grid[1]},
			{"long thin sessions a thousand days", 1000 * float64(r.thin) / float64(r.days), want.thin, 100},
			{"sign-outs", median(r.leaves), .2, .8},
			{"accounts that never sign out", share(r.leaves, never), .2, .45},
			{"accounts that always sign out", share(r.leaves, always), .2, .45},
			{"accounts that never use another service", share(r.services, never), .2, .7},
		})
		if want.profile == scenarios.Pharmacy {
			hold(t, want.profile, []limits{{"longest silence of a busy day, hours", silence, 1, 2.7}})
		}
	}
}

// A desk with much to do has several posts: their users are signed in side by side,
// each in one session at a time.
func TestDesksHaveSeveralPosts(t *testing.T) {
	w := worldOf(t, "population.accounts=300", "population.insured_persons=100000", "population.profile_mix={hospital_desk: 1}")
	days, beside := 0, 0
	for k := range uint32(w.Accounts.Len()) {
		for n := w.Calendar.First() + 3; n < w.Calendar.First()+10; n++ {
			list := w.Sessions(k, n, nil)
			if d := w.Calendar.Day(n); d.Weekday%6 == 0 || w.Accounts.At(k).MeanMilli < 140_000 || len(list) == 0 {
				continue
			}
			days++
			side := false
			for i := range list {
				for j := range i {
					a, b := &list[j], &list[i]
					if a.Start >= b.End || b.Start >= a.End {
						continue
					}
					if a.Human == b.Human {
						t.Fatalf("account %d, day %d: one person in two sessions at once", k, n)
					}
					side = true
				}
			}
			beside += count(side)
		}
	}
	t.Logf("%d of %d days with two posts at work at once", beside, days)
	if days < 100 || beside*10 < days*8 {
		t.Errorf("%d of %d days with two posts at work at once", beside, days)
	}
}
