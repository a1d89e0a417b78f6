package portal

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// SearchPath is the path of look-ups as the logs write it. In a path or query
// the number stands as the logs carry numbers: as a keyed reference, in clear,
// or, where they leave it out, masked by the proxy that writes them.
func SearchPath(o scenarios.Output) event.Path {
	if o.NIRLocation == scenarios.NIRInBody {
		return event.PathSearch
	}
	paths := [...]event.Path{
		scenarios.NIRHMAC:  event.PathByRef,
		scenarios.NIRClear: event.PathByNumber,
		scenarios.NIROmit:  event.PathMasked,
	}
	if o.NIRLocation == scenarios.NIRInQuery {
		paths = [...]event.Path{
			scenarios.NIRHMAC:  event.QueryByRef,
			scenarios.NIRClear: event.QueryByNumber,
			scenarios.NIROmit:  event.QueryMasked,
		}
	}
	return paths[o.NIR]
}

// Query is one Infopatient look-up and what the portal knows about it.
type Query struct {
	NIR     nir.NIR
	Ref     uint64 // keyed reference of NIR
	Dept    uint8  // department of residence of the person found, or event.NoPlace
	Persons int    // persons returned: the holder and the children under the number
	Shown   Shown  // of a person found, or without rights
	Result  event.Result
	KeyOff  uint8  // for a mistyped number
	First   bool   // first look-up of the visit: the form page is loaded before it
	Slow    uint32 // microseconds that a tarpit takes over the answer; 0 = no tarpit
	Again   bool   // the person was found minutes ago: the directory's cache has it
	Doctor  bool   // through the form for referring doctors, which shows the identity and the doctor
}

// The body of a look-up: the number, with its key, and the token of the form, which are
// always as long.
const (
	searchBody = 214
	doctorBody = 232
)

// LookUp is one Infopatient look-up by number.
func (e *Emitter) LookUp(v *Visit, s Step, q *Query) {
	if e.unseen(s.TS) {
		return
	}
	draw := s.Key.Rand()
	result, persons, dept := q.Result, q.Persons, q.Dept
	status, resp, took := e.reply(v, s, q, &draw)
	st, down := e.failing(s.TS)
	if down {
		result, persons, dept, status = event.ResultError, 0, event.NoPlace, st
		resp, took = broken(st, s.Key)
	}
	r, service := e.search(q), event.Infopatient
	if q.Doctor {
		service = event.ReferringDoctor
		r = request{
			method: event.POST, path: event.PathPatient, req: doctorBody, referer: event.PathReferringDoctor,
		}
	}
	switch {
	case q.Slow > 0 && status == 200:
		took = q.Slow
	case status != 502:
		took = s.within(min(took, longestAnswer))
	default:
		took = s.within(took)
	}
	r.status, r.resp, r.took, r.anon, r.cookie = status, resp, took, down, true
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Lookup, service, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = status, r.req, resp, took
		ev.NIR, ev.NIRRef, ev.PatientDept, ev.KeyOff = q.NIR, q.Ref, dept, q.KeyOff
		ev.Persons, ev.Result = int16(persons), result
		ev.Outcome, ev.Reason = outcome(result)
	}
	if !e.Batch.NoAccess {
		e.answer(v, s, &draw, r)
		e.around(v, s, q)
	}
}

// search is the request of a look-up: a form where the number travels in the
// body, a GET without one elsewhere. A refused request about nobody in
// particular is for the page of the form.
func (e *Emitter) search(q *Query) request {
	r := request{method: event.GET, path: e.Rules.Search, referer: event.PathInfopatient}
	switch {
	case r.path == event.PathSearch:
		r.method, r.req = event.POST, searchBody
	case q.NIR == 0:
		r.path = event.PathInfopatient
	case r.path.ByRef():
		r.asked = q.Ref
	case r.path.ByNumber():
		r.asked, r.keyOff = uint64(q.NIR), q.KeyOff
	}
	return r
}

// around is the rest of the page flow: the form, the poll. It has draws of its
// own, so that a slice that holds only these lines need not know the answer.
func (e *Emitter) around(v *Visit, s Step, q *Query) {
	form := event.PathInfopatient
	if q.Doctor {
		form = event.PathReferringDoctor
	}
	wait := e.waited(s, q)
	if !v.Browser {
		if q.First {
			s.TS -= wait
			page := e.page(s.TS, searchForm, v.Account)
			e.plainForm(v, s, request{path: form, referer: event.PathHome, resp: page})
		}
		return
	}
	own := s.Key.At(drawFlow).Rand()
	habit := e.person(v).At(drawReload).Rand()
	p := e.back(v, s, wait, beforePage)
	if (own.Chance(habit.Between(leastAnew, mostAnew)) || q.First) && p.pause(&typing) {
		p.formBefore(form, q.First)
	}
	e.poll(v, s, &own, form)
}

// How often the page of the form is asked for anew before a look-up, by the person's
// habit: some go on from the answer, others from the menu (assumptions).
const (
	leastAnew = 450_000
	mostAnew  = 950_000
)

// formBefore is the page of the form, shown at an instant, and what comes to nothing
// before it.
func (p *past) formBefore(form event.Path, first bool) {
	e := p.e
	r := request{
		part: 1, ts: p.at, method: event.GET, path: form, status: 200, resp: e.page(p.s.TS, searchForm, p.v.Account),
		took: e.took(p.s.TS, &p.draw, 40*millisecond),
	}
	p.at -= int64(r.took)
	switch { // loaded twice; or a form of a service looked at, and left
	case p.draw.Chance(reloadShare) && p.at-p.floor > 4*second && p.pause(&browsing):
		twice := r
		twice.part, twice.ts, twice.referer = 3, p.at, form
		e.access(p.v, p.s, twice)
		r.referer = form
	case p.draw.Chance(idleShare) && p.at-p.floor > 12*second && p.pause(&browsing):
		of := [...]event.Service{event.SickLeave, event.Transport, event.LongTermProtocol, event.ReferringDoctor}
		left := p.serviceForm(of[p.draw.Below(uint64(len(of)))])
		left.part, left.ts, left.took = 4, p.at, e.took(p.s.TS, &p.draw, 40*millisecond)
		if left.referer = p.s.From; left.referer == event.NoPath {
			left.referer = event.PathHome
		}
		e.access(p.v, p.s, left)
		r.referer = left.path
	case first:
		r.referer = p.menu(awayShare)
	default:
		if r.referer = form; p.s.From != event.NoPath {
			r.referer = p.menu(awayShare)
		}
	}
	e.access(p.v, p.s, r)
}

// longestAnswer bounds how long the directory takes over an answer that is no error: then
// the portal gives it up.
const (
	longestAnswer = 3 * second
	usualAnswer   = 1_500 * millisecond
)

// waited is how long before its line a look-up was sent, as far as is known where the
// slice has only the lines around it: what is found takes less than it says.
func (e *Emitter) waited(s Step, q *Query) int64 {
	switch {
	case q.Slow > 0:
		return int64(q.Slow)
	case q.Result == event.ResultError:
		draw := s.Key.Rand()
		_, _, took := e.reply(nil, s, q, &draw)
		return int64(s.within(took))
	}
	return usualAnswer
}

// reply is status, size and time of an answer, as they follow from what was found: a
// page shows what the record has, and takes longer the more persons it is about. The
// page is as long as before where the same person is asked for again.
func (e *Emitter) reply(v *Visit, s Step, q *Query, draw *random.Rand) (status uint16, resp, took uint32) {
	c := e.State
	switch q.Result {
	case event.Found:
		kind := personPage
		children := c.texts.children(uint64(q.NIR), q.Persons-1)
		if q.Doctor { // the identity alone, and the doctor
			kind, children = doctorPage, children/8
		}
		work := 300*millisecond + int64(q.Persons)*14*millisecond
		if q.Again || c.warm(uint64(q.NIR), s.TS) {
			work = 42*millisecond + int64(q.Persons)*5*millisecond
		}
		return 200, c.page(s.TS, kind) + q.Shown.weight() + children, c.took(s.TS, draw, work)
	case event.NotFound:
		size := c.page(s.TS, emptyPage)
		if e.Rules.NotFoundStatus != 200 {
			size -= 2_420 // a page of error
		}
		return e.Rules.NotFoundStatus, size, c.took(s.TS, draw, 240*millisecond)
	case event.NoRights:
		size := c.page(s.TS, lapsedPage) + uint32(q.Shown.Letters)
		return 200, size, c.took(s.TS, draw, 270*millisecond)
	case event.BadKey: // the form's own check: nothing is asked of the directory
		return 400, 1_414, c.took(s.TS, draw, 15*millisecond)
	default:
		return 502, 568, uint32(min(uint64(c.took(s.TS, draw, 4*second)), 30*second))
	}
}

func outcome(r event.Result) (event.Outcome, event.Reason) {
	switch r {
	case event.Found:
		return event.Success, event.NoReason
	case event.NotFound:
		return event.Failure, event.NotInDirectory
	case event.NoRights:
		return event.Failure, event.RightsClosed
	case event.BadKey:
		return event.Failure, event.BadKeyTyped
	default:
		return event.Failure, event.UpstreamError
	}
}
