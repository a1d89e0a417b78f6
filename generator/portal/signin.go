package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// The three ways in, as the logs show them:
//
//	password  GET /connexion ── POST /connexion 302 ── home
//	card      GET /connexion 302 ── GET /connexion/carte ── POST /connexion/carte 302 ── home
//	e-CPS     GET /connexion ── GET /connexion/psc 302 ─┐ (identity provider, phone)
//	          home ── GET /connexion/psc/retour 302 ◄───┘
//
// The identity provider is another host: of it the portal sees that a push was
// sent, what became of it (mfa_challenge), and the browser that comes back.

// Times of the ways in, in microseconds.
const (
	cardTimeout = 30 * second // of the reader
	pushTimeout = 60 * second // of the push, as the public service states for e-CPS
)

// attempt is how one attempt to sign in comes about.
type attempt struct {
	ok     bool
	why    event.Reason
	method event.Method
	path   event.Path
	status uint16
	resp   uint32
	took   uint32
	waited int64 // for the phone
}

// SignIn is an attempt to sign in with the visit's method. A refused attempt
// answers 401; an accepted one leads to the home page. A refusal that is said
// to lie in the card may be one of its time-outs, or the phone's.
func (e *Emitter) SignIn(v *Visit, s Step, ok bool, why event.Reason) {
	draw := s.Key.Rand()
	a := e.attempt(v, s, attempt{ok: ok, why: why}, &draw)
	req := uint32(180 + draw.Below(60))
	if a.method == event.GET {
		req = 0
	}
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Login, event.SignIn, a.method, a.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS, ev.Reason = a.status, req, a.resp, a.took, a.why
		if !a.ok {
			ev.Outcome, ev.Session = event.Failure, 0
		}
	}
	e.answer(
		v,
		s,
		&draw,
		request{method: a.method, path: a.path, status: a.status, req: req, resp: a.resp, took: a.took, anon: !a.ok},
	)
	if a.why == event.Banned {
		return
	}
	if a.waited > 0 {
		e.push(v, s, &a)
	}
	if v.Browser {
		e.wayIn(v, s, &a, &draw)
	} else {
		e.plainWayIn(v, s, a.ok)
	}
}

// attempt decides what an attempt looks like: the draws of its size and time,
// and which of the card's and the phone's failures a refusal is.
func (e *Emitter) attempt(v *Visit, s Step, a attempt, draw *random.Rand) attempt {
	a.method, a.path, a.status, a.resp = event.POST, event.PathSignIn, 302, emptyBody
	own := s.Key.At(drawMeans).Rand() // what the card and the phone do
	switch v.Auth {
	case event.CPS:
		a.path, a.took = event.PathSignInCard, e.took(s.TS, draw, 640*millisecond) // the card takes part
		if a.why == event.CardError && own.Chance(400_000) {
			a.why, a.took = event.CardTimeout, cardTimeout-uint32(own.Below(millisecond))
		}
	case event.ECPS:
		a.method, a.path, a.took = event.GET, event.PathCallBack, e.took(s.TS, draw, 320*millisecond)
		a.waited = min(own.LogNormal(6*second, random.One/2), 20*second)
		if a.why == event.CardError {
			a.why = event.MFATimeout
			a.waited = pushTimeout + int64(own.Below(200*millisecond))
			if own.Chance(200_000) {
				a.why, a.waited = event.MFADenied, min(own.LogNormal(7*second, random.One/2), 40*second)
			}
		}
	default:
		a.took = e.took(s.TS, draw, 210*millisecond)
	}
	switch {
	case a.why == event.Banned:
		a.status, a.resp, a.took, a.waited = 403, 548, uint32(300+draw.Below(1_400)), 0
	case !a.ok:
		a.status, a.resp = 401, uint32(1_180+draw.Below(8))
	}
	if status, down := e.failing(s.TS); down && a.why != event.Banned {
		a.ok, a.why, a.status, a.waited = false, event.UpstreamError, status, 0
		a.resp, a.took = broken(status, s.Key)
	}
	return a
}

// push is what became of the question on the phone, a moment before the
// browser comes back. No request of the user's lies behind it.
func (e *Emitter) push(v *Visit, s Step, a *attempt) {
	at := Push(s)
	draw := at.Key.Rand()
	if ev := e.open(v, at, &draw); ev != nil {
		ev.Action, ev.Service, ev.LatencyUS = event.MFAChallenge, event.SignIn, uint32(a.waited)
		ev.Session, ev.Request, ev.Port = 0, 0, 0
		if !a.ok && (a.why == event.MFATimeout || a.why == event.MFADenied) {
			ev.Outcome, ev.Reason = event.Failure, a.why
		}
	}
}

// Push is the step of the question on the phone that belongs to an attempt to
// sign in with e-CPS.
func Push(signIn Step) Step {
	key := signIn.Key.At(drawPush)
	return Step{
		Name: signIn.Name + 1,
		TS:   signIn.TS - int64(80*millisecond+key.At(drawAhead).Below(400*millisecond)),
		Key:  key,
	}
}

// wayIn is the page flow around an attempt: the forms before it, the home page
// after it.
func (e *Emitter) wayIn(v *Visit, s Step, a *attempt, draw *random.Rand) {
	before := s.TS - int64(2*second+draw.Below(15*second)) - a.waited
	form, size := a.path, e.State.page(s.TS, signInKind, signInPage)+uint32(draw.Below(40))
	took := uint32(9*millisecond + draw.Below(40*millisecond))
	own := s.Key.At(drawWayIn).Rand()
	switch v.Auth {
	case event.CPS:
		e.access(
			v,
			s,
			request{
				part:   8,
				ts:     before - int64(30*millisecond+own.Below(200*millisecond)),
				method: event.GET,
				path:   event.PathSignIn,
				status: 302,
				took:   uint32(2*millisecond + own.Below(6*millisecond)),
				anon:   true,
			},
		)
	case event.ECPS:
		form = event.PathSignIn
		if a.waited > 0 {
			e.access(
				v,
				s,
				request{
					part:   9,
					ts:     s.TS - a.waited - int64(700*millisecond+own.Below(second)),
					method: event.GET,
					path:   event.PathSignInPush,
					status: 302,
					took:   uint32(4*millisecond + own.Below(12*millisecond)),
					anon:   true,
				},
			)
		}
	}
	e.access(
		v,
		s,
		request{part: 1, ts: before, method: event.GET, path: form, status: 200, resp: size, took: took, anon: true},
	)
	e.assets(v, s, before, draw)
	if a.ok {
		e.home(v, s, draw)
	}
}
