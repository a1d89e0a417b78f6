package detect

import (
	"fmt"
	"math"
)

// clicks are the gaps between the look-ups of one session, by Welford's
// updates: mean and sum of squared deviations, in microseconds.
type clicks struct {
	n           int // look-ups
	first, last int64
	mean, m2    float64
	said        bool
}

func (c *clicks) see(t int64) {
	if c.n++; c.n == 1 {
		c.first, c.last = t, t
		return
	}
	gap := float64(t - c.last)
	c.last = t
	d := gap - c.mean
	c.mean += d / float64(c.n-1)
	c.m2 += float64(d * (gap - c.mean)) // rounded: no fused multiply-add, which would depend on the processor
}

// sd is the sample standard deviation of the gaps, of which there are at least
// two.
func (c *clicks) sd() float64 { return math.Sqrt(c.m2 / float64(c.n-2)) }

// clickRule is R4: a session that clicks too fast or too evenly for a hand. It
// fires at the first look-up at which its conditions hold, once a session.
// Score: the threshold over the smaller of mean and deviation.
type clickRule struct {
	p        ClickParams
	sessions map[uint64]*clicks
}

func (r *clickRule) lookup(l *look) error {
	if l.ev.SessionID == 0 {
		return nil
	}
	c := r.sessions[l.ev.SessionID]
	if c == nil {
		c = &clicks{}
		r.sessions[l.ev.SessionID] = c
	}
	c.see(l.ts)
	if c.said || c.n <= r.p.Lookups || c.n < 3 {
		return nil
	}
	gap := float64(r.p.Gap.Microseconds())
	least := c.mean
	if c.n >= r.p.Even {
		least = min(least, c.sd())
	}
	if least >= gap {
		return nil
	}
	c.said = true
	const floor = 1000 // a millisecond
	return l.raise(Alert{Type: Session, ID: fmt.Sprintf("%016x", l.ev.SessionID), Score: gap / max(least, floor), Rule: "R4", From: c.first})
}

// sessionRest is how long a session without look-ups is remembered; the portal
// ends sessions after far less.
const sessionRest = 24 * 3600 * 1_000_000

func (r *clickRule) endDay(_ []*account, now int64) {
	for id, c := range r.sessions {
		if c.last < now-sessionRest {
			delete(r.sessions, id)
		}
	}
}
