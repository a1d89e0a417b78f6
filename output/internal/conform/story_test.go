package conform_test

import (
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// lines are all lines of an event in both logs with their truth, as a digest.
type lines struct {
	ts     int64 // of the audit event, else of the first request
	digest uint64
	event  bool
}

// story is what a plan makes, one pass over all of it.
type story struct {
	attack  []map[uint64]lines // by campaign and event
	honest  map[uint64]lines
	listed  map[uint64]bool
	acted   int64 // when a control first changed anything
	exposed []int
	uses    map[use]tally
	tried   map[use]tally   // in vain
	session map[stint]int64 // attack events
	twice   int             // events or requests of one id
}

type use struct {
	campaign uint8
	account  uint32
}

// stint is a campaign's part in a session.
type stint struct {
	session  uint64
	campaign uint8
}

// tally is what a campaign did with an account.
type tally struct{ first, last, answered, events int64 }

var digests = maphash.MakeSeed() // only equality within one run counts

func tell(t *testing.T, p *generator.Plan) *story {
	t.Helper()
	n := len(p.Scenario().Campaigns)
	s := &story{attack: make([]map[uint64]lines, n), honest: map[uint64]lines{}, listed: map[uint64]bool{}, acted: p.Scenario().Time.End.UnixMicro(),
		exposed: make([]int, n), uses: map[use]tally{}, tried: map[use]tally{}, session: map[stint]int64{}}
	for i := range s.attack {
		s.attack[i] = map[uint64]lines{}
	}
	for _, r := range p.Journal().Responses {
		if r.Control != 0 && r.Action != event.Alerted && r.Action != event.Noticed {
			s.acted = min(s.acted, r.TS)
		}
	}
	seen, requests := map[uint64]bool{}, map[uint64]bool{}
	f := p.NewFiller()
	var b event.Batch
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for i := range b.AuditOrder {
			e, tr := b.AuditAt(i)
			if seen[e.ID] {
				s.twice++
			}
			seen[e.ID] = true
			s.note(e, tr)
			s.line(e.ID, e.TS, *tr, maphash.Comparable(digests, *e), true)
		}
		for i := range b.AccessOrder {
			a := *b.AccessAt(i)
			if requests[a.Request] {
				s.twice++
			}
			requests[a.Request] = true
			tr := a.Truth
			a.Truth = event.Truth{}
			s.line(a.Event, a.TS, tr, maphash.Comparable(digests, a), false)
		}
		for _, x := range b.Interference {
			s.listed[x.Event] = true
			if x.Cause == event.ByControl {
				s.acted = min(s.acted, x.TS)
			}
		}
		for _, x := range b.Exposures {
			s.exposed[x.Campaign-1]++
		}
	}
	for _, x := range p.Journal().Tried { // nobody got in: the campaign does not have the account
		u := use{x.Campaign, x.Account}
		s.tried[u] = s.uses[u]
		delete(s.uses, u)
	}
	return s
}

// line adds a line to those of its event.
func (s *story) line(id uint64, ts int64, tr event.Truth, digest uint64, audited bool) {
	if tr.CausedBy != 0 {
		s.acted = min(s.acted, ts)
	}
	in := s.honest
	if tr.Label == event.Attack {
		in = s.attack[tr.Campaign-1]
	} else if tr.Purpose == event.Containment {
		return
	}
	tr.Campaign = 0 // its place in the file
	l, there := in[id]
	if !there || audited || !l.event && ts < l.ts {
		l.ts = ts
	}
	l.event = l.event || audited
	l.digest = (l.digest^digest)*0x9e3779b97f4a7c15 ^ maphash.Comparable(digests, tr)
	in[id] = l
}

func (s *story) note(e *event.Event, tr *event.Truth) {
	if tr.Label != event.Attack {
		return
	}
	switch e.Reason {
	case event.Banned, event.SessionRevoked, event.RateLimited, event.Challenged, event.StepUpNeeded, event.ServiceClosed:
		s.acted = min(s.acted, e.TS)
	}
	u := use{tr.Campaign, e.Account}
	x, there := s.uses[u]
	if !there {
		x.first = e.TS
	}
	x.last = e.TS
	x.events++
	if e.Action == event.Lookup && e.Result != event.ResultError {
		x.answered++
	}
	s.uses[u] = x
	if e.Session != 0 {
		s.session[stint{e.Session, tr.Campaign}]++
	}
}

// agrees holds the journal and the counts against the lines.
func (s *story) agrees(t *testing.T, p *generator.Plan) {
	t.Helper()
	if s.twice > 0 {
		t.Errorf("%d ids are those of two events or requests", s.twice)
	}
	sc, j := p.Scenario(), p.Journal()
	for i := range sc.Campaigns {
		c := &sc.Campaigns[i]
		if n := p.Exposed(i, sc.Time.End)[0]; n != int64(s.exposed[i]) {
			t.Errorf("%s: %d exposed by the plan, %d in the lines", c.ID, n, s.exposed[i])
		}
	}
	told := 0
	for _, a := range j.Accounts {
		x, there := s.uses[use{a.Campaign, a.Account}]
		if there {
			told++
		}
		if x.first != a.First || x.last != a.Last || x.answered != a.LookUps {
			t.Errorf("campaign %d, account %d: %d look-ups, %d to %d; the journal says %d, %d to %d", a.Campaign, a.Account, x.answered, x.first, x.last, a.LookUps, a.First, a.Last)
		}
	}
	for _, a := range j.Tried {
		x := s.tried[use{a.Campaign, a.Account}]
		if x != (tally{a.First, a.Last, 0, int64(a.Attempts)}) {
			t.Errorf("campaign %d, account %d, tried: %+v; the journal says %d attempts, %d to %d", a.Campaign, a.Account, x, a.Attempts, a.First, a.Last)
		}
	}
	for u := range s.uses {
		if u.account == event.NoAccount {
			told++
		}
	}
	if told != len(s.uses) {
		t.Errorf("%d uses of accounts in the log, %d of them in the journal", len(s.uses), told)
	}
	for _, x := range j.Sessions {
		at := stint{x.Session, x.Campaign}
		if s.session[at] != x.Attack {
			t.Errorf("session %016x: %d events, the journal says %d", x.Session, s.session[at], x.Attack)
		}
		delete(s.session, at)
	}
	if len(s.session) > 0 {
		t.Errorf("%d sessions with attack events are not in the journal", len(s.session))
	}
}

// begins holds the undefended world against the defended one: the same until
// the first control acts, and the honest the same but for what is listed.
func (s *story) begins(t *testing.T, undefended *story) {
	t.Helper()
	for i := range s.attack {
		same(t, "a campaign before the first control", s.attack[i], undefended.attack[i], func(id uint64) bool {
			a, ok := s.attack[i][id]
			b, ok2 := undefended.attack[i][id]
			return (!ok || a.ts >= s.acted) && (!ok2 || b.ts >= s.acted)
		})
	}
	same(t, "the honest, undefended", s.honest, undefended.honest, func(id uint64) bool { return s.listed[id] || undefended.listed[id] })
}

func same(t *testing.T, what string, a, b map[uint64]lines, except func(id uint64) bool) {
	t.Helper()
	differ, first := 0, uint64(0)
	at := int64(0)
	see := func(id uint64, ts int64) {
		if !except(id) {
			if differ++; at == 0 || ts < at {
				first, at = id, ts
			}
		}
	}
	for id, l := range a {
		if b[id] != l {
			see(id, l.ts)
		}
	}
	for id, l := range b {
		if _, there := a[id]; !there {
			see(id, l.ts)
		}
	}
	if differ > 0 {
		t.Errorf("%s: %d events differ, the first is %016x at %d (here %v, there %v)", what, differ, first, at, a[first], b[first])
	}
}

// apart holds a campaign less against the world with all of them, undefended: no
// line of the others changes, unless they meet in an account, or would have met in one
// that the later left to the earlier.
func apart(t *testing.T, sc *scenarios.Scenario, all *story) {
	t.Helper()
	n := len(sc.Campaigns)
	if n < 2 {
		return
	}
	for drop := range n {
		fewer := *sc
		fewer.Campaigns = slices.Delete(slices.Clone(sc.Campaigns), drop, drop+1)
		p, err := generator.New(&fewer, generator.Options{WithoutControls: true})
		if err != nil {
			t.Errorf("without campaign %d: %v", drop+1, err)
			continue
		}
		if all.meet(uint8(drop + 1)) {
			continue
		}
		s := tell(t, p)
		if s.left(all, uint8(drop+1)) {
			continue
		}
		for i := range s.attack {
			k := i
			if i >= drop {
				k++
			}
			same(t, "a campaign beside another", s.attack[i], all.attack[k], func(uint64) bool { return false })
		}
		same(t, "the honest beside a campaign less", s.honest, all.honest, func(id uint64) bool { return s.listed[id] || all.listed[id] })
	}
}

// meet reports whether a campaign uses an account of another.
func (s *story) meet(campaign uint8) bool {
	for u := range s.uses {
		for v := range s.uses {
			if u.campaign == campaign && v.campaign != campaign && u.account == v.account && u.account != event.NoAccount {
				return true
			}
		}
	}
	return false
}

// left reports whether a world without a campaign has others in accounts which that
// campaign has where it is there.
func (s *story) left(with *story, campaign uint8) bool {
	for u := range s.uses {
		if _, ok := with.uses[use{campaign, u.account}]; ok && u.account != event.NoAccount {
			return true
		}
	}
	return false
}

// alone holds some slices by a fresh Filler against the same out of a run.
func alone(t *testing.T, n uint64, p *generator.Plan) {
	t.Helper()
	r := rand.New(rand.NewPCG(n, 8))
	ws := p.Windows()
	for range 3 {
		at := 1 + r.IntN(len(ws)-1)
		f, g := p.NewFiller(), p.NewFiller()
		var whole, part event.Batch
		for _, w := range ws[max(0, at-30) : at+1] {
			f.Fill(w, &whole)
		}
		g.Fill(ws[at], &part)
		if !slices.Equal(whole.Audit, part.Audit) || !slices.Equal(whole.Access, part.Access) || !slices.Equal(whole.Exposures, part.Exposures) || !slices.Equal(whole.Interference, part.Interference) {
			t.Errorf("slice %d alone differs", at)
		}
	}
}
