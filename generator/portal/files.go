package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
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

// files are the static files of the page that was shown at an instant: all of them on a
// cold cache, those that a release changed on an old one, else those that are to be
// asked about once a day.
func (e *Emitter) files(v *Visit, s Step, at int64) {
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
			part: firstAsset + i, ts: at, release: release, method: event.GET, path: a.path, referer: event.PathSignIn,
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
	e.missing(v, s, at, draw)
}

// missing are the files that browsers ask for and the portal does not have.
func (e *Emitter) missing(v *Visit, s Step, at int64, draw *random.Rand) {
	q := request{method: event.GET, referer: event.PathSignIn, status: 404, resp: 548, anon: true}
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
