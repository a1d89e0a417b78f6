package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// Query is one Infopatient look-up and what the portal knows about it.
type Query struct {
	NIR     nir.NIR
	Ref     uint64 // keyed reference of NIR
	Dept    uint8  // department of residence of the person found, or event.NoPlace
	Persons int    // persons returned: the holder and the children under the number
	Result  event.Result
	KeyOff  uint8  // for a mistyped number
	First   bool   // first look-up of the visit: the form page is loaded before it
	Slow    uint32 // microseconds that a tarpit takes over the answer; 0 = no tarpit
	Doctor  bool   // through the form for referring doctors, which shows the identity and the doctor
}

// LookUp is one Infopatient look-up by number.
func (e *Emitter) LookUp(v *Visit, s Step, q *Query) {
	draw := s.Key.Rand()
	result, persons, dept := q.Result, q.Persons, q.Dept
	status, resp, took := e.reply(q, s.TS, &draw)
	if st, down := e.failing(s.TS); down {
		result, persons, dept, status = event.ResultError, 0, event.NoPlace, st
		resp, took = broken(st, s.Key)
	}
	r := e.search(q, uint32(212+draw.Below(6)))
	service := event.Infopatient
	if q.Doctor {
		service, r = event.ReferringDoctor, request{method: event.POST, path: event.PathPatient, req: r.req}
		r.req = max(r.req, 208)
	}
	if q.Slow > 0 && status == 200 {
		took = q.Slow
	}
	r.status, r.resp, r.took = status, resp, took
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Lookup, service, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = status, r.req, resp, took
		ev.NIR, ev.NIRRef, ev.PatientDept, ev.KeyOff = q.NIR, q.Ref, dept, q.KeyOff
		ev.Persons, ev.Result = int16(persons), result
		ev.Outcome, ev.Reason = outcome(result)
	}
	e.answer(v, s, &draw, r)
	e.around(v, s, q)
}

// around is the rest of the page flow: the form, the poll. It has draws of its
// own, so that a slice that holds only these lines need not know the answer.
func (e *Emitter) around(v *Visit, s Step, q *Query) {
	if !v.Browser {
		return
	}
	own := s.Key.At(drawFlow).Rand()
	draw := &own
	form := event.PathInfopatient
	if q.Doctor {
		form = event.PathReferringDoctor
	}
	if draw.Chance(700_000) || q.First {
		e.access(v, s, request{
			part:   1,
			ts:     s.TS - int64(4*second+draw.Below(15*second)),
			method: event.GET,
			path:   form,
			status: 200,
			resp:   e.State.page(s.TS, formKind, formPage) + uint32(draw.Below(300)),
			took:   e.took(s.TS, draw, 40*millisecond),
		})
	}
	e.poll(v, s, draw)
}

// reply is status, size and time of an answer, as they follow from what was
// found: each person returned adds a record.
func (e *Emitter) reply(q *Query, ts int64, draw *random.Rand) (status uint16, resp, took uint32) {
	switch q.Result {
	case event.Found:
		size := uint32(5_120 + 1_840*q.Persons + int(draw.Below(420)))
		if q.Doctor {
			size = 2_890 + size/8 // the identity alone, and the doctor
		}
		return 200, size, e.took(ts, draw, 290*millisecond+int64(q.Persons)*12*millisecond)
	case event.NotFound:
		size := 3_960 + draw.Below(24) // the page of results, empty
		if e.Rules.NotFoundStatus != 200 {
			size -= 2_420 // a page of error
		}
		return e.Rules.NotFoundStatus, uint32(size), e.took(ts, draw, 240*millisecond)
	case event.NoRights:
		return 200, uint32(4_310 + draw.Below(60)), e.took(ts, draw, 280*millisecond)
	case event.BadKey:
		return 400, uint32(1_410 + draw.Below(10)), e.took(ts, draw, 15*millisecond)
	default:
		return 502, 568, uint32(min(uint64(e.took(ts, draw, 4*second)), 30*second))
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

// search is the request of a look-up: a form where the number travels in the
// body, a GET without one elsewhere. A refused request about nobody in
// particular is for the page of the form.
func (e *Emitter) search(q *Query, body uint32) request {
	r := request{method: event.GET, path: e.Rules.Search}
	switch {
	case r.path == event.PathSearch:
		r.method, r.req = event.POST, body
	case q.NIR == 0:
		r.path = event.PathInfopatient
	case r.path.ByRef():
		r.asked = q.Ref
	case r.path.ByNumber():
		r.asked, r.keyOff = uint64(q.NIR), q.KeyOff
	}
	return r
}
