package course

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/scenarios"
)

// Scripts makes the scripts of sessions. It is read-only and safe for concurrent
// use.
type Scripts struct {
	Keys

	habits      *habit.Habits
	idle, limit int64 // after which the portal closes a session; 0 = never
}

// NewScripts prepares what the key of the base world names.
func NewScripts(key random.Key, sc *scenarios.Scenario, h *habit.Habits) *Scripts {
	return &Scripts{
		Keys: NewKeys(key), habits: h, idle: int64(sc.Portal.SessionIdle), limit: int64(sc.Portal.SessionLimit),
	}
}

// Script returns the script of a session. style is that of an extra one.
func (x *Scripts) Script(s *Session, style Style) Script {
	h := x.habits
	d := h.Calendar.Day(s.Day)
	var sc Script
	sc.profile, sc.draw = h.Of(s.Account), x.Sequence(s).Rand()
	sc.now, sc.cut, sc.left = s.Start, s.Start+Longest, int(s.LookUps)
	sc.isReturn = d.Return[h.Zones[h.Accounts.At(s.Account).Dept]]
	sc.card = h.Accounts.Auth(s.Account, s.Day) != event.Password
	sc.state, sc.stuck.state = h.Portal, h.Portal
	sc.portal.idle, sc.portal.limit = x.idle, x.limit
	if sc.style, sc.extra = style, s.Extra(); sc.extra {
		return sc
	}
	sc.manner, sc.midnight = h.Manner(s.Account), d.Start
	sc.done, sc.pause = sc.cut-winding, sc.manner.Pause
	if s.Until > 0 {
		sc.done = min(sc.done, s.Until)
	}
	if back := d.At(sc.manner.Back); sc.manner.Back > 0 && s.Until > 0 && s.Until < back {
		sc.back = back
	}
	if sc.left > 0 {
		room := min(s.Room, Longest-winding)
		if sc.back == 0 || !sc.manner.Steady {
			room = min(room, sc.done-s.Start)
		}
		sc.spread(room)
	}
	return sc
}

// Steps appends the script of a session. style is that of an extra one.
func (x *Scripts) Steps(s *Session, style Style, dst []Step) []Step {
	sc := x.Script(s, style)
	for st, ok := sc.Next(); ok; st, ok = sc.Next() {
		dst = append(dst, st)
	}
	return dst
}

// Down reports whether the portal does not answer.
func (x *Scripts) Down(ts int64) bool {
	if x.habits.Portal == nil {
		return false
	}
	_, _, down := x.habits.Portal.Down(ts)
	return down
}

// Idle reports whether a session is left alone for so long between two steps that
// the portal closes it.
func (x *Scripts) Idle(from, to int64) bool { return x.idle > 0 && to-from > x.idle }

// Closed reports whether the portal has closed a session by an instant: it was
// opened and last used when those say.
func (x *Scripts) Closed(opened, last, ts int64) bool {
	open := portalSide{idle: x.idle, limit: x.limit, opened: opened, last: last}
	return open.closed(ts)
}
