package portal

import "breachsim/generator/event"

// RequestReset asks for a link to a new password by e-mail.
func (e *Emitter) RequestReset(v *Visit, s Step) {
	draw := s.Key.Rand()
	took, req := e.took(s.TS, &draw, 180*millisecond), uint32(96+draw.Below(40))
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service = event.PasswordResetRequest, event.SignIn
		ev.Method, ev.Path = event.POST, event.PathForgotten
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = 202, req, 2_204, took
		ev.Session, ev.Reason = 0, event.ForgottenPassword
	}
	e.answer(
		v,
		s,
		&draw,
		request{
			method: event.POST,
			path:   event.PathForgotten,
			status: 202,
			req:    req,
			resp:   2_204,
			took:   took,
			anon:   true,
		},
	)
	if v.Browser {
		e.access(
			v,
			s,
			request{
				part:   1,
				ts:     s.TS - int64(3*second+draw.Below(9*second)),
				method: event.GET,
				path:   event.PathForgotten,
				status: 200,
				resp:   5_006,
				took:   e.took(s.TS, &draw, 12*millisecond),
				anon:   true,
			},
		)
	}
}

// SetPassword chooses a new password, by a mailed link or because the portal
// demands it inside a session.
func (e *Emitter) SetPassword(v *Visit, s Step, why event.Reason) {
	draw := s.Key.Rand()
	took, req := e.took(s.TS, &draw, 230*millisecond), uint32(160+draw.Below(50))
	inSession := why == event.PasswordChangeRequired
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.PasswordReset, event.SignIn, event.POST, event.PathReset
		ev.Status, ev.ReqBytes, ev.LatencyUS, ev.Reason = 302, req, took, why
		if !inSession {
			ev.Session = 0
		}
	}
	e.answer(
		v,
		s,
		&draw,
		request{method: event.POST, path: event.PathReset, status: 302, req: req, took: took, anon: !inSession},
	)
	if v.Browser {
		e.access(
			v,
			s,
			request{
				part:   1,
				ts:     s.TS - int64(4*second+draw.Below(15*second)),
				method: event.GET,
				path:   event.PathReset,
				status: 200,
				resp:   5_470,
				took:   e.took(s.TS, &draw, 14*millisecond),
				anon:   !inSession,
			},
		)
	}
}

// Administer is a step of the defender: no request of the portal's users lies
// behind it, so it has no access line, session, client or method.
func (e *Emitter) Administer(v *Visit, s Step, action event.Action, why event.Reason) {
	draw := s.Key.Rand()
	if ev := e.open(v, s, &draw); ev != nil {
		ev.Action, ev.Reason, ev.Service = action, why, event.Administration
		ev.Session, ev.Request, ev.Port, ev.ClientFP, ev.UserAgent, ev.Auth = 0, 0, 0, 0, 0, event.NoAuth
	}
}
