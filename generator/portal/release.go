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
	fresh [3]bool // which of app, vendor and style differ from the release before
	size  [pageKinds]int64
}

// The files and pages whose size a release changes, beside app, vendor and
// style, which come first.
const (
	appKind = iota
	vendorKind
	styleKind
	signInKind
	homeKind
	formKind
	pageKinds
)

// maxReleases is how many a catalogue can number.
const maxReleases = 255

// releases lists the versions that are out during a calendar, the first one
// before it begins. Release n lies in the n-th stretch of the mean distance
// since 1970, in its first two fifths: two are 0.6 to 1.4 of it apart, 2 to 5
// weeks with the default rate. It is moved to the next Tuesday, Wednesday or
// Thursday that is no holiday, between five and half past six.
func releases(key random.Key, cal *calendar.Calendar, perMonth scenarios.Share) []release {
	first := cal.Day(cal.First())
	if perMonth <= 0 {
		return []release{newRelease(key, 0, first.Start)}
	}
	mean := 30_440_000 * 24 * calendar.Hour / int64(perMonth)
	n := first.Start/mean - 1
	out := []release{newRelease(key, n, first.Start)}
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
		out = append(
			out,
			newRelease(
				key,
				n,
				d.At(5*calendar.Hour+int64(key.At2(uint64(n), drawHour).Below(uint64(90*calendar.Minute)))),
			),
		)
	}
}

// newRelease makes release n: the application's own script changes every time,
// the style every other time, the libraries every fourth.
func newRelease(key random.Key, n, from int64) release {
	r := release{from: from}
	r.name.App, r.fresh[appKind] = assetName("app", "js", key, n, 1)
	r.name.Vendor, r.fresh[vendorKind] = assetName("vendor", "js", key, n, 4)
	r.name.Style, r.fresh[styleKind] = assetName("style", "css", key, n, 2)
	for i := range r.size { // up to 3 % more or less than the usual size
		r.size[i] = 970 + int64(key.At2(uint64(n), drawSize+uint64(i)).Below(61))
	}
	return r
}

// assetName names a file as release n has it: by the last release that changed
// it, which one in every does.
func assetName(file, ext string, key random.Key, n int64, every uint64) (name string, fresh bool) {
	last := n
	for last > n-64 && every > 1 && key.At2(uint64(last), drawChanged+every).Below(every) != 0 {
		last--
	}
	const digits = "0123456789abcdef"
	h := key.At2(uint64(last), drawHash+every).Uint64()
	var hash [6]byte
	for i := range hash {
		hash[i] = digits[h>>(4*i)&15]
	}
	return "/static/" + file + "-" + string(hash[:]) + "." + ext, last == n
}

// Release is the number of the release that is out at an instant, from 0.
func (c *Conditions) Release(ts int64) uint8 {
	i := sort.Search(len(c.releases), func(i int) bool { return c.releases[i].from > ts })
	return uint8(max(i-1, 0))
}

// Released is when the release of an instant came out. The first of a scenario
// counts as old: it came out at the beginning of time.
func (c *Conditions) Released(ts int64) int64 {
	if i := c.Release(ts); i > 0 {
		return c.releases[i].from
	}
	return 0
}

// weigh is the size of a page or file in a release.
func (c *Conditions) weigh(release uint8, kind int, size uint32) uint32 {
	if kind < 0 {
		return size
	}
	return size * uint32(c.releases[release].size[kind]) / 1000
}

// page is the size of a page at an instant.
func (c *Conditions) page(ts int64, kind int, size uint32) uint32 {
	return c.weigh(c.Release(ts), kind, size)
}

// fresh reports whether a file is new in a release.
func (c *Conditions) fresh(release uint8, kind int) bool {
	return kind >= 0 && kind <= styleKind && c.releases[release].fresh[kind]
}

// Names lists the static files of each release.
func (c *Conditions) Names() []event.AssetNames {
	names := make([]event.AssetNames, len(c.releases))
	for i := range c.releases {
		names[i] = c.releases[i].name
	}
	return names
}
