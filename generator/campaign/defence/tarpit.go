package defence

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/scenarios"
)

// Tarpit is what answers the look-ups of an account, an address or a session
// slowly, or with the records of nobody, or both. The look-up that reaches its
// threshold is the last one before it.
type Tarpit struct {
	By          uint8 // 1 + index of the control; 0 = none
	Slow, Decoy bool
	Until       int64
}

func newTarpit(id uint8, c *scenarios.Control, until int64) Tarpit {
	return Tarpit{id, slices.Contains(c.Actions, scenarios.SlowAnswers), slices.Contains(c.Actions, scenarios.GiveDecoys), until}
}

// tarpitAccount puts an account into a tarpit because of a detection, if the
// control does that.
func (d *Defence) tarpitAccount(t *trigger, a *Account, now int64) {
	x := newTarpit(t.id, t.control, d.end(t.control, now))
	if !x.Slow && !x.Decoy || slices.ContainsFunc(a.tarpits, func(o Tarpit) bool { return o.By == t.id && now < o.Until }) {
		return
	}
	a.tarpits = append(a.tarpits, x)
	d.tarpitBegins(now, &x, event.Response{Account: a.Index})
}

// tarpitBegins notes in the truth that a tarpit begins, and when it ends.
func (d *Defence) tarpitBegins(now int64, t *Tarpit, of event.Response) {
	note := func(ts int64, what string) {
		of.TS, of.Action, of.Control = ts, what, t.By
		d.book.Respond(of)
	}
	if t.Slow {
		note(now, "answers_slowed")
	}
	if t.Decoy {
		note(now, "decoys_given")
	}
	if t.Until != forever {
		note(t.Until, "tarpit_over")
	}
}

// Tarpit returns the tarpit that answers a look-up. It shows the look-up to the
// thresholds, whose tarpits begin behind it.
func (d *Defence) Tarpit(r *Request) (in Tarpit) {
	in = r.Account.tarpit(r.TS)
	for _, l := range d.limits {
		if l.control.Type != scenarios.Tarpit || r.TS < l.control.At.UnixMicro() {
			continue
		}
		b := l.bucket(r)
		inside := b.Blocked(r.TS) != 0
		until := b.See(r.TS, &l.rule)
		switch {
		case until == 0:
		case !inside:
			d.thresholdTarpit(l, r, until)
		case in.By == 0:
			in = newTarpit(l.id, l.control, until)
		}
	}
	return in
}

// thresholdTarpit begins the tarpit of a threshold.
func (d *Defence) thresholdTarpit(l *limit, r *Request, until int64) {
	t := newTarpit(l.id, l.control, until)
	if l.control.Scope == scenarios.PerAddress {
		d.block(Ban{Addr: r.Addr, From: r.TS + 1, To: until, By: l.id})
		d.tarpitBegins(r.TS, &t, event.Response{Account: event.NoAccount, Addr: r.Addr})
		return
	}
	d.tarpitBegins(r.TS, &t, event.Response{Account: r.Account.Index})
}

// NextTarpit returns the tarpit that the next look-up like a request will be in.
func (d *Defence) NextTarpit(r *Request) (in Tarpit) {
	in = r.Account.tarpit(r.TS)
	for _, l := range d.limits {
		if l.control.Type != scenarios.Tarpit || in.By != 0 {
			continue
		}
		if b := l.bucket(r); b.Blocked(r.TS) != 0 {
			in = newTarpit(l.id, l.control, b.Blocked(r.TS))
		}
	}
	return in
}

// tarpit is the tarpit that a detection has put the account into.
func (a *Account) tarpit(ts int64) (in Tarpit) {
	for _, t := range a.tarpits {
		if ts < t.Until {
			in = t
		}
	}
	return in
}
