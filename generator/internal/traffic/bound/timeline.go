package bound

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
)

// look is one look-up of an account as it is planned.
type look struct {
	ts      int64
	session *course.Session
	steps   []course.Step // of the session
	at      int           // which of them
	renewed int           // new sign-ins of the session before it
}

// name names the portal's session in which the look-up is made.
func (x *look) name() portal.Name {
	if x.renewed == 0 {
		return x.session.Name()
	}
	return x.session.Renewed(x.renewed)
}

func (x *look) compare(y *look) int {
	return cmp.Or(
		cmp.Compare(x.ts, y.ts), cmp.Compare(x.session.Name(), y.session.Name()), cmp.Compare(x.at, y.at))
}

// Planner finds the sessions that an account begins on a day, with the steps of
// their scripts.
type Planner func(k uint32, day int32) ([]course.Session, []course.Step)

// timeline puts the look-ups of an account in order.
type timeline struct {
	agenda *agenda.Agenda
	of     Planner
}

// span is a stretch of time, [from, to).
type span struct{ from, to int64 }

// gather appends the look-ups within a span of the sessions that account k begins
// on a day. Sessions that begin before the logs leave nothing in them.
func (x *timeline) gather(k uint32, day int32, in span, dst []look) []look {
	sessions, steps := x.of(k, day)
	for i := range sessions {
		s := &sessions[i]
		if s.Start < x.agenda.From || s.End < in.from || s.Start >= in.to {
			continue
		}
		own, renewed := steps[s.First:][:s.Steps], 0
		for j := range own {
			switch st := &own[j]; {
			case st.Kind == course.SignInAgain:
				renewed++
			case st.Kind == course.LookUp && st.TS >= in.from && st.TS < in.to:
				dst = append(dst, look{ts: st.TS, session: s, steps: own, at: j, renewed: renewed})
			}
		}
	}
	return dst
}

// since finds the latest instant up to ts at which a group remembers nothing of
// account k, and lists the account's look-ups from there to ts.
//
// It goes back day by day to a silence that is long enough: for a limit of some
// minutes to the last night, for one of a day to the last day off. The look-back
// ends where the group begins to count; no shorter bound holds for an account
// that never rests.
//
//	     known ─►│   4 h    │
//	────────┬────┴──────────┴────────┬──── ts
//	      day-1: not planned yet    day: planned
func (x *timeline) since(g *group, k uint32, ts int64) (from int64, out []look) {
	var open []look
	prev := ts
	if ts <= g.from {
		return ts, nil
	}
	for day := x.agenda.Calendar.Of(ts).Number; ; day-- {
		open = x.gather(k, day, span{g.from, ts}, open)
		known := max(g.from, x.agenda.Calendar.Day(day).Start+sessionReach) // look-ups from here on are all in
		slices.SortFunc(open, func(a, b look) int { return b.compare(&a) })
		i := 0
		for ; i < len(open) && open[i].ts >= known && prev-open[i].ts < g.silence; i++ {
			out = append(out, open[i])
			prev = open[i].ts
		}
		silent := i < len(open) && open[i].ts >= known || prev-known >= g.silence
		open = slices.Delete(open, 0, i)
		if silent || known == g.from {
			if !silent {
				prev = g.from
			}
			slices.Reverse(out)
			return prev, out
		}
	}
}
