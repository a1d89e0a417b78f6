package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// Refuse is a look-up that never reached the directory: the address is banned
// (403), a limit is reached (429), the session is gone (401), the client is
// challenged (403), a second factor is asked for (401, as RFC 9470 has it), or
// the service is closed (503).
func (e *Emitter) Refuse(v *Visit, s Step, q *Query, why event.Reason) {
	draw := s.Key.Rand()
	status, resp := refusal(s, why)
	r := e.search(q, uint32(212+draw.Below(6)))
	took := uint32(300 + draw.Below(1_400))
	r.status, r.resp, r.took = status, resp, took
	if st, down := e.failing(s.TS); down && why == event.SessionRevoked {
		why, r.status = event.UpstreamError, st
		r.resp, r.took = broken(st, s.Key)
	}
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Lookup, event.Infopatient, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		ev.NIR, ev.NIRRef = q.NIR, q.Ref
		ev.Outcome, ev.Reason, ev.Persons, ev.Result = event.Failure, why, 0, event.ResultError
	}
	e.answer(v, s, &draw, r)
}

// refusal is the answer of the portal to who is refused.
func refusal(s Step, why event.Reason) (status uint16, resp uint32) {
	switch why {
	case event.Banned:
		return 403, 548
	case event.RateLimited:
		return 429, 566
	case event.Challenged:
		return 403, uint32(2_310 + s.Key.At(drawRefusal).Below(40))
	case event.StepUpNeeded:
		return 401, uint32(1_240 + s.Key.At(drawRefusal).Below(12))
	case event.ServiceClosed:
		return 503, 1_204
	}
	return 401, 1_012
}

// RefuseUse emits a request for the page of a service that the portal refuses:
// from a banned address, or in a session that it has closed.
func (e *Emitter) RefuseUse(v *Visit, s Step, service event.Service, why event.Reason) {
	draw := s.Key.Rand()
	r := request{method: event.GET, path: servicePaths[service], took: uint32(300 + draw.Below(1_400))}
	r.status, r.resp = refusal(s, why)
	if st, down := e.failing(s.TS); down && why == event.SessionRevoked {
		why, r.status = event.UpstreamError, st
		r.resp, r.took = broken(st, s.Key)
	}
	e.refuseUse(v, s, &draw, service, r, why)
}

// Expired is a request for the page of a service in a session that the portal
// has closed: it leads to the sign-in.
func (e *Emitter) Expired(v *Visit, s Step, service event.Service) {
	draw := s.Key.Rand()
	r := request{
		method: event.GET,
		path:   servicePaths[service],
		status: 302,
		took:   uint32(300 + draw.Below(1_400)),
		anon:   true,
	}
	why := event.SessionExpired
	if st, down := e.failing(s.TS); down {
		why, r.status = event.UpstreamError, st
		r.resp, r.took = broken(st, s.Key)
	}
	e.refuseUse(v, s, &draw, service, r, why)
}

// refuseUse writes a request for the page of a service that came to nothing.
func (e *Emitter) refuseUse(
	v *Visit, s Step, draw *random.Rand, service event.Service, r request, why event.Reason,
) {
	if ev := e.open(v, s, draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.ServiceUse, service, r.method, r.path
		ev.Status, ev.RespBytes, ev.LatencyUS = r.status, r.resp, r.took
		ev.Outcome, ev.Reason = event.Failure, why
	}
	e.answer(v, s, draw, r)
}

// RefuseSignOut emits a log-out that the portal refuses.
func (e *Emitter) RefuseSignOut(v *Visit, s Step, why event.Reason) {
	e.deny(v, s, denied{action: event.Logout, method: event.GET, path: event.PathSignOut}, why)
}

// RefuseReset emits a request for a link to a new password that the portal
// refuses.
func (e *Emitter) RefuseReset(v *Visit, s Step, why event.Reason) {
	e.deny(
		v,
		s,
		denied{action: event.PasswordResetRequest, method: event.POST, path: event.PathForgotten, form: 96, anon: true},
		why,
	)
}

// RefusePassword emits a new password by a mailed link that the portal refuses.
func (e *Emitter) RefusePassword(v *Visit, s Step, why event.Reason) {
	e.deny(
		v,
		s,
		denied{action: event.PasswordReset, method: event.POST, path: event.PathReset, form: 160, anon: true},
		why,
	)
}

// denied is a request around signing in that is refused.
type denied struct {
	action event.Action
	method event.Method
	path   event.Path
	form   uint32 // least bytes of the form that it sends; 0 = none
	anon   bool   // outside a session
}

func (e *Emitter) deny(v *Visit, s Step, d denied, why event.Reason) {
	draw := s.Key.Rand()
	r := request{method: d.method, path: d.path, took: uint32(300 + draw.Below(1_400)), anon: d.anon}
	r.status, r.resp = refusal(s, why)
	if d.form > 0 {
		r.req = d.form + uint32(draw.Below(40))
	}
	if st, down := e.failing(s.TS); down && why == event.SessionRevoked {
		why, r.status = event.UpstreamError, st
		r.resp, r.took = broken(st, s.Key)
	}
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = d.action, event.SignIn, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		ev.Outcome, ev.Reason = event.Failure, why
		if d.anon {
			ev.Session = 0
		}
	}
	e.answer(v, s, &draw, r)
}
