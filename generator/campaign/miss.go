package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// A list always has stale entries, so one answer that finds nobody tells a
// threat actor nothing: where its policy minds them, it reacts to so many in a
// row (an assumption).
const missesInARow = 3

// minds reports whether a campaign reacts to answers that find nobody.
func (c *resolved) minds() bool {
	m := c.reaction(scenarios.OnNotFound)
	return m != scenarios.Next && len(c.sc.OnResponse) > 0
}

// missed counts the answers that find nobody; it reports whether look-up i ended
// the lane's segment because of them.
func (s *sim) missed(a *account, n int, i uint64, x look) bool {
	l, c := a.lane, a.camp
	switch {
	case !c.minds():
		return false
	case !x.notFound:
		l.misses, l.rests = 0, 0
		return false
	}
	if l.misses++; l.misses < missesInARow || i+1 >= l.left {
		return false
	}
	l.misses = 0
	s.turns(a, n, i, x.ts, c.reaction(scenarios.OnNotFound))
	return true
}

// turns ends the lane's segment with look-up i, which was answered, and makes a
// move.
func (s *sim) turns(a *account, n int, i uint64, now int64, m scenarios.Move) {
	l, c := a.lane, a.camp
	seg := &l.segments[n-1]
	gap := max(l.time(seg, i+1)-now, 1)
	s.close(a, seg, now+1)
	v := s.p.lastSeat(c, l, seg)
	key := l.key.At2(75, i)
	switch m {
	case scenarios.StopMove:
		s.abandon(c, &v, now)
	case scenarios.Backoff:
		l.rests++
		s.adapts(a, &v, now, "backed_off")
		s.resume(a, v, i+1, now+max(gap, backoff(l.rests, key.At(1).Below(1<<20))), false)
	case scenarios.HalveRate:
		if num, den := l.ease.of(); num < slowest*den {
			l.ease = ease{2 * num, den}
			gap *= 2
		}
		s.adapts(a, &v, now, "rate_halved")
		s.resume(a, v, i+1, now+gap, false)
	case scenarios.RotateIP:
		s.adapts(a, &v, now, "address_rotated")
		l.turned++
		s.resume(a, v, i+1, now+max(gap, between(key.At(3), 3*calendar.Second, calendar.Minute)), true)
	case scenarios.RotateAccount:
		s.adapts(a, &v, now, "account_rested")
		s.resume(a, v, i+1, now+max(gap, between(key.At(4), calendar.Hour, 3*calendar.Hour)), true)
	default:
		s.giveUp(a, &v, now)
	}
}
