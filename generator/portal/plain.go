package portal

import "breachsim/generator/event"

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
func (e *Emitter) plainWayIn(v *Visit, s Step, ok bool) {
	e.plainForm(v, s, e.signInForm(s))
	if ok {
		e.follow(v, s, request{path: event.PathHome, referer: event.PathSignIn, resp: e.page(s.TS, homePage, v.Account)})
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
	to.ts = s.TS + int64(20*millisecond+draw.Below(180*millisecond))
	to.took = e.took(s.TS, &draw, 30*millisecond)
	e.access(v, s, to)
}
