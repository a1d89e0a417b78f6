package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// home is the landing page after a sign-in, with its data. from is the page that led to
// it.
func (e *Emitter) home(v *Visit, s Step, draw *random.Rand, from event.Path) {
	at := s.TS + int64(60*millisecond+draw.Below(400*millisecond))
	e.access(v, s, request{
		part: 10, ts: at, method: event.GET, path: event.PathHome, referer: from, status: 200,
		resp: e.page(s.TS, homePage, v.Account), took: e.took(s.TS, draw, 45*millisecond),
	})
	messages, unread, payments := e.State.texts.news(v.Account, s.TS)
	e.access(v, s, request{
		part: 11, ts: at + int64(90*millisecond+draw.Below(500*millisecond)), method: event.GET,
		path: event.PathHomeData, referer: event.PathHome, status: 200,
		resp: 940 + 118*min(messages, 8) + 12*unread + 64*min(payments, 10), took: e.took(s.TS, draw, 120*millisecond),
	})
}

// SignOut ends the session; the portal shows its sign-in page again.
func (e *Emitter) SignOut(v *Visit, s Step) {
	draw := s.Key.Rand()
	took := e.took(s.TS, &draw, 18*millisecond)
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Logout, event.SignIn, event.GET, event.PathSignOut
		ev.Status, ev.LatencyUS = 302, took
	}
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.SignOut(&c, &at)
	}
	e.answer(v, s, &draw, request{
		method: event.GET, path: event.PathSignOut, referer: event.PathHome, status: 302, took: took,
	})
	if v.Browser {
		e.access(v, s, request{
			part: 1, ts: s.TS + int64(40*millisecond+draw.Below(200*millisecond)), method: event.GET,
			path: event.PathSignIn, referer: event.PathHome, status: 200, resp: e.State.page(s.TS, signInPage),
			took: e.took(s.TS, &draw, 12*millisecond), anon: true,
		})
	} else {
		e.follow(v, s, e.signInForm(s))
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
	path := servicePaths[service]
	r := request{method: event.GET, path: path, referer: event.PathHome, status: 200}
	r.req, r.resp = e.served(v, s, service, &draw)
	r.took = e.took(s.TS, &draw, 260*millisecond)
	if r.req > 0 {
		r.method, r.referer = event.POST, path
	}
	if st, down := e.failing(s.TS); down {
		r.status, r.anon, r.cookie = st, true, true
		r.resp, r.took = broken(st, s.Key)
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.ServiceUse, service, r.method, path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		if r.anon {
			ev.Outcome, ev.Reason = event.Failure, event.UpstreamError
		}
	}
	e.answer(v, s, &draw, r)
	if v.Browser && r.method == event.POST {
		e.access(v, s, request{
			part: 1, ts: s.TS - int64(3*second+draw.Below(16*second)), method: event.GET, path: path,
			referer: event.PathHome, status: 200, resp: e.page(s.TS, searchForm, v.Account) + formOf(service),
			took: e.took(s.TS, &draw, 40*millisecond),
		})
	}
	e.poll(v, s, &draw, path)
}

// formOf is by how much the form of a service is longer than that of Infopatient.
func formOf(service event.Service) uint32 { return 720 * uint32(service) }

// served is the size of a form that is sent to a service, 0 where only a page is asked
// for, and that of the answer: a list of the account's own, as long all day, or what was
// written, shown once more.
func (e *Emitter) served(v *Visit, s Step, service event.Service, draw *random.Rand) (req, resp uint32) {
	size := e.page(s.TS, servicePage, v.Account)
	messages, unread, payments := e.State.texts.news(v.Account, s.TS)
	switch service {
	case event.Payments:
		return 0, size + 312*payments
	case event.Messages:
		return 0, size + 286*messages + 31*unread
	}
	written := uint32(min(draw.LogNormal(140, random.One*7/10), 2_400)) // what a user writes, and to whom
	return 396 + 38*uint32(service) + written, size + 2*written
}

// poll is the page's own question for news.
func (e *Emitter) poll(v *Visit, s Step, draw *random.Rand, from event.Path) {
	if !v.Browser || !draw.Chance(800_000) {
		return
	}
	_, unread, _ := e.State.texts.news(v.Account, s.TS)
	e.access(v, s, request{
		part: 2, ts: s.TS + int64(300*millisecond+draw.Below(2*second)), method: event.GET, path: event.PathHomeData,
		referer: from, status: 200, resp: 318 + 104*unread, took: e.took(s.TS, draw, 35*millisecond),
	})
}
