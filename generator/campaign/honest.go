package campaign

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
)

// asked is one look-up of an honest user as the base world has it.
type asked struct {
	look
	ses     traffic.Session
	renewed int    // sign-ins of the session before it but the first
	leaves  int64  // when the user signs in or out next
	holder  uint32 // whose number it is
	found   bool
	expired bool // the portal has closed the session
}

// asked lists the look-ups of the sessions that an account begins on a day.
func (s *sim) asked(k uint32, d int32, w *World) (out []asked) {
	var name portal.Name
	var q asked
	first := 0 // of those whose user has not left yet
	leave := func(ts int64) {
		for ; first < len(out); first++ {
			out[first].leaves = ts
		}
	}
	r := w.Base.NewReader()
	r.Expired = true
	for st := range r.Day(k, d) {
		if n := st.Session.Name(); n != name {
			leave(forever)
			name = n
			q = asked{ses: *st.Session, renewed: -1}
			q.session, q.addr = w.IDs.Session(name), w.Base.Visit(&q.ses).Addr
		}
		switch {
		case st.Action == event.Lookup && !st.Lost:
			x := q
			x.expired = st.Expired
			x.ts, x.notFound, x.found = st.TS, st.Result == event.NotFound, st.Result == event.Found
			x.answered = x.notFound || x.found || st.Result == event.NoRights
			x.nir = nir.NIR(st.TS) // somebody else than all others, for who has no number
			if st.Person != traffic.NoPerson {
				x.holder = w.Persons.Holder(st.Person)
				x.nir = w.Persons.NIR(x.holder)
			}
			out = append(out, x)
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

// askOwner has an honest user of a stolen account come through what was asked,
// once in a session at a time.
func (s *sim) askOwner(a *account, q *asked, r refusal) {
	if r.why != event.Challenged && r.why != event.StepUpNeeded || s.watch.asking[q.session] {
		return
	}
	p := s.passage(q, r)
	if len(p.Answers) == 0 {
		return
	}
	s.watch.asking[q.session] = true
	v := s.honestVisit(q, r.by)
	for _, x := range p.Answers {
		s.at(x.TS, func(now int64) {
			last := x.TS == p.Answers[len(p.Answers)-1].TS
			if last {
				delete(s.watch.asking, q.session)
			}
			if s.p.touches[q.ses.Name()].Lost(now) || s.gone(a, q, now) {
				return
			}
			s.answers(a.holder, &v, x, r)
			if x.OK {
				s.pass(a, q.session, q.addr, r.by, now)
			}
		})
	}
	if p.Again > 0 {
		s.at(p.Again, func(now int64) {
			if s.p.touches[q.ses.Name()].Lost(now) || s.gone(a, q, now) || s.p.closed(now) != nil {
				return
			}
			x := q.look
			x.ts = now
			s.ownerStep(action{do: doAgain, visit: v, step: s.recoveryStep(a, now), entry: entry{nir: q.nir, holder: q.holder, hit: true}, cause: event.ByControl, by: r.by})
			s.count(a, x)
		})
	}
}

// gone reports whether an owner's session is closed or its address banned.
func (s *sim) gone(a *account, q *asked, now int64) bool {
	_, out := s.outlaw(q.addr, now)
	return out || a.revoked > q.ses.Start && a.revoked <= now
}

// answers plays one answer of an honest user.
func (s *sim) answers(h *holder, v *portal.Visit, x traffic.Answer, r refusal) {
	act := action{do: doAnswer, visit: *v, ok: x.OK, cause: event.ByControl, by: r.by}
	if r.why == event.StepUpNeeded {
		act.do, act.wait = doFactor, x.Waited
	}
	act.step = s.recoveryStep(&account{holder: h}, x.TS)
	s.ownerStep(act)
}

// passage is how an honest user comes through. Those in the session of a
// look-alike, or who asked for nobody, give up at once.
func (s *sim) passage(q *asked, r refusal) traffic.Passage {
	if !q.ses.Ordinary() {
		return traffic.Passage{}
	}
	over := min(q.leaves, s.p.w.Scenario.Time.End.UnixMicro())
	p := traffic.Pass(r.why, q.ts, s.p.w.Key.Stream(recoveryStream).At2(uint64(q.ses.Account), uint64(q.ts)).At(uint64(r.by)), over)
	if !q.found {
		p.Again = 0
	}
	for i, x := range p.Answers {
		if _, _, down := s.p.w.Portal.Down(x.TS); down {
			return traffic.Passage{Answers: p.Answers[:i]}
		}
	}
	return p
}

// honestVisit is the context of an honest user's session.
func (s *sim) honestVisit(q *asked, by uint8) portal.Visit {
	v := s.p.w.Base.Visit(&q.ses)
	if q.renewed > 0 {
		v.Session = v.Session.At(q.renewed)
	}
	v.Truth.Label, v.Truth.CausedBy = event.Collateral, by
	return v
}

// askNeighbour has the user of one session, who shares an address with somebody
// who has reached a threshold, come through what is asked there.
func (s *sim) askNeighbour(ses *traffic.Session, b ban) {
	w := &s.p.w
	r := refusal{why: b.why, by: b.by}
	through, passed := int64(0), false // when the user has answered
	for _, q := range s.asked(ses.Account, ses.Day, w) {
		outside := q.ts < b.from || q.ts >= b.until || passed && q.ts >= through
		if q.ses.Name() != ses.Name() || outside || q.expired || s.p.closed(q.ts) != nil {
			continue
		}
		t := s.touch(ses.Name(), event.ByControl, b.by)
		if t.Lost(q.ts) {
			continue
		}
		s.p.touched[ses.Account] = true
		t.Refused = append(t.Refused, traffic.Refusal{TS: q.ts, Why: b.why, By: b.by})
		if q.ts < through {
			continue
		}
		through, passed = s.comesThrough(&q, r, t)
	}
}

// comesThrough plays the answers of a neighbour; it returns when the last was,
// and whether it was right.
func (s *sim) comesThrough(q *asked, r refusal, t *traffic.Touch) (through int64, passed bool) {
	p := s.passage(q, r)
	if slices.ContainsFunc(p.Answers, func(x traffic.Answer) bool { return t.Lost(x.TS) }) {
		return 0, false
	}
	h := s.stranger(q.ses.Account)
	v := s.honestVisit(q, r.by)
	for _, x := range p.Answers {
		if _, out := s.outlaw(q.addr, x.TS); out {
			return through, false
		}
		s.answers(h, &v, x, r)
		through, passed = x.TS, x.OK
	}
	if p.Again > 0 && !t.Lost(p.Again) && s.p.closed(p.Again) == nil {
		s.ownerStep(action{do: doAgain, visit: v, step: s.recoveryStep(&account{holder: h}, p.Again), entry: entry{nir: q.nir, holder: q.holder, hit: true}, cause: event.ByControl, by: r.by})
	}
	return through, passed
}

// stranger is the holder of an account that no campaign has, who counts the
// steps that are added to it.
func (s *sim) stranger(k uint32) *holder {
	if s.strangers[k] == nil {
		s.strangers[k] = &holder{index: k}
	}
	return s.strangers[k]
}

// again emits the look-up that an honest user repeats.
func (f *Filler) again(e *portal.Emitter, v *portal.Visit, s portal.Step, en entry) {
	q := f.query(en)
	e.LookUp(v, s, &q)
	if e.Holds(s.TS) {
		e.Batch.Persons = append(e.Batch.Persons, en.holder)
	}
}
