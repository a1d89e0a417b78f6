package defence

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// Door judges a request whatever was counted before it: a banned address, a
// session that was closed.
func (d *Defence) Door(r *Request) Verdict {
	if b, out := d.Banned(r.Addr, r.TS); out {
		return Verdict{event.Banned, scenarios.On403, b.To, b.By}
	}
	if r.Account.Closed(r.SignedIn, r.TS) {
		return Verdict{event.SessionRevoked, scenarios.OnAccountReset, forever, r.Account.ResetBy}
	}
	return Verdict{}
}

// Judge judges a look-up, and counts it against the limits.
func (d *Defence) Judge(r *Request) Verdict {
	v := d.Door(r)
	if !v.Refused() {
		v = d.shut(r)
	}
	if !v.Refused() {
		v = r.Account.bars.at(r.TS, r.Session)
	}
	if !v.Refused() {
		v = d.limits.judge(r)
	}
	return v
}

// JudgeOwner judges a look-up of the account's own user, whose session is known
// to be open: package traffic plays what honest users do while the service is
// closed.
func (d *Defence) JudgeOwner(r *Request) Verdict {
	v := r.Account.bars.at(r.TS, r.Session)
	if !v.Refused() {
		v = d.limits.judge(r)
	}
	return v
}

// shut judges a look-up while the service is closed.
func (d *Defence) shut(r *Request) Verdict {
	if c := d.ClosedAt(r.TS); c != nil && !r.Doctor {
		return Verdict{event.ServiceClosed, scenarios.OnServiceClosed, c.To, c.By}
	}
	return Verdict{}
}

// SignIn judges a sign-in: from which address, with whose password.
func (d *Defence) SignIn(r *Request, p Party, auth event.Auth) Verdict {
	a := r.Account
	if b, out := d.Banned(r.Addr, r.TS); out {
		return Verdict{event.Banned, scenarios.On403, b.To, b.By}
	}
	switch {
	case auth != event.Password:
	case a.Reset:
		return Verdict{event.ResetRequired, scenarios.OnAccountReset, forever, a.ResetBy}
	case !a.Knows(p):
		return Verdict{Why: event.BadCredentials, Until: forever}
	}
	return Verdict{}
}

// Pass lets the session of a request through what a control asked it for.
func (d *Defence) Pass(r *Request, by uint8) {
	r.Account.bars.pass(r.Session, by)
	d.limits.pass(r, by)
}

// Tarpit returns the tarpit that answers a look-up. It shows the look-up to the
// thresholds, whose tarpits begin behind it.
func (d *Defence) Tarpit(r *Request) Tarpit { return d.limits.tarpit(r, r.Account.tarpits.at(r.TS)) }

// NextTarpit returns the tarpit that the next look-up like a request will be in.
func (d *Defence) NextTarpit(r *Request) Tarpit {
	return d.limits.nextTarpit(r, r.Account.tarpits.at(r.TS))
}
