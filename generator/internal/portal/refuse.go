package portal

import "github.com/breachsim/breachsim/generator/event"

// Refuse is a look-up that never reached the directory: the address is banned
// (403), a limit is reached (429), the session is gone (401), the client is
// challenged (403), a second factor is asked for (401, as RFC 9470 has it), or
// the service is closed (503).
func (e *Emitter) Refuse(v *Visit, s Step, q *Query, why event.Reason) {
	e.turnDown(v, s, turned{
		action: event.Lookup, service: event.Infopatient, request: e.search(q), why: why, query: q,
	})
}

// RefuseUse emits a request for the page of a service that the portal refuses:
// from a banned address, or in a session that it has closed.
func (e *Emitter) RefuseUse(v *Visit, s Step, service event.Service, why event.Reason) {
	e.turnDown(v, s, turned{action: event.ServiceUse, service: service, request: pageOf(service), why: why})
}

// Expired is a request for the page of a service in a session that the portal
// has closed: it leads to the sign-in.
func (e *Emitter) Expired(v *Visit, s Step, service event.Service) {
	r := pageOf(service)
	r.status, r.anon, r.cookie = 302, true, true
	e.turnDown(v, s, turned{action: event.ServiceUse, service: service, request: r, why: event.SessionExpired})
}

func pageOf(service event.Service) request {
	return request{method: event.GET, path: servicePaths[service], referer: event.PathHome}
}

// RefuseSignOut emits a log-out that the portal refuses.
func (e *Emitter) RefuseSignOut(v *Visit, s Step, why event.Reason) {
	e.turnDown(v, s, turned{action: event.Logout, service: event.SignIn, why: why, request: request{
		method: event.GET, path: event.PathSignOut, referer: event.PathHome,
	}})
}

// RefuseReset emits a request for a link to a new password that the portal
// refuses.
func (e *Emitter) RefuseReset(v *Visit, s Step, why event.Reason) {
	e.turnDown(v, s, turned{action: event.PasswordResetRequest, service: event.SignIn, why: why, request: request{
		method: event.POST, path: event.PathForgotten, referer: event.PathForgotten, anon: true,
		req: tokenBody + e.typedBytes(v),
	}})
}

// RefusePassword emits a new password by a mailed link that the portal refuses.
func (e *Emitter) RefusePassword(v *Visit, s Step, why event.Reason) {
	e.turnDown(v, s, turned{action: event.PasswordReset, service: event.SignIn, why: why, request: request{
		method: event.POST, path: event.PathReset, referer: event.PathReset, anon: true,
		req: 2*tokenBody + 2*e.State.texts.userOf(v.Account).password,
	}})
}

// turned is a request that comes to nothing.
type turned struct {
	action  event.Action
	service event.Service
	request request // with its status where that is not what the reason says
	why     event.Reason
	query   *Query // of a look-up
}

// turnDown emits a request that the portal refuses. In a session that was closed, a
// portal that is down says so first.
func (e *Emitter) turnDown(v *Visit, s Step, t turned) {
	draw := s.Key.Rand()
	r, led := t.request, t.request.status != 0
	r.took = uint32(300 + draw.Below(1_400))
	if !led {
		var atProxy bool
		r.status, r.resp, atProxy = refusal(t.why)
		if atProxy {
			r.cookie, r.anon = !r.anon, true
		}
	}
	if t.why == event.SessionExpired || t.why == event.SessionRevoked { // the proxy learns a name from a session alone
		r.cookie, r.anon = r.cookie || !r.anon, true
	}
	if st, down := e.failing(s.TS); down && (t.why == event.SessionRevoked || led) {
		t.why, r.status = event.UpstreamError, st
		r.resp, r.took = broken(st, s.Key)
		r.cookie, r.anon = r.cookie || !r.anon, true
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = t.action, t.service, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		ev.Outcome, ev.Reason = event.Failure, t.why
		if t.query != nil {
			ev.NIR, ev.NIRRef, ev.Persons, ev.Result = t.query.NIR, t.query.Ref, 0, event.ResultError
		}
		if t.action == event.PasswordResetRequest || t.action == event.PasswordReset {
			ev.Session = 0
		}
	}
	e.answer(v, s, &draw, r)
}

// refusal is the answer of the portal to who is refused. An address is banned at the
// proxy, which does not know whose session it is.
func refusal(why event.Reason) (status uint16, resp uint32, atProxy bool) {
	switch why {
	case event.Banned:
		return 403, 548, true
	case event.RateLimited:
		return 429, 566, false
	case event.Challenged:
		return 403, challengePage, false
	case event.StepUpNeeded:
		return 401, 1_246, false
	case event.ServiceClosed:
		return 503, 1_204, false
	}
	return 401, 1_012, false
}

// challengePage is the size of a challenge, whose number is always as long.
const challengePage = 2_330
