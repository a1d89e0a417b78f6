package detect

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/detect/internal/block"
	"github.com/breachsim/breachsim/output/detect/internal/sweep"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/rules"
)

// sweeper shows the log to rules at all values of their dials at once: to the counters of
// package rules, to rules that mark, and to those that note.
type sweeper struct {
	*runner
	at       sweep.Moment
	counters map[rules.Fired]*sweep.Counter
	paces    *rule.Recent[uint64, rule.Episode] // of R4, by session
	marking  []*marking
	noting   []*curve
}

// marking is a rule that marks, and what counts its marks.
type marking struct {
	rule.Sweeper
	counter *sweep.Counter
	at      sweep.Moment
	mark    func(rule.Mark)
}

func newMarking(r rule.Sweeper, counter *sweep.Counter) *marking {
	m := &marking{Sweeper: r, counter: counter}
	m.mark = func(x rule.Mark) { m.counter.See(m.at, &x) }
	return m
}

func (m *marking) see(l *rule.Line) {
	m.at = sweep.Moment{TS: l.TS, Day: l.Day}
	m.Sweep(l, m.mark)
}

// mostNoted is how much memory the notes of a rule may take, bytes.
const mostNoted = 400 << 20

// learn is one pass over the log, in which each curve learns how many incidents there are
// at each step, or takes the notes that tell.
func learn(ctx context.Context, w *outside, params Params, curves []*curve) error {
	o := Options{Params: params}
	for _, c := range curves {
		o.Rules = append(o.Rules, c.rule)
		c.set(&o.Params, c.widest())
	}
	r, err := w.runner(ctx, o, nil)
	if err != nil {
		return err
	}
	s := newSweeper(r)
	for _, c := range curves {
		s.add(c, params)
	}
	parts := s.parts()
	for lines, err := range inOrder(ctx, w.data) {
		if err != nil {
			return err
		}
		block.Show(lines, parts)
	}
	if s.stats.AccountDays == 0 {
		return &SisterError{What: fmt.Sprintf("%q has no active account: nothing to tune on", w.data.Dir)}
	}
	for _, c := range curves {
		c.days = s.stats.AccountDays
		if c.counter != nil {
			c.incidents = c.counter.Incidents()
		}
	}
	return nil
}

func newSweeper(r *runner) *sweeper {
	return &sweeper{runner: r, counters: map[rules.Fired]*sweep.Counter{},
		paces: rule.NewRecent[uint64, rule.Episode](rules.SessionDays - 1)}
}

// add has a curve learn from the pass.
func (s *sweeper) add(c *curve, params Params) {
	count := func() *sweep.Counter {
		c.counter = sweep.New(c.levels(params), s.scoredFrom, IncidentLength)
		return c.counter
	}
	for i, name := range Rules() {
		if name == c.rule {
			s.counters[bits()[i]] = count()
		}
	}
	for _, r := range s.further {
		if r.name != c.rule {
			continue
		}
		switch x := r.Rule.(type) {
		case rule.Sweeper:
			s.marking = append(s.marking, newMarking(x, count()))
		case rule.Noter:
			c.notes = x
			s.noting = append(s.noting, c)
		}
	}
}

// see takes the next line of the log.
func (s *sweeper) see(ev *read.Event) {
	s.counted(ev)
	s.line = rule.LineOf(ev, s.day.number)
	for _, m := range s.marking {
		m.see(&s.line)
	}
	for _, c := range s.noting {
		c.note(&s.line)
	}
}

// counted shows a line to the counters.
func (s *sweeper) counted(ev *read.Event) {
	if s.day.reach(ev.TS) {
		s.endDay(ev.TS)
	}
	s.at = sweep.Moment{TS: ev.TS, Day: s.day.number}
	a := s.account(ev)
	if ev.Action == "lookup" && s.params.Judge != 0 {
		s.lookup(ev, a)
	}
}

// parts lists what sees the log: the counters together, and each rule that marks or notes.
func (s *sweeper) parts() []*block.Part[Alert] {
	list := []*block.Part[Alert]{{See: func(l *rule.Line) { s.counted(l.Event) }}}
	for _, m := range s.marking {
		list = append(list, &block.Part[Alert]{See: m.see})
	}
	for _, c := range s.noting {
		list = append(list, &block.Part[Alert]{See: c.note})
	}
	return list
}

// lookup shows a look-up to the counters and counts what would fire.
func (s *sweeper) lookup(ev *read.Event, a *account) {
	if a != nil && !a.listed {
		a.today = verdicts{}
	}
	h := s.count(ev, a)
	if a != nil {
		s.window(a.Rate(), &a.window, func() (rule.Entity, string) { return Account, a.id })
		s.ofDay(rules.R2, a, &a.today.volume, func(level int64) bool { return a.VolumeAt(int(level)) })
		s.ofDay(rules.R3, a, &a.today.deviation, a.DeviationAt)
		s.ofDay(rules.R5, a, &a.today.notFound, a.NotFoundAt)
		s.ofDay(rules.R9, a, &a.today.drift, a.DriftAt)
	}
	if h.addr != nil {
		s.window(&h.addr.Rate, &h.addr.window, func() (rule.Entity, string) { return IP, ev.SrcIP.String() })
	}
	s.session(ev)
}

// window counts what R1 says of an account or an address.
func (s *sweeper) window(in *rules.Rate, e *rule.Episode, who func() (rule.Entity, string)) {
	c, n := s.counters[rules.R1], int64(in.Lookups())
	if c == nil || n < c.Loosest() {
		return
	}
	m := rule.Mark{Episode: e, Holds: func(count int64) bool { return n >= count }}
	m.Type, m.ID = who()
	c.SeeQuiet(s.at, &m, s.params.R1.Quiet)
}

// ofDay counts what a rule says once a day of an account.
func (s *sweeper) ofDay(r rules.Fired, a *account, e *rule.Episode, holds func(level int64) bool) {
	if c := s.counters[r]; c != nil && holds(c.Loosest()) {
		c.See(s.at, &rule.Mark{Type: Account, ID: a.id, Episode: e, Size: rule.Once, Holds: holds})
	}
}

// session counts what R4 says of a session.
func (s *sweeper) session(ev *read.Event) {
	c := s.counters[rules.R4]
	if c == nil || ev.SessionID == 0 {
		return
	}
	e := s.paces.At(ev.SessionID, s.day.number)
	clicks, p := s.sessions.Of(ev.SessionID), &s.params.R4
	holds := func(level int64) bool { return clicks.At(p, -level) }
	if !holds(c.Loosest()) {
		return
	}
	c.See(s.at, &rule.Mark{Type: Session, ID: sessionID(ev), Episode: e, Size: rule.Once, Holds: holds})
}
