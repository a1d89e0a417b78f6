package campaign

import (
	"breachsim/generator/calendar"
)

// A lane that comes back late (its password was gone, the portal down, its
// address banned) has look-ups behind it whose time is over. It makes them at
// once, and those after them closer together, until it is where its pace has
// it:
//
//	pace     k─────k+1────k+2────k+3────k+4────k+5
//	lane     ········ late ╷k·k+1·k+2·k+3·k+4·k+5──── as planned
//
// That takes as long as it was late, or less where its working time, its turn
// or the campaign's stop comes before. So whatever befalls a lane before the
// stop, the look-ups of its list before the stop are all made.

// quickest is the least time that a look-up made up for takes, where there is
// any.
const quickest = calendar.Second

// opening is the time from a sign-in to the first look-up, at least, where
// there is any: pages come before it.
const opening = 5 * calendar.Second

// makeUp lets a segment that begins now make look-up next and those after it
// whose time is over. Where no working time is left before the stop it does not.
func (l *lane) makeUp(seg *segment, next uint64, now, stop int64) {
	then := seg.warp
	after := segment{first: next, warp: then}
	begin := now + opening
	if l.pace.worked(begin) >= l.pace.worked(stop) && now < stop {
		begin = now
	}
	to := l.pace.worked(begin) + 1
	until, limit := l.level(&after, next, begin, stop)
	if limit <= to || until <= next {
		return
	}
	from, upTo := l.pace.worked(l.pace.at(next)), min(l.pace.at(until), l.pace.shut())
	seg.first = next
	seg.warp = warp{from: from, to: to, num: limit - to, den: max(l.pace.worked(upTo)-from, 1), until: until, then: &then}
}

// level returns the look-up from which on a lane that is late is where its pace
// has it again, and the working time by which it makes those before that one.
func (l *lane) level(after *segment, next uint64, now, stop int64) (until uint64, limit int64) {
	p := &l.pace
	to, end := p.worked(now), p.worked(p.shut())
	if now < stop {
		end = p.worked(stop)
	}
	due := l.time(after, next)
	limit = 2*to - p.worked(due)
	if turn, same := p.turnEnd(due, now); same {
		limit = min(limit, turn) // a day's cap is one of its day
	}
	second := max(p.worked(now+quickest)-to, 1)
	for limit = min(limit, end); ; {
		until = min(l.first(after, p.instant(limit)), l.left)
		need := min(to+int64(until-next)*second, end)
		if limit >= need {
			return until, limit
		}
		limit = need
	}
}
