package defence

import (
	"breachsim/generator/event"
	"breachsim/output/rules"
	"breachsim/scenarios"
)

// limit is a threshold of look-ups within a time. Beyond it a rate limit refuses
// all of them for a while, as reverse proxies do that answer 429 with
// Retry-After; a challenge or a second factor is asked for until somebody passes
// it, or for a while; a tarpit answers slowly. What is refused counts no more.
type limit struct {
	id      uint8
	control *scenarios.Control
	reply   scenarios.Reply
	why     event.Reason
	rule    rules.Limit
	buckets map[any]*rules.Bucket
}

func newLimit(id uint8, c *scenarios.Control) *limit {
	reply, why := asks(c)
	return &limit{
		id: id, control: c, reply: reply, why: why, buckets: map[any]*rules.Bucket{},
		rule: rules.Limit{Count: c.Threshold.Count, Per: int64(c.Threshold.Per), Duration: int64(c.Duration)},
	}
}

// asks is what a control that judges each look-up answers.
func asks(c *scenarios.Control) (scenarios.Reply, event.Reason) {
	switch c.Type {
	case scenarios.Tarpit:
		return scenarios.OnSlowAnswers, event.NoReason
	case scenarios.Captcha:
		return scenarios.OnCaptcha, event.Challenged
	case scenarios.StepUp:
		return scenarios.OnStepUp, event.StepUpNeeded
	}
	return scenarios.On429, event.RateLimited
}

// bucket returns what the limit remembers of the address, session or account of
// a request.
func (l *limit) bucket(r *Request) *rules.Bucket {
	var k any = r.Account.Index
	switch l.control.Scope {
	case scenarios.PerAddress:
		k = r.Addr
	case scenarios.PerSession:
		k = r.Session
	}
	b := l.buckets[k]
	if b == nil {
		b = &rules.Bucket{}
		l.buckets[k] = b
	}
	return b
}

// inForce reports whether a limit refuses look-ups at an instant; tarpits do
// not.
func (l *limit) inForce(ts int64) bool {
	return ts >= l.control.At.UnixMicro() && l.control.Type != scenarios.Tarpit
}

// limited shows a look-up to all limits and returns what the one says that lasts
// longest.
func (d *Defence) limited(r *Request) Verdict {
	var out Verdict
	for _, l := range d.limits {
		if !l.inForce(r.TS) {
			continue
		}
		b := l.bucket(r)
		open := b.Blocked(r.TS) == 0
		until := b.See(r.TS, &l.rule)
		if until <= out.Until {
			continue
		}
		out = Verdict{l.why, l.reply, until, l.id}
		if l.control.Scope == scenarios.PerAddress {
			d.block(Ban{Addr: r.Addr, From: r.TS, To: until, By: l.id, Why: l.why})
		}
		if open && l.why != event.RateLimited {
			d.askedBy(l, r)
		}
	}
	return out
}

// block notes for the neighbours of an address that a limit refuses it.
func (d *Defence) block(b Ban) {
	all := d.blocks[b.Addr]
	if n := len(all); n > 0 && all[n-1].To == b.To && all[n-1].By == b.By {
		return
	}
	d.blocks[b.Addr] = append(all, b)
}

// askedBy notes in the truth that a threshold asks for something.
func (d *Defence) askedBy(l *limit, r *Request) {
	x := event.Response{TS: r.TS, Action: asking(l.why), Control: l.id, Account: event.NoAccount, Addr: r.Addr}
	if l.control.Scope != scenarios.PerAddress {
		x.Account, x.Addr = r.Account.Index, event.Addr{}
	}
	d.book.Respond(x)
}

// asking is the name of a challenge in truth/responses.
func asking(why event.Reason) string {
	if why == event.StepUpNeeded {
		return "step_up_asked"
	}
	return "challenge_asked"
}
