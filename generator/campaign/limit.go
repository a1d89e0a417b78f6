package campaign

import (
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// limit is a threshold of look-ups within a time. Beyond it a rate limit refuses
// all of them for a while, as reverse proxies do that answer 429 with
// Retry-After; a challenge or a second factor is asked for until somebody comes
// through, or for a while. What is refused counts no more.
type limit struct {
	id    uint8
	ctl   *scenarios.Control
	reply scenarios.Reply
	why   event.Reason
	state map[any]*bucket
}

// bucket is what a limit remembers of one address, session or account.
type bucket struct {
	times   []int64
	blocked int64 // refused until
}

func newLimit(id uint8, ctl *scenarios.Control) *limit {
	reply, why := asks(ctl)
	return &limit{id: id, ctl: ctl, reply: reply, why: why, state: map[any]*bucket{}}
}

// key is what the limit counts a look-up by.
func (l *limit) key(a *account, x look) any {
	switch l.ctl.Scope {
	case scenarios.PerAddress:
		return x.addr
	case scenarios.PerSession:
		return x.session
	}
	return a.index
}

// bucket is the one that counts a look-up, made at its first.
func (l *limit) bucket(a *account, x look) *bucket {
	k := l.key(a, x)
	b := l.state[k]
	if b == nil {
		b = &bucket{}
		l.state[k] = b
	}
	return b
}

// limited shows a look-up to all limits and returns what the strictest says.
func (s *sim) limited(a *account, x look) refusal {
	var out refusal
	for _, l := range s.watch.limits {
		if x.ts < l.ctl.At.UnixMicro() || l.ctl.Type == scenarios.Tarpit {
			continue
		}
		b := l.bucket(a, x)
		open := x.ts >= b.blocked
		if until := b.see(x.ts, l.ctl); until > out.until {
			out = refusal{l.reply, l.why, until, l.id}
			if l.ctl.Scope == scenarios.PerAddress {
				s.block(x.addr, ban{x.ts, until, l.id, l.why})
			}
			if open && l.why != event.RateLimited {
				s.tripped(a, x, l)
			}
		}
	}
	return out
}

// block notes for the neighbours of an address that a limit refuses it.
func (s *sim) block(addr event.Addr, b ban) {
	all := s.watch.blocked[addr]
	if n := len(all); n > 0 && all[n-1].until == b.until && all[n-1].by == b.by {
		return
	}
	s.watch.blocked[addr] = append(all, b)
}

// see counts a look-up; it returns until when the limit refuses, 0 if it does
// not.
func (b *bucket) see(ts int64, ctl *scenarios.Control) int64 {
	if ts < b.blocked {
		return b.blocked
	}
	per := int64(ctl.Threshold.Per)
	for len(b.times) > 0 && b.times[0] <= ts-per {
		b.times = b.times[1:]
	}
	if len(b.times) >= ctl.Threshold.Count {
		b.blocked = ts + int64(ctl.Duration)
		b.times = b.times[:0]
		return b.blocked
	}
	b.times = append(b.times, ts)
	return 0
}
