package persons

import (
	"context"
	"fmt"
	"math"
	"math/bits"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// AwayParams of R13. In a local day after the account's first week at least Away
// distinct persons live in another département than its site, and they are more than
// Z standard deviations above what the share of the first week lets expect. The first
// week must have had Least distinct persons a day, summed up.
type AwayParams struct {
	Z     float64
	Away  int // persons
	Least int // persons
	Week  int // days from the first look-up
}

// AwayDefaults returns the published values: three standard deviations of a binomial
// share, as R3 has them of a count; that a first week stands for an account, and the
// eight and twenty persons, are assumed.
func AwayDefaults() AwayParams { return AwayParams{Z: 3, Away: 8, Least: 20, Week: 7} }

// Name is R13.
func (*AwayParams) Name() string { return "R13" }

// What says what the rule finds.
func (*AwayParams) What() string {
	return "account: more persons from elsewhere than in its own first week"
}

// Settings lists the parameters, as --set names them.
func (p *AwayParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R13.z", What: "standard deviations above the share of the first week", At: &p.Z},
		{Name: "R13.away", What: "least persons from another département in a local day", At: &p.Away},
		{Name: "R13.least", What: "least persons in the first week, added up by day", At: &p.Least},
		{Name: "R13.week", What: "days of the first week", At: &p.Week},
	}
}

// Dial turns z from 0.2 to 100.
func (p *AwayParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R13.z", Steps: 998, Set: func(i int) { p.Z = float64(2+i) / 10 }}
}

// Level is z in thousandths.
func (p *AwayParams) Level() int64 { return rule.Thousandths(p.Z, 1e6) }

// New returns a rule that has seen nothing. It fails where the log omits the numbers of persons, or
// the records of accounts cannot be read.
func (p *AwayParams) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	if err := named(w); err != nil {
		return nil, err
	}
	home, err := homes(ctx, w)
	if err != nil {
		return nil, err
	}
	return &away{p: *p, z: p.Level(), home: home, users: map[string]*local{}}, nil
}

const thousand = 1000

// away is R13. It remembers the distinct persons of the day of each account.
type away struct {
	p     AwayParams
	z     int64 // thousandths
	home  map[string]string
	users map[string]*local
}

// local is an account and the persons of its first week.
type local struct {
	since int32 // day of its first look-up
	week  struct{ placed, away int }
	today
	episode rule.Episode
}

// See counts answered look-ups. The rule fires at the first person from elsewhere of a
// day with whom it holds, and again where it holds at twice, four times as many.
func (a *away) See(l *rule.Line, say func(rule.Said)) {
	u := a.count(l)
	if u == nil || !u.above(a.z) || !u.episode.Again(int64(u.away)) {
		return
	}
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: math.Max(1, u.deviation()/a.p.Z), From: u.first,
		Why: fmt.Sprintf("%d of %d persons today from outside département %s; %d of %d in the first week",
			u.away, u.placed, a.home[l.Account], u.week.away, u.week.placed)})
}

func (a *away) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if u := a.count(l); u != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &u.episode, Size: int64(u.away), Holds: u.above})
	}
}

// count adds the person of a line to the account's day and returns the account where
// that asks for a verdict.
func (a *away) count(l *rule.Line) *local {
	if l.Person == 0 {
		return nil
	}
	u := a.users[l.Account]
	if u == nil {
		u = &local{since: l.Day}
		a.users[l.Account] = u
	}
	if u.begin(l) {
		u.episode = rule.Episode{}
	}
	placed, before := u.placed, u.away
	if !u.add(l, a.home[l.Account]) {
		return nil
	}
	if int(l.Day-u.since) < a.p.Week {
		u.week.placed += u.placed - placed
		u.week.away += u.away - before
		return nil
	}
	if u.away == before || u.away < a.p.Away || u.week.placed < a.p.Least {
		return nil
	}
	return u
}

// expected is the share p of the first week with one person of each kind more, so that
// it is neither none nor all: w of n.
func (u *local) expected() (w, n uint64) { return uint64(u.week.away + 1), uint64(u.week.placed + 2) }

// above reports whether today's a of m persons are more than z deviations above p·m:
//
//	a - p·m > z·√(m·p·(1-p)), and with p = w/n: (a·n - m·w)² > z²·m·w·(n - w)
//
// exactly, in whole numbers. z is in thousandths.
func (u *local) above(z int64) bool {
	w, n := u.expected()
	a, m := uint64(u.away), uint64(u.placed)
	if a*n <= m*w {
		return false
	}
	d := thousand * (a*n - m*w)
	hi1, lo1 := bits.Mul64(d, d)
	hi2, lo2 := bits.Mul64(uint64(z*z), m*w*(n-w))
	return hi1 > hi2 || hi1 == hi2 && lo1 > lo2
}

// deviation is z of today's persons.
func (u *local) deviation() float64 {
	w, n := u.expected()
	a, m, p := float64(u.away), float64(u.placed), float64(w)/float64(n)
	return (a - p*m) / math.Sqrt(m*p*(1-p))
}
