package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
	"github.com/breachsim/breachsim/generator/nir"
)

const forever = script.Forever

// LookUp is one look-up of an honest user as the base world has it.
type LookUp struct {
	ts       int64
	renewed  int // sign-ins of the session before it but the first
	session  uint64
	addr     event.Addr
	nir      nir.NIR
	holder   uint32 // whose number it is
	answered bool   // found, not found or without rights
	notFound bool
	found    bool  // somebody, with rights or without
	leaves   int64 // when the user signs in or out next
	base     traffic.Session
}

// LookUps lists the look-ups of the sessions that an account begins on a day.
func LookUps(w *script.World, k uint32, d int32) (out []*LookUp) {
	var name portal.Name
	var q LookUp
	var addr func(ts int64) event.Addr
	first := 0 // of those whose user has not left yet
	leave := func(ts int64) {
		for ; first < len(out); first++ {
			out[first].leaves = ts
		}
	}
	for st := range w.Base.NewReader().Day(k, d) {
		if n := st.Session.Name(); n != name {
			leave(forever)
			name = n
			q = LookUp{base: *st.Session, renewed: -1}
			q.session, addr = w.IDs.Session(name), addressesOf(w, &q.base)
		}
		switch {
		case st.Action == event.Lookup && !st.Lost:
			x := q
			x.addr = addr(st.TS)
			x.ts, x.notFound = st.TS, st.Result == event.NotFound
			x.found = st.Result == event.Found || st.Result == event.NoRights
			x.answered = x.notFound || x.found
			x.nir = nir.NIR(st.TS) // somebody else than all others, for who has no number
			if st.Person != traffic.NoPerson {
				x.holder = w.Persons.Holder(st.Person)
				x.nir = w.Persons.NIR(x.holder)
			}
			out = append(out, &x)
		case st.Action == event.Login && !st.Refused:
			if q.renewed++; q.renewed > 0 {
				q.session = w.IDs.Session(name.At(q.renewed))
			}
			leave(st.TS)
		case st.Action != event.Lookup && st.Action != event.ServiceUse:
			leave(st.TS)
		}
	}
	leave(forever)
	return out
}

// addressesOf says where a session comes from at each instant.
func addressesOf(w *script.World, s *traffic.Session) func(ts int64) event.Addr {
	v := w.Base.Visit(s)
	turns, turn := w.Base.Turns(s, &v)
	return func(ts int64) event.Addr {
		if turn {
			turns.Lay(&v, ts)
		}
		return v.Addr
	}
}

// answer is one answer of an honest user to a challenge.
func answer(visit portal.Visit, x policy.Answer, v defence.Verdict) script.Action {
	act := script.Action{Do: script.Answer, Visit: visit, OK: x.OK, Cause: event.ByControl, By: v.By}
	if v.Why == event.StepUpNeeded {
		act.Do, act.Wait = script.Factor, x.Waited
	}
	return act
}

// again is the look-up that an honest user repeats.
func again(visit portal.Visit, q *LookUp, v defence.Verdict) script.Action {
	return script.Action{
		Do:    script.Again,
		Visit: visit,
		Entry: script.Entry{NIR: q.nir, Holder: q.holder, Hit: true},
		Cause: event.ByControl,
		By:    v.By,
	}
}

// passage is how an honest user passes a challenge. Those in the session of a
// look-alike, or who asked for nobody, give up at once.
func passage(w *script.World, q *LookUp, v defence.Verdict) policy.ChallengeAttempt {
	if !q.base.Ordinary() {
		return policy.ChallengeAttempt{}
	}
	key := w.Key.Stream(script.RecoveryStream).
		At2(uint64(q.base.Account), drawPassage<<56|uint64(q.ts)).
		At(uint64(v.By))
	p := policy.Pass(v.Why, q.ts, key, min(q.leaves, w.End()))
	if !q.found {
		p.Again = 0
	}
	for i, x := range p.Answers {
		if _, _, down := w.Portal.Down(x.TS); down {
			return policy.ChallengeAttempt{Answers: p.Answers[:i]}
		}
	}
	return p
}

// visitOf is the context of an honest user's session.
func visitOf(w *script.World, q *LookUp, by uint8) portal.Visit {
	v := w.Base.VisitAt(&q.base, q.ts)
	if q.renewed > 0 {
		v.Session = v.Session.At(q.renewed)
	}
	v.Truth.Label, v.Truth.CausedBy = event.Collateral, by
	return v
}
