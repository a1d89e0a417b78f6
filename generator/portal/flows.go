package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// Sign-in pages weigh what they weigh: bytes of the answers, before the draw
// of the part that varies (names, messages).
const (
	signInPage = 6_240
	homePage   = 18_900
	formPage   = 9_310
	servePage  = 14_200
	emptyBody  = 0
)

// asset is a static file: it is fetched whole on a cold cache and answered 304
// when the browser only asks whether it changed.
type asset struct {
	path event.Path
	kind int // what of a release it is; -1 = releases leave it alone
	size uint32
}

var assets = [...]asset{
	{
		event.PathAssetStyle,
		styleKind,
		48_211,
	},
	{event.PathAssetVendor, vendorKind, 412_907},
	{event.PathAssetApp, appKind, 187_340},
	{event.PathAssetFont, -1, 31_116},
	{event.PathAssetLogo, -1, 7_420},
	{event.PathAssetIcons, -1, 12_088},
}

// Ask is one request of somebody who is not signed in, which leaves no audit event.
type Ask struct {
	Method    event.Method
	Path      event.Path
	Strange   uint16 // in place of Method and Path: index into Catalog.Requests
	Status    uint16 // unless the portal is down
	ReqBytes  uint32
	RespBytes uint32
	Median    int64 // microseconds that such an answer takes
	Proxy     bool  // the proxy answers by itself, portal or no portal
}

// Ask emits the access line of a request.
func (e *Emitter) Ask(v *Visit, s Step, q Ask) {
	draw := s.Key.Rand()
	e.access(v, s, request{part: 1, ts: s.TS, method: q.Method, path: q.Path, strange: q.Strange, status: q.Status,
		req: q.ReqBytes, resp: q.RespBytes, took: e.took(s.TS, &draw, q.Median), anon: true, proxy: q.Proxy})
}

// Look is somebody who opens the page of the sign-in with a browser and does nothing
// there.
func (e *Emitter) Look(v *Visit, s Step) {
	draw := s.Key.Rand()
	e.access(v, s, request{part: 1, ts: s.TS, method: event.GET, path: event.PathSignIn, status: 200,
		resp: e.SignInBytes(s.TS), took: e.took(s.TS, &draw, 12*millisecond), anon: true})
	e.assets(v, s, s.TS, &draw)
}

// SignInBytes is the size of the page of the sign-in.
func (e *Emitter) SignInBytes(ts int64) uint32 { return e.State.page(ts, signInKind, signInPage) }

// home is the landing page after a sign-in, with its data.
func (e *Emitter) home(v *Visit, s Step, draw *random.Rand) {
	at := s.TS + int64(60*millisecond+draw.Below(400*millisecond))
	e.access(v, s, request{
		part:   10,
		ts:     at,
		method: event.GET,
		path:   event.PathHome,
		status: 200,
		resp: e.State.page(
			s.TS,
			homeKind,
			homePage,
		) + uint32(
			draw.Below(900),
		),
		took: e.took(s.TS, draw, 45*millisecond),
	})
	e.access(
		v,
		s,
		request{
			part:   11,
			ts:     at + int64(90*millisecond+draw.Below(500*millisecond)),
			method: event.GET,
			path:   event.PathHomeData,
			status: 200,
			resp:   uint32(1_400 + draw.Below(2_600)),
			took:   e.took(s.TS, draw, 120*millisecond),
		},
	)
}

// assets are the static files of the first page: all of them on a cold cache,
// those that a release renamed on an old one, a question about one or two
// otherwise.
func (e *Emitter) assets(v *Visit, s Step, at int64, draw *random.Rand) {
	release := e.State.Release(at)
	for i, a := range assets {
		at += int64(4*millisecond + draw.Below(70*millisecond))
		status, size := uint16(200), e.State.weigh(release, a.kind, a.size)
		if !v.ColdCache && !(v.OldFiles && e.State.fresh(release, a.kind)) {
			if !draw.Chance(230_000) {
				continue
			}
			status, size = 304, 0
		}
		e.access(
			v,
			s,
			request{part: 2 + i, ts: at, release: release, method: event.GET, path: a.path, status: status, resp: size,
				took: uint32(700 + draw.Below(9*millisecond)), anon: true},
		)
	}
}

// SignOut ends the session; the portal shows its sign-in page again.
func (e *Emitter) SignOut(v *Visit, s Step) {
	draw := s.Key.Rand()
	took := e.took(s.TS, &draw, 18*millisecond)
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Logout, event.SignIn, event.GET, event.PathSignOut
		ev.Status, ev.LatencyUS = 302, took
	}
	e.answer(v, s, &draw, request{method: event.GET, path: event.PathSignOut, status: 302, took: took})
	if v.Browser {
		e.access(
			v,
			s,
			request{
				part:   1,
				ts:     s.TS + int64(40*millisecond+draw.Below(200*millisecond)),
				method: event.GET,
				path:   event.PathSignIn,
				status: 200,
				resp:   e.State.page(s.TS, signInKind, signInPage) + uint32(draw.Below(40)),
				took:   e.took(s.TS, &draw, 12*millisecond),
				anon:   true,
			},
		)
	}
}

// servicePaths are the pages of the services beside Infopatient.
var servicePaths = [...]event.Path{
	event.ReferringDoctor:  event.PathReferringDoctor,
	event.SickLeave:        event.PathSickLeave,
	event.LongTermProtocol: event.PathLongTermProtocol,
	event.Transport:        event.PathTransport,
	event.Payments:         event.PathPayments,
	event.Messages:         event.PathMessages,
}

// Use is one use of a service beside Infopatient.
func (e *Emitter) Use(v *Visit, s Step, service event.Service) {
	draw := s.Key.Rand()
	method, req := event.GET, uint32(0)
	if service != event.Payments && service != event.Messages {
		method, req = event.POST, uint32(420+draw.Below(900))
	}
	path, took, resp, status := servicePaths[service], e.took(
		s.TS,
		&draw,
		260*millisecond,
	), uint32(
		servePage+draw.Below(11_000),
	), uint16(
		200,
	)
	st, down := e.failing(s.TS)
	if down {
		status = st
		resp, took = broken(st, s.Key)
	}
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.ServiceUse, service, method, path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = status, req, resp, took
		if down {
			ev.Outcome, ev.Reason = event.Failure, event.UpstreamError
		}
	}
	e.answer(v, s, &draw, request{method: method, path: path, status: status, req: req, resp: resp, took: took})
	if v.Browser && method == event.POST {
		e.access(
			v,
			s,
			request{
				part:   1,
				ts:     s.TS - int64(3*second+draw.Below(16*second)),
				method: event.GET,
				path:   path,
				status: 200,
				resp: e.State.page(
					s.TS,
					formKind,
					formPage,
				) + uint32(
					draw.Below(600),
				),
				took: e.took(s.TS, &draw, 40*millisecond),
			},
		)
	}
	e.poll(v, s, &draw)
}

// poll is the page's own question for news, and now and then an icon.
func (e *Emitter) poll(v *Visit, s Step, draw *random.Rand) {
	if !v.Browser {
		return
	}
	if draw.Chance(800_000) {
		e.access(
			v,
			s,
			request{
				part:   2,
				ts:     s.TS + int64(300*millisecond+draw.Below(2*second)),
				method: event.GET,
				path:   event.PathHomeData,
				status: 200,
				resp:   uint32(310 + draw.Below(500)),
				took:   e.took(s.TS, draw, 35*millisecond),
			},
		)
	}
	if draw.Chance(600_000) {
		e.access(
			v,
			s,
			request{
				part:   3,
				ts:     s.TS + int64(20*millisecond+draw.Below(300*millisecond)),
				method: event.GET,
				path:   event.PathAssetIcons,
				status: 304,
				took:   uint32(500 + draw.Below(4*millisecond)),
			},
		)
	}
}

// took draws how long the portal worked: log-normal about a median in
// microseconds, sigma 0.45, which leaves one answer in a hundred near three
// times the median; the median is that of a portal as busy as on average.
func (e *Emitter) took(ts int64, draw *random.Rand, median int64) uint32 {
	return uint32(min(draw.LogNormal(median, random.One*45/100)*e.State.Pace(ts)/unit, 30*second))
}
