package traffic

import (
	"cmp"
	"slices"

	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// looked is one look-up of an account as it is planned.
type looked struct {
	ts      int64
	session *Session
	steps   []Step // of the session
	at      int    // which of them
	renewed int    // new sign-ins of the session before it
}

// name names the portal's session in which the look-up is made.
func (x *looked) name() portal.Name {
	if x.renewed == 0 {
		return x.session.Name()
	}
	return renew(x.session, x.renewed)
}

func (x *looked) compare(y *looked) int {
	return cmp.Or(cmp.Compare(x.ts, y.ts), cmp.Compare(x.session.Name(), y.session.Name()), cmp.Compare(x.at, y.at))
}

// planner finds the sessions that an account begins on a day, with the steps of
// their scripts.
type planner func(k uint32, day int32) ([]Session, []Step)

// planAnew plans one account's day anew.
func (w *World) planAnew(k uint32, day int32) ([]Session, []Step) { return w.plan(k, day, nil, nil) }

// stepKey names the draws of one step of a session.
func stepKey(detail random.Key, st *Step) random.Key { return detail.At(uint64(st.Pos) + stepsFrom) }

// gather appends the look-ups in [from, to) of the sessions that account k
// begins on a day. Sessions that begin before the logs leave nothing in them.
func (w *World) gather(of planner, k uint32, day int32, from, to int64, dst []looked) []looked {
	sessions, steps := of(k, day)
	for i := range sessions {
		s := &sessions[i]
		if s.Start < w.from || s.End < from || s.Start >= to {
			continue
		}
		own, renewed := steps[s.First:][:s.Steps], 0
		for j := range own {
			switch st := &own[j]; {
			case st.Kind == SignInAgain:
				renewed++
			case st.Kind == LookUp && st.TS >= from && st.TS < to:
				dst = append(dst, looked{ts: st.TS, session: s, steps: own, at: j, renewed: renewed})
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
func (w *World) since(g *boundGroup, k uint32, ts int64, of planner) (from int64, out []looked) {
	var open []looked
	prev := ts
	if ts <= g.from {
		return ts, nil
	}
	for day := w.cal.Of(ts).Number; ; day-- {
		open = w.gather(of, k, day, g.from, ts, open)
		known := max(g.from, w.cal.Day(day).Start+sessionReach) // look-ups from here on are all in
		slices.SortFunc(open, func(a, b looked) int { return b.compare(&a) })
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
