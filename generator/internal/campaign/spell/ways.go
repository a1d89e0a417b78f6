package spell

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/scenarios"
)

// Ways is what whoever uses an account does between its look-ups, as honest users do (see
// package course). Shares are in millionths of look-ups, or of sessions. The zero value
// does nothing but look up.
type Ways struct {
	Mistyped int64 // numbers typed with a wrong key first, and typed again
	Again    int64 // persons asked for once more
	Page     int64 // look-ups that a page of another service follows
	Think    int64 // median of the time until then, in microseconds
	Pages    []event.Service
	First    int64 // sessions that such a page begins, before anybody is looked up
	Last     int64 // sessions that one ends, behind the last look-up
	Leaves   int64 // share of sessions that end with a sign-out
}

// Owner is how the account's own users go about a session.
type Owner struct {
	*habit.Profile
	*habit.Manner
}

// Shares of what people do in a session, in millionths. Honest users ask for one person in
// twenty a second time in the same session, half of these because of an error.
const (
	humanAgain  = 32_000
	scriptAgain = 18_000  // where an answer was lost on the way (an assumption)
	wrongKeys   = 30_000  // of the numbers that are typed by hand
	elsewhere   = 140_000 // sessions that begin with another page, of those who use any
)

// scriptThink is how long a script waits before it opens a page (an assumption).
const scriptThink = 9 * calendar.Second

// WaysOf returns the ways of somebody with the manners of a scenario in the account of an
// owner. Who takes after people takes after those of the account, whose habits can be seen
// in it; a script has pages of its own to show, and never mistypes.
func WaysOf(m scenarios.Manners, own Owner) (w Ways) {
	switch m {
	case scenarios.HumanManners:
		w = Ways{
			Mistyped: own.Typed * wrongKeys / calendar.Million, Again: humanAgain,
			Page: own.Manner.Service, Think: own.Think, Pages: shown(own.Profile), Leaves: own.Leaves,
			Last: own.Manner.Service,
		}
		if own.Manner.Service > 0 {
			w.First = elsewhere
		}
	case scenarios.ScriptManners:
		w = Ways{
			Again: scriptAgain, Page: own.Profile.Service, Think: scriptThink, Pages: shown(own.Profile),
			Leaves: scriptLeaves,
		}
	}
	if len(w.Pages) == 0 {
		w.Page, w.First, w.Last = 0, 0, 0
	}
	return w
}

// scriptLeaves is the share of sessions that a script signs out of: as many as all honest
// users together, some of whom always do and others never (an assumption).
const scriptLeaves = 500_000

// KeyOff is how far off the key of a mistyped number is, at a step.
func KeyOff(at portal.Step) uint8 { return uint8(1 + at.Key.At(drawKeyOff).Below(95)) }

// shown are the services of a profile whose pages only show something: who has no
// business with a person prescribes nothing either.
func shown(p *habit.Profile) (out []event.Service) {
	for _, s := range p.Services {
		if s == event.Messages || s == event.Payments {
			out = append(out, s)
		}
	}
	return out
}
