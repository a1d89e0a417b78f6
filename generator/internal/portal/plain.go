package portal

import "github.com/breachsim/breachsim/generator/event"

// plainForm is the page of a form that a client which is no browser sends at a step. Such
// a client loads neither styles nor scripts, but the portal works for it as for browsers:
// a form carries a token, so its page is fetched first, a fraction of a second before, for
// nobody types; and an answer that leads elsewhere is followed, as HTTP libraries do of
// themselves.
//
//	GET /connexion ── POST /connexion 302 ── GET /accueil
//	GET /infopatient ── POST …, POST …, POST …           one page for the whole session
func (e *Emitter) plainForm(v *Visit, s Step, of request) {
	draw := s.Key.At(drawPlain).At(drawPlainForm).Rand()
	of.part, of.method, of.status = 1, event.GET, 200
	of.ts = s.TS - int64(180*millisecond+draw.Below(900*millisecond))
	of.took = e.took(s.TS, &draw, 14*millisecond)
	e.access(v, s, of)
}

// plainWayIn is the page flow around an attempt to sign in of a client that is no
// browser.
func (e *Emitter) plainWayIn(v *Visit, s Step, ok bool, took uint32) {
	sent := s
	sent.TS -= int64(took)
	e.plainForm(v, sent, e.signInForm(s))
	if ok {
		size := e.page(s.TS, homePage, v.Account)
		e.follow(v, s, request{path: event.PathHome, referer: event.PathSignIn, resp: size})
	}
}

// signInForm is the page to sign in on, around a step.
func (e *Emitter) signInForm(s Step) request {
	return request{path: event.PathSignIn, resp: e.State.page(s.TS, signInPage), anon: true}
}

// follow is the page that the answer to a step leads to: it is asked for as soon as that
// has come.
func (e *Emitter) follow(v *Visit, s Step, to request) {
	draw := s.Key.At(drawPlain).At(drawFollowed).Rand()
	to.part, to.method, to.status = 10, event.GET, 200
	to.took = e.took(s.TS, &draw, 30*millisecond)
	to.ts = s.TS + int64(20*millisecond+draw.Below(180*millisecond)) + int64(to.took)
	e.access(v, s, to)
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
	e.files(v, s, event.PathSignIn, s.TS)
}

// SignInBytes is the size of the page of the sign-in.
func (e *Emitter) SignInBytes(ts int64) uint32 { return e.State.page(ts, signInPage) }
