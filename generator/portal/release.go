package portal

import (
	"sort"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// release is one version of the portal's pages.
type release struct {
	from  int64 // when it is out; the first of a scenario is out before it begins
	name  event.AssetNames
	fresh [numPages]bool   // which differ from the release before
	size  [numPages]uint32 // bytes
}

// releases are the versions that are out during a scenario, in order.
type releases []release

// maxReleases is how many a catalogue can number.
const maxReleases = 255

// newReleases lists the versions that are out during a calendar, the first one
// before it begins. Release n lies in the n-th stretch of the mean distance
// since 1970, in its first two fifths: two are 0.6 to 1.4 of it apart, 2 to 5
// weeks with the default rate. It is moved to the next Tuesday, Wednesday or
// Thursday that is no holiday, between five and half past six.
func newReleases(key random.Key, cal *calendar.Calendar, perMonth scenarios.Share) releases {
	first := cal.Day(cal.First())
	if perMonth <= 0 {
		return releases{newRelease(key, 0, first.Start)}
	}
	mean := 30_440_000 * 24 * calendar.Hour / int64(perMonth)
	n := first.Start/mean - 1
	out := releases{newRelease(key, n, first.Start)}
	for n++; ; n++ {
		at := n*mean + int64(key.At2(uint64(n), drawMonth).Below(uint64(mean*2/5)))
		if at < first.Start {
			out[0] = newRelease(key, n, first.Start)
			continue
		}
		d := cal.Of(at)
		for d.Number < cal.Last() && (d.Weekday < time.Tuesday || d.Weekday > time.Thursday || d.Bank) {
			d = cal.Day(d.Number + 1)
		}
		if d.Number >= cal.Last() || len(out) == maxReleases {
			return out
		}
		wall := 5*calendar.Hour + int64(key.At2(uint64(n), drawHour).Below(uint64(90*calendar.Minute)))
		out = append(out, newRelease(key, n, d.At(wall)))
	}
}

// newRelease makes release n. The name and the size of a file are drawn by the last
// release that changed it, for both are those of its content.
func newRelease(key random.Key, n, from int64) release {
	r := release{from: from}
	for p := range numPages {
		last := lastChange(key, n, p)
		r.fresh[p] = last == n
		part := int64(key.At2(uint64(last), drawSize+uint64(p)).Below(60_001))
		r.size[p] = uint32(int64(templates[p].size) * (970_000 + part) / million) // up to 3 % more or less
		h := key.At2(uint64(last), drawHash+uint64(p)).Uint64()
		switch p {
		case appFile:
			r.name.App = fileName("app", h) + ".js"
		case vendorFile:
			r.name.Vendor = fileName("vendor", h) + ".js"
		case styleFile:
			r.name.Style = fileName("style", h) + ".css"
		}
	}
	return r
}

// lastChange is the last release up to n that changed a page.
func lastChange(key random.Key, n int64, p page) int64 {
	every, last := templates[p].every, n
	if every == 0 {
		return 0
	}
	for last > n-64 && every > 1 && key.At2(uint64(last), drawChanged+uint64(p)).Below(every) != 0 {
		last--
	}
	return last
}

// fileName names a file by the hash of its content.
func fileName(file string, hash uint64) string {
	const digits = "0123456789abcdef"
	var h [6]byte
	for i := range h {
		h[i] = digits[hash>>(4*i)&15]
	}
	return "/static/" + file + "-" + string(h[:])
}

// at is the number of the release that is out at an instant, from 0.
func (r releases) at(ts int64) uint8 {
	i := sort.Search(len(r), func(i int) bool { return r[i].from > ts })
	return uint8(max(i-1, 0))
}
