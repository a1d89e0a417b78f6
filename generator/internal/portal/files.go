package portal

import (
	"slices"
	"sort"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// How long a browser may keep a file without asking.
const (
	forGood = iota // its name changes with its content
	forADay        // then it asks whether the file changed
	apart          // with the icons of sites, which no cold cache but an empty profile forgets
)

// asset is a static file of the sign-in page.
type asset struct {
	path   event.Path
	size   uint32 // bytes; 0 = the release says it
	keep   uint8
	styled bool // the style asks for it, not the page
}

var assets = [...]asset{
	{path: event.PathAssetStyle}, {path: event.PathAssetVendor}, {path: event.PathAssetApp},
	{path: event.PathAssetFont, size: 31_116, styled: true},
	{path: event.PathAssetLogo, size: 7_420, keep: forADay},
	{path: event.PathAssetIcons, size: 12_088, keep: forADay, styled: true},
	{path: event.PathFavicon, size: 5_430, keep: apart},
}

// Numbers of the lines of files in a flow; assets have firstAsset and following.
const (
	firstAsset   = 12
	touchIconPre = 20
	touchIcon    = 21
	sourceMap    = 22
	oldHome      = 23
)

// files are the static files of the page, doc, that was shown at an instant: all of them on a
// cold cache, those that a release changed on an old one, else those that are to be
// asked about once a day.
func (e *Emitter) files(v *Visit, s Step, doc event.Path, at int64) {
	c := &v.Cache
	if !c.Cold && !c.Old && !c.Checks {
		return
	}
	own := s.Key.At(drawFiles).Rand()
	draw, release, line := &own, e.State.Release(at), lineOf(v.Session)
	r := &e.State.releases[release]
	for i := range assets {
		a := &assets[i]
		at += int64(4*millisecond + draw.Below(50*millisecond))
		q := request{
			part: firstAsset + i, ts: at, release: release, method: event.GET, path: a.path, referer: doc,
			status: 200, resp: a.size, anon: true,
		}
		kind, changes := fileOf(a.path)
		switch {
		case changes && (c.Cold || c.Old && r.fresh[kind]):
			q.resp = r.size[kind]
		case changes || !c.Cold && (a.keep != forADay || !c.Checks):
			continue
		case !c.Cold:
			q.status, q.resp = 304, 0
		}
		if a.styled {
			q.referer = event.PathAssetStyle
		}
		q.took = fetched(draw, q.resp, line)
		q.ts += int64(q.took)
		e.access(v, s, q)
	}
	e.missing(v, s, request{referer: doc, ts: at}, draw)
}

// missing are the files that browsers ask for and the portal does not have.
func (e *Emitter) missing(v *Visit, s Step, q request, draw *random.Rand) {
	at := q.ts
	q.method, q.status, q.resp, q.anon = event.GET, 404, 548, true
	ask := func(part int, path event.Path) {
		at += int64(30*millisecond + draw.Below(200*millisecond))
		q.part, q.path, q.ts, q.took = part, path, at, fetched(draw, 0, 1)
		e.access(v, s, q)
	}
	if v.Cache.Tools {
		ask(sourceMap, event.PathSourceMap)
	}
	if v.Cache.Apple && v.Cache.Cold {
		q.referer = event.NoPath
		ask(touchIconPre, event.PathTouchIconPre)
		ask(touchIcon, event.PathTouchIcon)
	}
}

// bookmarked is the page of years ago where a stale bookmark leads, a few seconds before
// the sign-in page is found.
func (e *Emitter) bookmarked(v *Visit, s Step, before int64) {
	if !v.Cache.Bookmark {
		return
	}
	draw := s.Key.At2(drawFiles, oldHome).Rand()
	e.access(v, s, request{
		part: oldHome, ts: before - int64(3*second+draw.Below(9*second)), method: event.GET, path: event.PathOldHome,
		status: 404, resp: 1_764, took: e.took(before, &draw, 6*millisecond), anon: true,
	})
}

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

// drawForced, by local day, is the key of a release that the scenario has on the day.
const drawForced = 1 << 41

// and puts releases on given days between those that there are. Each changes every page
// and file, and what the next ones leave as it was stays as this one made it.
func (r releases) and(key random.Key, cal *calendar.Calendar, days []time.Time) releases {
	forced := map[int64]bool{}
	for _, day := range days {
		d := cal.Of(day.UnixMicro())
		own := key.At2(drawForced, uint64(d.Number))
		at := d.At(5*calendar.Hour + int64(own.Below(uint64(90*calendar.Minute))))
		if forced[at] || len(r) == maxReleases {
			continue
		}
		forced[at] = true
		r = append(r, newRelease(own, 0, at))
	}
	if len(forced) == 0 {
		return r
	}
	slices.SortStableFunc(r, func(a, b release) int { return int(min(max(a.from-b.from, -1), 1)) })
	since := false
	for i := range r {
		switch {
		case forced[r[i].from]:
			since = true
			for p := range numPages {
				r[i].fresh[p] = true
			}
		case since:
			r[i].keep(&r[i-1])
		}
	}
	return r
}

// keep has what a release does not change be as it was in the one before.
func (r *release) keep(before *release) {
	for p := range numPages {
		if r.fresh[p] {
			continue
		}
		r.size[p] = before.size[p]
		switch p {
		case appFile:
			r.name.App = before.name.App
		case vendorFile:
			r.name.Vendor = before.name.Vendor
		case styleFile:
			r.name.Style = before.name.Style
		}
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
