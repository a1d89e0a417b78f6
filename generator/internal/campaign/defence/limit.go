package defence

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/output/rules"
	"github.com/breachsim/breachsim/scenarios"
)

// limit is a threshold of look-ups within a time. Beyond it a rate limit refuses
// all of them for a while, as reverse proxies do that answer 429 with
// Retry-After; a challenge or a second factor is asked for until somebody passes
// it, or for a while; a tarpit answers slowly. What is refused counts no more.
type limit struct {
	control
	reply   scenarios.Reply
	why     event.Reason
	rule    rules.Limit
	buckets map[any]*rules.Bucket
}

func newLimit(c control) *limit {
	reply, why := c.asks()
	return &limit{
		control: c, reply: reply, why: why, buckets: map[any]*rules.Bucket{},
		rule: rules.Limit{Count: c.Threshold.Count, Per: int64(c.Threshold.Per), Duration: int64(c.Duration)},
	}
}

// bucket returns what the limit remembers of the address, session or account of
// a request.
func (l *limit) bucket(r *Request) *rules.Bucket {
	var k any = r.Account.Index
	switch l.Scope {
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

// of is whom the truth names when the limit acts on a request.
func (l *limit) of(r *Request) event.Response {
	if l.Scope == scenarios.PerAddress {
		return event.Response{Account: event.NoAccount, Addr: r.Addr}
	}
	return event.Response{Account: r.Account.Index}
}

// limits are the thresholds of a world.
type limits struct {
	all   []*limit
	addrs *addresses
	book  *script.Book
}

// judge shows a look-up to all limits that refuse and returns what the one says
// that lasts longest.
func (x *limits) judge(r *Request) (out Verdict) {
	for _, l := range x.all {
		if r.TS < l.at() || l.Type == scenarios.Tarpit {
			continue
		}
		b := l.bucket(r)
		open := b.Blocked(r.TS) == 0
		until := b.See(r.TS, &l.rule)
		if until <= out.Until {
			continue
		}
		out = Verdict{l.why, l.reply, until, l.id}
		if l.Scope == scenarios.PerAddress {
			x.addrs.block(Ban{Addr: r.Addr, From: r.TS, To: until, By: l.id, Why: l.why})
		}
		if open && l.why != event.RateLimited {
			x.asks(l, r)
		}
	}
	return out
}

// asks notes in the truth that a threshold asks for something.
func (x *limits) asks(l *limit, r *Request) {
	of := l.of(r)
	of.TS, of.Control = r.TS, l.id
	of.Action, _ = asking(l.why)
	x.book.Respond(of)
}

// pass lets a request through what a limit asked it for.
func (x *limits) pass(r *Request, by uint8) {
	for _, l := range x.all {
		if l.id != by {
			continue
		}
		l.bucket(r).Pass(r.TS)
		if l.Scope == scenarios.PerAddress {
			x.addrs.unblock(r.Addr, r.TS)
		}
	}
}

// tarpit returns the tarpit that answers a look-up: in, or that of a threshold. It
// shows the look-up to the thresholds, whose tarpits begin behind it.
func (x *limits) tarpit(r *Request, in Tarpit) Tarpit {
	for _, l := range x.all {
		if l.Type != scenarios.Tarpit || r.TS < l.at() {
			continue
		}
		b := l.bucket(r)
		inside := b.Blocked(r.TS) != 0
		until := b.See(r.TS, &l.rule)
		switch {
		case until == 0:
		case !inside:
			x.tarpitBegins(l, r, until)
		case in.By == 0:
			in = newTarpit(l.control, until)
		}
	}
	return in
}

// tarpitBegins begins the tarpit of a threshold.
func (x *limits) tarpitBegins(l *limit, r *Request, until int64) {
	t := newTarpit(l.control, until)
	if l.Scope == scenarios.PerAddress {
		x.addrs.block(Ban{Addr: r.Addr, From: r.TS + 1, To: until, By: l.id})
	}
	t.respond(x.book, r.TS, l.of(r))
}

// nextTarpit returns the tarpit that the next look-up like a request will be in:
// in, or that of a threshold.
func (x *limits) nextTarpit(r *Request, in Tarpit) Tarpit {
	for _, l := range x.all {
		if l.Type != scenarios.Tarpit || in.By != 0 {
			continue
		}
		if b := l.bucket(r); b.Blocked(r.TS) != 0 {
			in = newTarpit(l.control, b.Blocked(r.TS))
		}
	}
	return in
}
