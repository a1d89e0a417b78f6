package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/scenarios"
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
	if q.Slow > 0 && status == 200 {
		took = q.Slow
	}
	r.status, r.resp, r.took, r.anon, r.cookie = status, resp, took, down, true
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Lookup, service, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = status, r.req, resp, took
		ev.NIR, ev.NIRRef, ev.PatientDept, ev.KeyOff = q.NIR, q.Ref, dept, q.KeyOff
		ev.Persons, ev.Result = int16(persons), result
		ev.Outcome, ev.Reason = outcome(result)
	}
	e.answer(v, s, &draw, r)
	e.around(v, s, q)
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
	form, from := event.PathInfopatient, event.PathInfopatient
	if q.Doctor {
		form, from = event.PathReferringDoctor, event.PathReferringDoctor
	}
	if q.First {
		from = event.PathHome
	}
	if !v.Browser {
		if q.First {
			e.plainForm(v, s, request{path: form, referer: from, resp: e.page(s.TS, searchForm, v.Account)})
		}
		return
	}
	own := s.Key.At(drawFlow).Rand()
	draw := &own
	if draw.Chance(700_000) || q.First {
		e.access(v, s, request{
			part: 1, ts: s.TS - int64(4*second+draw.Below(15*second)), method: event.GET, path: form, referer: from,
			status: 200, resp: e.page(s.TS, searchForm, v.Account), took: e.took(s.TS, draw, 40*millisecond),
		})
	}
	e.poll(v, s, draw, form)
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
		if c.warm(uint64(q.NIR), s.TS) {
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
