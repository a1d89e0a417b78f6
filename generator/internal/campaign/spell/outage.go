package spell

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// mostTries bounds the tries for one look-up while the portal is down.
const mostTries = 1<<7 - 1

// drawRetry names the tries of an outage, below an account's key. Package actor
// names the other draws below it.
const drawRetry = 56

// Draws of an outage, below drawRetry.
const (
	drawFirstTry = 1 + iota
	drawTryGap
)

// Retries visits the tries of a spell that fail in an outage: number n of those
// for look-up i, at ts. An actor that rests makes none: it has no session, which
// the portal closes when it is idle for too long.
func (l *Log) Retries(s *Spell, o portal.Outage, visit func(n int, i uint64, ts int64)) {
	if !s.Answered() || l.Placement.Intensity().At(o.From-1) == 0 {
		return
	}
	t := l.Times(s)
	i := min(t.First(o.From), s.N)
	if i >= s.N || i > s.Made || i == s.Made && s.Tail == 0 && s.To < t.At(i) || s.Bare && i == 0 {
		return
	}
	l.retry(s, o, max(t.Before(i), s.From), func(n int, ts int64) { visit(n, i, ts) })
}

// retry visits the tries of a spell in an outage, whose last request before was made at
// an instant: number n, at ts.
func (l *Log) retry(s *Spell, o portal.Outage, used int64, visit func(n int, ts int64)) {
	if o.From < s.From || o.From-used > int64(l.World.Scenario.Portal.SessionIdle) {
		return
	}
	made := 0
	for before := range l.World.Portal.Outages(used, o.From) {
		if before.From < o.From {
			l.tries(s, before, func(int64) { made++ })
		}
	}
	l.tries(s, o, func(ts int64) {
		if made++; made <= mostTries {
			visit(made, ts)
		}
	})
}

// NextTry returns the first try behind an instant that fails in an outage before
// look-up i, if there is one; t reads the times of the spell in force.
func (l *Log) NextTry(t *Times, i uint64, now int64) (at int64, ok bool) {
	if t.s.bare(i) {
		return 0, false
	}
	used := max(t.Before(i), t.s.From)
	for o := range l.World.Portal.Outages(used, t.At(i)) {
		if o.To <= now || l.Placement.Intensity().At(o.From-1) == 0 {
			continue
		}
		l.retry(t.s, o, used, func(_ int, ts int64) {
			if ts > now && !ok {
				at, ok = ts, true
			}
		})
		if ok {
			break
		}
	}
	return at, ok
}

// tries visits the times of the tries in an outage, whatever they are for.
func (l *Log) tries(s *Spell, o portal.Outage, visit func(ts int64)) {
	key := l.Seats.Account.Key.At2(drawRetry, uint64(o.From))
	ts := o.From + int64(key.At(drawFirstTry).Below(20_000_000))
	for n := 1; n <= mostTries && ts < o.To && ts < s.To; n++ {
		if ts > s.From {
			visit(ts)
		}
		wait, again := script.TryAgain(key.At2(drawTryGap, uint64(n)), n)
		if !again {
			return
		}
		ts += wait
	}
}
