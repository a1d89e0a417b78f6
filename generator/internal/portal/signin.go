package portal

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
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
	r := request{
		method: a.method, path: a.path, referer: a.path, status: a.status, req: e.form(v, s, &a), resp: a.resp,
		took: a.took, anon: true, // whose it is shows only behind it
	}
	if a.path == event.PathCallBack {
		r.referer = event.PathSignInPush // the identity provider
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Login, event.SignIn, a.method, a.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS, ev.Reason = a.status, r.req, a.resp, a.took, a.why
		if !a.ok {
			ev.Outcome, ev.Session = event.Failure, 0
		}
	}
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.SignIn(&c, &at, a.ok, a.why)
	}
	e.answer(v, s, &draw, r)
	if a.why == event.Banned {
		return
	}
	if a.waited > 0 {
		e.push(v, s, &a)
	}
	if e.Batch.NoAccess {
		return
	}
	if v.Browser {
		e.wayIn(v, s, &a, &draw)
	} else {
		e.plainWayIn(v, s, a.ok, a.took)
	}
}

// cardBody is what a card's reader sends, in bytes: the certificate, and what it signed.
const cardBody = 2_716

// form is the size of what is sent: the same user and password are always as long. Who
// mistypes a password leaves a letter out or hits one too many as often as a wrong one.
func (e *Emitter) form(v *Visit, s Step, a *attempt) uint32 {
	if a.method == event.GET {
		return 0
	}
	if v.Account == event.NoAccount || v.Truth.Actor == event.Outsider { // whatever somebody has tried
		return tokenBody + 17 + uint32(s.Key.At(drawTyped).Below(23))
	}
	u := e.State.texts.userOf(v.Account)
	if a.path == event.PathSignInCard {
		return cardBody + u.name // as the certificate has it
	}
	size := tokenBody + e.typedBytes(v) + u.password
	if a.why == event.BadCredentials {
		size += uint32(s.Key.At(drawTyped).Below(3)) - 1
	}
	return size
}

// attempt decides what an attempt looks like: the draws of its size and time,
// and which of the card's and the phone's failures a refusal is.
func (e *Emitter) attempt(v *Visit, s Step, a attempt, draw *random.Rand) attempt {
	a.method, a.path, a.status, a.resp = event.POST, event.PathSignIn, 302, 0
	own := s.Key.At(drawMeans).Rand() // what the card and the phone do
	switch v.Auth {
	case event.CPS:
		a.path, a.took = event.PathSignInCard, e.took(s.TS, draw, 640*millisecond) // the card takes part
		longAgo := s.Prior == 0 || s.TS-s.Prior > cardTimeout+2*second
		if a.why == event.CardError && longAgo && own.Chance(400_000) {
			a.why, a.took = event.CardTimeout, cardTimeout-uint32(own.Below(millisecond))
		}
	case event.ECPS:
		a.method, a.path, a.took = event.GET, event.PathCallBack, e.took(s.TS, draw, 320*millisecond)
		a.took = min(a.took, uint32(s.TS-Push(s).TS-leastBack)) // the browser comes back behind the answer
		a.waited = min(own.LogNormal(6*second, random.One/2), 20*second)
		if a.why == event.CardError {
			a.why = event.MFATimeout
			a.waited = pushTimeout + int64(own.Below(200*millisecond))
			if own.Chance(200_000) {
				a.why, a.waited = event.MFADenied, min(own.LogNormal(7*second, random.One/2), 40*second)
			}
		}
	default:
		a.took = s.within(e.took(s.TS, draw, 210*millisecond))
	}
	if a.path == event.PathSignInCard {
		a.took = s.within(a.took)
	}
	switch {
	case a.why == event.Banned:
		a.status, a.resp, a.took, a.waited = 403, 548, uint32(300+draw.Below(1_400)), 0
	case !a.ok:
		a.status, a.resp = 401, 1_164+e.typedBytes(v) // the form once more, with who it was
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
	at, why := Push(s), event.NoReason
	if !a.ok && (a.why == event.MFATimeout || a.why == event.MFADenied) {
		why = a.why
	}
	if c, of, ok := e.identified(v, at); ok {
		of.Session = 0
		e.Identity.Factor(&c, &of, why)
	}
	if ev := e.open(v, at); ev != nil {
		ev.Action, ev.Service, ev.LatencyUS = event.MFAChallenge, event.SignIn, uint32(a.waited)
		ev.Session, ev.Request, ev.Port = 0, 0, 0
		if why != event.NoReason {
			ev.Outcome, ev.Reason = event.Failure, why
		}
	}
}

// Push is the step of the question on the phone that belongs to an attempt to
// sign in with e-CPS.
func Push(signIn Step) Step {
	key := signIn.Key.At(drawPush)
	ahead := key.At(drawAhead).Rand()
	return Step{
		Name: signIn.Name + 1,
		TS:   signIn.TS - leastAhead - min(ahead.LogNormal(900*millisecond, random.One*6/10), mostAhead),
		Key:  key,
	}
}

// wayIn is the page flow around an attempt: the forms before it, the home page
// after it.
func (e *Emitter) wayIn(v *Visit, s Step, a *attempt, draw *random.Rand) {
	own := s.Key.At(drawWayIn).Rand()
	p := e.back(v, s, int64(a.took), beforeSignIn)
	from := a.path
	if v.Auth == event.ECPS {
		from = event.PathSignInPush
		if a.waited > 0 {
			r := request{
				part: 9, method: event.GET, path: event.PathSignInPush, referer: event.PathSignIn, status: 302,
				took: uint32(4*millisecond + own.Below(12*millisecond)), anon: true,
			}
			r.ts = Push(s).TS - a.waited - 300*millisecond - min(own.LogNormal(700*millisecond, random.One/2), 4*second)
			e.access(v, s, r)
			p.at = r.ts - int64(r.took)
		}
	}
	again := s.Retry && s.TS-s.Prior < staysThere && v.Auth != event.ECPS && own.Chance(triesThere)
	if !again && p.pause(&signing) {
		p.signInPage(&own)
	}
	if a.ok {
		e.home(v, s, draw, from)
	}
}

// triesThere is how many try again on the page that the refusal has shown, in millionths;
// the others begin anew, and so does everybody later (assumptions).
const (
	triesThere = 850_000
	staysThere = 300 * second
)

// signInPage is the page to sign in on, which was there at an instant: with what its
// browser asks for beside it, and now and then loaded twice.
func (p *past) signInPage(own *random.Rand) {
	e := p.e
	form := request{
		part: 1, ts: p.at, method: event.GET, path: event.PathSignIn, status: 200,
		resp: e.State.page(p.s.TS, signInPage), took: uint32(9*millisecond + own.Below(40*millisecond)), anon: true,
	}
	if p.v.Auth == event.CPS {
		form.path, form.resp = event.PathSignInCard, e.State.page(p.s.TS, cardPage)
	}
	e.access(p.v, p.s, form)
	shown := p.at
	p.at -= int64(form.took)
	if own.Chance(reloadShare) && p.pause(&browsing) {
		form.part, form.ts, shown = 3, p.at, p.at
		e.access(p.v, p.s, form)
		p.at -= int64(form.took)
	}
	if p.v.Auth == event.CPS {
		p.at -= int64(30*millisecond + own.Below(200*millisecond))
		e.access(p.v, p.s, request{
			part: 8, ts: p.at, method: event.GET, path: event.PathSignIn, status: 302,
			took: uint32(2*millisecond + own.Below(6*millisecond)), anon: true,
		})
	}
	e.bookmarked(p.v, p.s, p.at)
	e.files(p.v, p.s, form.path, shown)
}

// RequestReset asks for a link to a new password by e-mail.
func (e *Emitter) RequestReset(v *Visit, s Step) {
	draw := s.Key.Rand()
	r := request{
		method: event.POST, path: event.PathForgotten, referer: event.PathForgotten, status: 202, resp: 2_204,
		anon: true, req: tokenBody + e.typedBytes(v), took: e.took(s.TS, &draw, 180*millisecond),
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.PasswordResetRequest, event.SignIn, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		ev.Session, ev.Reason = 0, event.ForgottenPassword
	}
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.RequestReset(&c, &at)
	}
	e.answer(v, s, &draw, r)
	if v.Browser {
		p := e.back(v, s, int64(r.took), beforePage)
		if p.pause(&mailing) {
			e.access(v, s, request{
				part: 1, ts: p.at, method: event.GET, path: event.PathForgotten,
				referer: event.PathSignIn, status: 200, resp: e.State.page(s.TS, forgottenPage),
				took: e.took(s.TS, &draw, 12*millisecond), anon: true,
			})
		}
	} else {
		s.TS -= int64(r.took)
		e.plainForm(v, s, request{path: event.PathForgotten, resp: e.State.page(s.TS, forgottenPage), anon: true})
	}
}

// What a form sends beside what was typed, in bytes: names of fields, and a token.
const tokenBody = 82

// SetPassword chooses a new password, by a mailed link or because the portal
// demands it inside a session.
func (e *Emitter) SetPassword(v *Visit, s Step, why event.Reason) {
	draw := s.Key.Rand()
	inSession := why == event.PasswordChangeRequired
	r := request{
		method: event.POST, path: event.PathReset, referer: event.PathReset, status: 302, anon: !inSession,
		req:  2*tokenBody + 2*e.State.texts.userOf(v.Account).password, // typed twice
		took: e.took(s.TS, &draw, 230*millisecond),
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.PasswordReset, event.SignIn, r.method, r.path
		ev.Status, ev.ReqBytes, ev.LatencyUS, ev.Reason = r.status, r.req, r.took, why
		if !inSession {
			ev.Session = 0
		}
	}
	e.answer(v, s, &draw, r)
	if v.Browser {
		p := e.back(v, s, int64(r.took), beforePage)
		if !inSession && s.Prior != 0 {
			p.floor = max(p.floor, s.Prior+mailTime) // the link is in a mail
		}
		if !p.pause(&choosing) {
			p.at = max(p.at-2*second, (p.at+s.Prior)/2)
		}
		e.passwordSet(v, s, why, p.at)
		form := request{
			part: 1, ts: p.at, method: event.GET, path: event.PathReset,
			status: 200, resp: e.State.page(s.TS, passwordPage), took: e.took(s.TS, &draw, 14*millisecond),
			anon: !inSession,
		}
		if inSession { // else it is a link in a mail, which names no page
			form.referer = event.PathHome
		}
		e.access(v, s, form)
		return
	}
	e.passwordSet(v, s, why, s.TS-int64(second+s.Key.At(drawMailed).Below(2*second)))
	e.plainForm(v, s, request{path: event.PathReset, resp: e.State.page(s.TS, passwordPage), anon: !inSession})
	if !inSession {
		e.follow(v, s, e.signInForm(s))
	}
}

// mailTime is how long after a link was asked for its mail can be read, at least.
const mailTime = 20 * second

// Administer is a step of the defender: no request of the portal's users lies
// behind it, so it has no access line, session, client or method.
func (e *Emitter) Administer(v *Visit, s Step, action event.Action, why event.Reason) {
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Reason, ev.Service = action, why, event.Administration
		ev.Session, ev.Request, ev.Port, ev.ClientFP, ev.UserAgent, ev.Auth = 0, 0, 0, 0, 0, event.NoAuth
	}
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.Administer(&c, &at, action, why)
	}
}

// passwordSet tells the identity provider of a new password whose form was asked for at an
// instant.
func (e *Emitter) passwordSet(v *Visit, s Step, why event.Reason, asked int64) {
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.SetPassword(&c, &at, why, asked)
	}
}
