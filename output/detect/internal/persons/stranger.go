package persons

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/localday"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// StrangerParams of R6. An account that is known for MinDays has at least Distinct
// persons in a local day of whom at least First are asked for by it for the first time
// within Memory and at least Away live in another département than its site.
type StrangerParams struct {
	Distinct int
	First    float64 // share, 0 to 1
	Away     float64 // share, 0 to 1
	MinDays  int     // days since its first look-up; of a history, its days
	Memory   int     // days
}

// StrangerDefaults returns the published values. A practice's day is for persons it
// knows, and for others of the place: an account that asks for strangers of
// everywhere works from a list. The shares are assumed, 120 days are a season of
// visits, and 25 persons keep those out who had a stranger or two.
func StrangerDefaults() StrangerParams {
	return StrangerParams{Distinct: 25, First: 0.7, Away: 0.5, MinDays: 14, Memory: 120}
}

// Name is R6.
func (*StrangerParams) Name() string { return "R6" }

// What says what the rule finds.
func (*StrangerParams) What() string {
	return "account: a day of persons who are new to it and live elsewhere"
}

// Settings lists the parameters, as --set names them.
func (p *StrangerParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R6.distinct", What: "distinct persons in a local day", At: &p.Distinct},
		{Name: "R6.first", What: "share of them that the account has not asked for before", At: &p.First},
		{Name: "R6.away", What: "share of them that live in another département", At: &p.Away},
		{Name: "R6.min_days", What: "days that the account must be known, by the log or the history", At: &p.MinDays},
		{Name: "R6.memory", What: "days that a person stays known, and half of them at least", At: &p.Memory},
	}
}

// Dial turns the persons from 2 to 2,000.
func (p *StrangerParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R6.distinct", Steps: 1998, Set: func(i int) { p.Distinct = 2 + i }}
}

// Level is the number of distinct persons.
func (p *StrangerParams) Level() int64 { return int64(p.Distinct) }

// New returns a rule that knows whom accounts found in the history. It fails where the log omits
// the numbers of persons, or the records or the history cannot be read.
func (p *StrangerParams) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	if err := named(w); err != nil {
		return nil, err
	}
	home, err := homes(ctx, w)
	if err != nil {
		return nil, err
	}
	s := &strangers{p: *p, fresh: millionths(p.First), away: millionths(p.Away), half: int32(max(p.Memory/2, 1)),
		home: home, users: map[string]*regular{}}
	for a, err := range w.History(ctx) {
		if err != nil {
			return nil, err
		}
		s.learn(a, w.Zone())
	}
	return s, nil
}

// millionths is a share in whole parts.
func millionths(share float64) int { return int(math.Round(min(share, 1) * measure.Million)) }

// strangers is R6. It remembers, of each account, whom it asked for: at most 131,072
// persons, of six to eleven bytes each.
type strangers struct {
	p           StrangerParams
	fresh, away int   // least shares, millionths
	half        int32 // of the memory, days
	home        map[string]string
	users       map[string]*regular
}

// regular is an account and whom it knows: the persons of the running half of the
// memory and those of the half before.
type regular struct {
	since       int32 // day of its first look-up
	half        int32 // number of the running half
	known, past set
	today
	fresh   int // persons of today that it did not know
	episode rule.Episode
}

// mostKnown persons make a half full before its time.
const mostKnown = 1 << 16

// See counts answered look-ups. The rule fires at the first person of a day with whom
// it holds, and again where it holds at twice, four times as many persons.
func (s *strangers) See(l *rule.Line, say func(rule.Said)) {
	u := s.count(l)
	if u == nil || !u.many(s.p.Level()) || !u.episode.Again(int64(u.persons)) {
		return
	}
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: float64(u.persons) / float64(s.p.Distinct), From: u.first,
		Why: fmt.Sprintf("%d persons today, %d of them new to the account, %d of %d from outside département %s",
			u.persons, u.fresh, u.away, u.placed, s.home[l.Account])})
}

func (s *strangers) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if u := s.count(l); u != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &u.episode, Size: int64(u.persons), Holds: u.many})
	}
}

// count adds the person of a line to the account's day and returns the account where
// the rule holds but for how many persons there are.
func (s *strangers) count(l *rule.Line) *regular {
	if l.Person == 0 {
		return nil
	}
	u := s.user(l.Account, l.Day)
	if u.begin(l) {
		u.fresh, u.episode = 0, rule.Episode{}
	}
	if !u.add(l, s.home[l.Account]) {
		return nil
	}
	u.reach(l.Day / s.half)
	if u.meet(short(l.Person)) {
		u.fresh++
	}
	if !s.strange(u, l.Day) {
		return nil
	}
	return u
}

// strange reports whether enough of today's persons are new and from elsewhere.
func (s *strangers) strange(u *regular, day int32) bool {
	const all = measure.Million
	return int(day-u.since) >= s.p.MinDays && u.placed > 0 &&
		u.fresh*all >= s.fresh*u.persons && u.away*all >= s.away*u.placed
}

// many reports whether there are at least so many persons today.
func (u *regular) many(distinct int64) bool { return int64(u.persons) >= distinct }

func (s *strangers) user(account string, day int32) *regular {
	u := s.users[account]
	if u == nil {
		u = &regular{since: day, half: day / s.half}
		s.users[account] = u
	}
	return u
}

// learn takes somebody whom an account asked for before the log.
func (s *strangers) learn(a *read.Acquaintance, zone *time.Location) {
	first, last := localday.Number(time.UnixMicro(a.First), zone), localday.Number(time.UnixMicro(a.Last), zone)
	u := s.user(a.Account, last)
	u.since = min(u.since, first)
	u.reach(last / s.half)
	switch last / s.half {
	case u.half:
		u.meet(short(a.Person))
	case u.half - 1:
		u.past.add(short(a.Person))
	}
}

// reach goes on to a half, if it is a later one.
func (u *regular) reach(half int32) {
	switch {
	case half == u.half+1:
		u.turn()
	case half > u.half:
		u.known, u.past = set{}, set{}
	default:
		return
	}
	u.half = half
}

func (u *regular) turn() { u.past, u.known = u.known, set{} }

// meet makes a person known and reports whether they were not.
func (u *regular) meet(key uint32) bool {
	if u.known.n == mostKnown {
		u.turn()
	}
	return u.known.add(key) && !u.past.has(key)
}
