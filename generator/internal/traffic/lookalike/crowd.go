package lookalike

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/scenarios"
)

// Share puts an account behind the line of an anchor, which may be itself.
func (x *Set) Share(e *Entry, k, anchor uint32) {
	x.lines[k] = anchor + 1
	x.lineKind = event.LookAlike(e.Spec.Kind)
}

// Sharing counts the accounts behind shared lines.
func (x *Set) Sharing() int { return len(x.lines) }

// Shares reports whether an account is behind a shared line.
func (x *Set) Shares(k uint32) bool { return x.lines[k] != 0 }

// Line returns the account whose line account k shares, and the key that names
// the address; shares is false for nearly all.
func (x *Set) Line(k uint32) (anchor uint32, session uint64, shares bool) {
	n := x.lines[k]
	if n == 0 {
		return 0, 0, false
	}
	return n - 1, uint64(x.Key.At2(draws.Sharing, uint64(n))), true
}

// Announce sends everybody to the portal on a day.
func (x *Set) Announce(e *Entry, day int32, gain int64) {
	x.announced = append(x.announced, announcement{event.LookAlike(e.Spec.Kind), day, gain})
}

// Announced lists the days of the logs on which an entry's kind sends everybody to
// the portal.
func (x *Set) Announced(kind scenarios.LookAlikeKind) (days []int32) {
	for _, a := range x.announced {
		if a.kind == event.LookAlike(kind) && a.day >= x.Begin && a.day <= x.Last {
			days = append(days, a.day)
		}
	}
	return days
}

// Gain is what announcements make of a day's demand, in millionths.
func (x *Set) Gain(day int32) int64 {
	gain := int64(random.Million)
	for i := range x.announced {
		if x.announced[i].day == day {
			gain = gain * x.announced[i].gain / random.Million
		}
	}
	return gain
}

// Crowd says which look-alike, if any, a usual session shows because many accounts
// do.
func (x *Set) Crowd(k uint32, day int32) event.BenignType {
	for i := range x.announced {
		if x.announced[i].day == day {
			return x.announced[i].kind
		}
	}
	if len(x.lines) > 0 && x.lines[k] != 0 {
		return x.lineKind
	}
	return event.Ordinary
}
