package bound

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// Bound is a published limit of look-ups that holds for each account, or for
// each session, by itself: for honest users as for all others. What it makes of
// an account follows from that account's own look-ups, so that any slice finds
// it out alone.
type Bound struct {
	From    int64 // look-ups before it are not counted; microseconds
	Limit   portal.Limit
	Session bool         // counts each session by itself
	Why     event.Reason // what is refused beyond it; NoReason = nothing, it is a tarpit
	Slow    bool         // of a tarpit: it answers slowly
	By      uint8        // 1 + index of the control
}

// asks reports whether the bound lets a user through who answers something.
func (b *Bound) asks() bool { return b.Why == event.Challenged || b.Why == event.StepUpNeeded }

// sessionReach bounds how long after its sign-in a session has look-ups.
const sessionReach = course.Longest + 10*calendar.Minute

// memory is how long a look-up matters to the bound at most, as one that counts
// and as one that is refused.
func (b *Bound) memory() (counts, refuses int64) {
	counts, refuses = b.Limit.Per, b.Limit.For
	if b.Session {
		counts, refuses = min(counts, sessionReach), min(refuses, sessionReach)
	}
	return counts, refuses
}

// group is bounds that have to be judged together, because what one makes of a
// look-up changes what another sees: a look-up is repeated once a challenge is
// passed, and tarpits count what is answered. Rate limits are judged each alone:
// all look-ups are shown to all of them.
type group struct {
	bounds  []Bound
	from    int64 // the first one begins to count
	silence int64 // after which nothing is remembered of an account
	days    int32 // before a day whose look-ups matter to it
	least   int   // look-ups that no bound minds
}

func (g *group) add(b Bound, begin int64) {
	counts, refuses := b.memory()
	const shortest = 23 * calendar.Hour // the day on which the clock is put on
	days := int32((counts+refuses+sessionReach)/shortest) + 1
	if len(g.bounds) == 0 {
		g.from, g.least = max(b.From, begin), b.Limit.Count
	}
	g.bounds = append(g.bounds, b)
	g.from, g.least = min(g.from, max(b.From, begin)), min(g.least, b.Limit.Count)
	g.silence, g.days = max(g.silence, counts+policy.GateReach, refuses+policy.GateReach), max(g.days, days)
}
