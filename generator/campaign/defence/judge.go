package defence

import (
	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// Request is one request as the portal sees it.
type Request struct {
	TS       int64
	Account  *Account
	Session  uint64
	SignedIn int64 // when its session was opened
	Addr     event.Addr
	Doctor   bool // through the form for referring doctors, which no closure concerns
}

// Verdict is what the portal does with a request.
type Verdict struct {
	Why   event.Reason    // NoReason = it is answered
	Reply scenarios.Reply // what a threat actor takes it for
	Until int64           // when the portal would answer again, as the answer says; or Forever
	By    uint8           // 1 + index of the control
}

// Refused reports whether the request is not answered.
func (v Verdict) Refused() bool { return v.Why != event.NoReason }

// OfAddress reports whether a refusal is for the address alone, so that another
// address would be answered.
func (d *Defence) OfAddress(v Verdict) bool {
	return v.Why == event.Banned || v.By > 0 && d.world.Scenario.Controls[v.By-1].Scope == scenarios.PerAddress
}

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
		v = r.Account.barred(r)
	}
	if !v.Refused() {
		v = d.limited(r)
	}
	return v
}

// JudgeOwner judges a look-up of the account's own user, whose session is known
// to be open: package traffic plays what honest users do while the service is
// closed.
func (d *Defence) JudgeOwner(r *Request) Verdict {
	v := r.Account.barred(r)
	if !v.Refused() {
		v = d.limited(r)
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

// Answer is what became of a look-up, as the log tells it to detectors.
type Answer struct {
	Request
	NIR      nir.NIR
	Holder   uint32 // whose number it is, of a campaign's look-up that found somebody
	Hit      bool
	Answered bool // found, not found or without rights
	NotFound bool
	Attack   bool
	Event    uint64 // event_id
	Canary   uint8  // 1 + index of the control whose canary was found; 0 = none
}
