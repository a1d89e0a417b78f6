package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// AskBystander has the user of one session, who shares an address with somebody
// who has reached a threshold, pass what is asked there. It is laid over the
// session when the stage is over.
func AskBystander(st *defence.Stage, o *traffic.Origin, b defence.Ban) {
	v := defence.Verdict{Why: b.Why, By: b.By}
	through, passed := int64(0), false // when the user has answered
	for _, q := range LookUps(st.World, o.Session.Account, o.Session.Day) {
		if q.base.Name() != o.Session.Name() || q.ts < b.From || q.ts >= b.To || q.ts < o.From || q.ts > o.To {
			continue
		}
		if passed && q.ts >= through || st.Defence.ClosedAt(q.ts) != nil {
			continue
		}
		t := st.Book.Overlay(&o.Session, event.ByControl, b.By)
		if t.Lost(q.ts) {
			continue
		}
		t.Set(overlay.Decision{TS: q.ts, Disposition: overlay.Refused, Why: b.Why, Cause: event.ByControl, By: b.By})
		if q.ts >= through {
			through, passed = passes(st, q, v)
		}
	}
}

// passes plays the answers of a bystander; it returns when the last was, and
// whether it was right.
func passes(st *defence.Stage, q *LookUp, v defence.Verdict) (through int64, passed bool) {
	p, t := passage(st.World, q, v), st.Book.Overlays[q.base.Name()]
	for _, x := range p.Answers {
		if t.Lost(x.TS) {
			return 0, false
		}
	}
	visit := visitOf(st.World, q, v.By)
	for _, x := range p.Answers {
		if _, out := st.Defence.Banned(q.addr, x.TS); out {
			return through, false
		}
		st.Book.Lay(later(st, answer(visit, x, v), x.TS))
		through, passed = x.TS, x.OK
	}
	if p.Again > 0 && !t.Lost(p.Again) && st.Defence.ClosedAt(p.Again) == nil {
		st.Book.Lay(later(st, again(visit, q, v), p.Again))
	}
	return through, passed
}

// later is a step that is laid over when the stage is over.
func later(st *defence.Stage, act script.Action, ts int64) script.Action {
	act.Added, act.Step = true, addedStep(st.World, st.Defence.Account(act.Visit.Account), ts)
	return act
}
