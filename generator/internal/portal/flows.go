package portal

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// home is the landing page after a sign-in, with its data. from is the page that led to
// it.
func (e *Emitter) home(v *Visit, s Step, draw *random.Rand, from event.Path) {
	p := past{e: e, v: v, s: s, draw: *draw}
	p.homeAt(request{part: 10, ts: s.TS + rendering(&p.draw), referer: from})
}

// homeAt is the home page, asked for at the instant of a request, and its data, which the
// next part numbers.
func (p *past) homeAt(of request) {
	e, v, s, draw := p.e, p.v, p.s, &p.draw
	of.method, of.path, of.status = event.GET, event.PathHome, 200
	of.resp, of.took = e.page(s.TS, homePage, v.Account), e.took(s.TS, draw, 45*millisecond)
	of.ts += int64(of.took)
	e.access(v, s, of)
	messages, unread, payments := e.State.texts.news(v.Account, s.TS)
	data := request{
		part: of.part + 1, method: event.GET, path: event.PathHomeData, referer: event.PathHome, status: 200,
		resp: 940 + 118*min(messages, 8) + 12*unread + 64*min(payments, 10), took: e.took(s.TS, draw, 120*millisecond),
	}
	data.ts = of.ts + rendering(draw) + int64(data.took)
	e.access(v, s, data)
}

// rendering draws how long after an answer a browser asks for what follows from it.
func rendering(draw *random.Rand) int64 {
	return min(draw.LogNormal(180*millisecond, random.One*6/10), 3*second)
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
	if e.Batch.NoAccess {
		return
	}
	from := event.PathHome
	if v.Browser {
		p := e.back(v, s, int64(took), beforePage)
		from = p.menu(homeShare)
	}
	e.answer(v, s, &draw, request{
		method: event.GET, path: event.PathSignOut, referer: from, status: 302, took: took,
	})
	if v.Browser {
		r := request{
			part: 1, method: event.GET, path: event.PathSignIn, referer: from, status: 200,
			resp: e.State.page(s.TS, signInPage), took: e.took(s.TS, &draw, 12*millisecond), anon: true,
		}
		r.ts = s.TS + rendering(&draw)/3 + int64(r.took)
		e.access(v, s, r)
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
	if e.unseen(s.TS) {
		return
	}
	draw := s.Key.Rand()
	path := servicePaths[service]
	r := request{method: event.GET, path: path, status: 200}
	r.req, r.resp = e.served(v, s, service, &draw)
	r.took = s.within(e.took(s.TS, &draw, 260*millisecond))
	if !e.Batch.NoAccess {
		r.referer = e.led(v, s, service, r)
	}
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
	if !e.Batch.NoAccess {
		e.answer(v, s, &draw, r)
		e.poll(v, s, &draw, path)
	}
}

// led is what a person does before a service is used: its form is filled in, now and then
// at the second go, from the menu of some page, which it returns.
func (e *Emitter) led(v *Visit, s Step, service event.Service, r request) event.Path {
	if !v.Browser {
		return event.PathHome
	}
	p := e.back(v, s, int64(r.took), beforePage)
	if r.req == 0 {
		return p.menu(homeShare)
	}
	if p.pause(&filling) {
		form := p.serviceForm(service)
		form.took = e.took(s.TS, &p.draw, 40*millisecond)
		first := p
		first.at -= int64(form.took)
		if first.draw.Chance(leftShare) && first.pause(&browsing) {
			again := form
			again.part, again.ts, again.referer = 3, first.at, s.From
			if s.From == event.NoPath {
				again.referer = event.PathHome
			}
			e.access(v, s, again)
			first.at -= int64(again.took)
		}
		form.part, form.ts, form.referer = 1, p.at, first.menu(homeShare)
		e.access(v, s, form)
	}
	return r.path
}

// serviceForm is the page of the form of a service.
func (p *past) serviceForm(service event.Service) request {
	return request{
		method: event.GET, path: servicePaths[service], status: 200,
		resp: p.e.page(p.s.TS, searchForm, p.v.Account) + formOf(service),
	}
}

// Form reports whether a service is used by a form that is filled in.
func Form(s event.Service) bool {
	switch s {
	case event.ReferringDoctor, event.SickLeave, event.LongTermProtocol, event.Transport:
		return true
	}
	return false
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

// The panel of news beside a page is open or closed, as its browser remembers. An open one
// asks for news when something was answered, unless it did so in the same stretch of a
// clock that started with the session.
const (
	openShare = 780_000
	freshFor  = 8 * second
)

// poll is the page's own question for news.
func (e *Emitter) poll(v *Visit, s Step, draw *random.Rand, from event.Path) {
	if !v.Browser || !e.person(v).At(drawPanel).Chance(openShare) {
		return
	}
	phase := int64(random.Key(v.Session).Below(freshFor))
	if s.Prior != 0 && (s.TS+phase)/freshFor == (s.Prior+phase)/freshFor {
		return
	}
	_, unread, _ := e.State.texts.news(v.Account, s.TS)
	r := request{
		part: 2, method: event.GET, path: event.PathHomeData, referer: from, status: 200, resp: 318 + 104*unread,
		took: e.took(s.TS, draw, 35*millisecond),
	}
	r.ts = s.TS + rendering(draw) + int64(r.took)
	e.access(v, s, r)
}

// Draws of the key of a person at a machine.
const (
	drawPace   = 1 // how quick
	drawPanel  = 2 // whether the panel of news is open
	drawReload = 3 // how often the page of the form is asked for anew
)

// person names what belongs to a person at a machine, and stays.
func (e *Writer) person(v *Visit) random.Key {
	return e.State.texts.key.At2(aboutPace, v.Machine^uint64(v.Account)<<40)
}

// pause is how long people take over a page: log-normal about a median, which is a
// person's own (all assumptions).
type pause struct{ median, sigma, least int64 }

var (
	typing   = pause{9 * second, random.One * 6 / 10, 1_500 * millisecond} // thirteen digits, the key
	signing  = pause{8 * second, random.One * 7 / 10, 1_200 * millisecond} // some have the browser fill it in
	mailing  = pause{11 * second, random.One * 6 / 10, 2 * second}         // a name, for a link to a new password
	choosing = pause{22 * second, random.One * 6 / 10, 4 * second}         // a new password, twice
	filling  = pause{70 * second, random.One * 6 / 10, 6 * second}         // the form of a service
	browsing = pause{5 * second, random.One * 8 / 10, 900 * millisecond}   // a look at a page, and on
)

// Shares of what leads to nothing, in millionths (assumptions).
const (
	paceSigma   = random.One * 35 / 100
	leftShare   = 120_000 // forms of services that are left, and opened again
	idleShare   = 4_000   // look-ups before which the form of a service is opened and left
	reloadShare = 50_000  // pages to sign in and to look up that are loaded twice
	homeShare   = 180_000 // services and sign-outs to which the way leads over the home page
	awayShare   = 50_000  // look-ups likewise: most go on from where they are
	settled     = 400 * millisecond
)

// past goes back from a request to what its person did before.
type past struct {
	e         *Emitter
	v         *Visit
	s         Step
	at, floor int64 // when the step after it began; and before which nothing can be
	draw      random.Rand
}

// back stands at the instant at which the request of a step was sent. reach is how far
// its flow may go back.
func (e *Emitter) back(v *Visit, s Step, took, reach int64) past {
	p := past{e: e, v: v, s: s, at: s.TS - took, floor: s.TS - reach, draw: s.Key.At(drawBack).Rand()}
	if s.Prior != 0 {
		p.floor = max(p.floor, s.Prior+settled)
	}
	return p
}

// pause goes back by the time that the person takes. It reports whether there was as much.
func (p *past) pause(of *pause) bool {
	pace := p.e.person(p.v).At(drawPace).Rand()
	median := pace.LogNormal(of.median, paceSigma)
	room := p.at - p.floor
	if room <= of.least {
		return false
	}
	for range 3 {
		if d := p.draw.LogNormal(median, of.sigma); d >= of.least && d < room {
			p.at -= d
			return true
		}
	}
	p.at -= p.draw.Between(of.least, room)
	return true
}

// menu is the page from which the person goes on: where the step before led, or the home
// page, which is opened first in a share of the cases.
func (p *past) menu(share int64) event.Path {
	from := p.s.From
	if from == event.NoPath || from == event.PathHome {
		return event.PathHome
	}
	if p.draw.Chance(share) && p.pause(&browsing) {
		at := p.at - 2*second
		if at > p.floor {
			p.homeAt(request{part: 5, ts: at, referer: from})
			return event.PathHome
		}
	}
	return from
}

// within is how long an answer took: whoever goes on when it has come began it after the
// step before. Steps that are closer than people make them are a program's, side by side.
func (s Step) within(took uint32) uint32 {
	const sideBySide = 2 * second
	if gap := s.TS - s.Prior; s.Prior != 0 && gap > sideBySide {
		return uint32(min(int64(took), gap*3/4))
	}
	return took
}

// PageOf is the page of a service.
func PageOf(s event.Service) event.Path {
	if s == event.Infopatient {
		return event.PathInfopatient
	}
	return servicePaths[s]
}
