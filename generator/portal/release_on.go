package portal

import (
	"slices"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
)

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
