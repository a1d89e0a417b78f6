package detect

import (
	"context"
	"fmt"
	"strings"
	"time"

	"breachsim/output/read"
)

// Tuned is the threshold that tuning has chosen for a rule.
type Tuned struct {
	Rule      string
	Parameter string // RULE.PARAMETER
	Value     string // as Params.Set takes it
	Default   string
	Incidents int64   // false incidents on the sister with that threshold
	Per1000   float64 // and per thousand active practitioner-days
	Met       bool    // whether that is within the budget; else Value is the strictest tried
}

// A dial is the parameter of a rule that tuning turns: its values from the
// loosest, at 0, to the strictest, at steps.
type dial struct {
	rule, name string
	steps      int
	set        func(p *Params, i int)
}

// hundredth is that of a second.
const hundredth = 10 * time.Millisecond

// dials lists what is tuned: the number that the rule compares with. The other
// parameters stay.
func dials() []dial {
	list := []dial{
		{"R1", "R1.count", 598, func(p *Params, i int) { p.R1.Count = 2 + i }},                         // 2 to 600
		{"R2", "R2.count", 9990, func(p *Params, i int) { p.R2.Count = 10 + i }},                       // 10 to 10,000
		{"R3", "R3.z", 998, func(p *Params, i int) { p.R3.Z = float64(2+i) / 10 }},                     // 0.2 to 100
		{"R4", "R4.gap", 999, func(p *Params, i int) { p.R4.Gap = time.Duration(1000-i) * hundredth }}, // 10 s to 10 ms
		{"R5", "R5.share", 99, func(p *Params, i int) { p.R5.Share = float64(1+i) / 100 }},             // 1 % to 100 %
		{"R9", "R9.h", 995, func(p *Params, i int) { p.R9.H = float64(5+i) / 10 }},                     // 0.5 to 100
	}
	for i, r := range new(Params).further() {
		d := r.Dial()
		set := func(p *Params, step int) { p.further()[i].Dial().Set(step) }
		list = append(list, dial{r.Name(), d.Parameter, d.Steps, set})
	}
	return list
}

// search halves the range of a dial: every step below low is too loose, high is
// strict enough or the end.
type search struct {
	dial
	low, high int
}

func (s *search) middle() int { return (s.low + s.high) / 2 }

// Tune turns each rule's threshold to the loosest value at which it raises at
// most budget false incidents per thousand active practitioner-days on a
// sister: a dataset without attacks, where every alert is false. Incidents are
// as [Tally] counts them. The dials are those of [Tunable]; the threshold may come
// out looser than the default.
//
// A stricter threshold raises fewer alerts, so the value is found by halving the
// range of each dial, all rules at once: each pass over the log tries one value
// a rule, at most fifteen passes. Incidents may exceptionally grow by one where
// a long alarm falls apart into two; since the value chosen has been run itself,
// the budget holds all the same.
func Tune(ctx context.Context, sister *read.Dataset, o Options, budget float64) (Params, []Tuned, error) {
	list, err := TuneEach(ctx, sister, o, budget)
	if err != nil {
		return o.Params, nil, err
	}
	return list[0].Params, list[0].Tuned, nil
}

// Tuning is what the rules were tuned to for one budget.
type Tuning struct {
	Params Params
	Tuned  []Tuned
}

// TuneEach is [Tune] for several budgets side by side.
func TuneEach(ctx context.Context, sister *read.Dataset, o Options, budgets ...float64) ([]Tuning, error) {
	if !sister.AttackFree() {
		return nil, &SisterError{What: fmt.Sprintf("%q holds attacks (campaigns %s), so its alerts are not all false: "+
			"generate it with --without-campaigns", sister.Dir, strings.Join(sister.Campaigns, ", "))}
	}
	var hunts []*hunt
	for _, budget := range budgets {
		hunts = append(hunts, &hunt{budget: budget, params: o.Params, searches: searchesOf(o.Rules)})
	}
	log := &tape{data: sister, most: tapeRows}
	for {
		open := false
		each := make([]Options, len(hunts))
		for i, h := range hunts {
			open = h.next() || open
			each[i] = Options{o.Rules, h.params}
		}
		stats, err := runEach(ctx, log, each, func(i int, a *Alert) error { hunts[i].tally.Add(a); return nil })
		if err != nil {
			return nil, fmt.Errorf("tuning: %w", err)
		}
		if stats[0].AccountDays == 0 {
			return nil, &SisterError{What: fmt.Sprintf("%q has no active account: nothing to tune on", sister.Dir)}
		}
		if !open {
			var list []Tuning
			for i, h := range hunts {
				list = append(list, Tuning{h.params, h.params.results(h.searches, &h.tally, stats[i], h.budget)})
			}
			return list, nil
		}
		for i, h := range hunts {
			h.learn(stats[i])
		}
	}
}

// hunt is the search of all dials for one budget.
type hunt struct {
	budget   float64
	params   Params // of the pass
	searches []search
	tally    Tally // of the pass
}

// next sets what the next pass tries and reports whether it may teach something.
func (h *hunt) next() (open bool) {
	h.tally = Tally{}
	for i := range h.searches {
		s := &h.searches[i]
		s.set(&h.params, s.middle())
		open = open || s.low < s.high
	}
	return open
}

func (h *hunt) learn(stats *Stats) {
	for i := range h.searches {
		s := &h.searches[i]
		s.learn(per1000(h.tally.Count(s.rule).Incidents, stats) <= h.budget)
	}
}

// learn takes the verdict on the middle.
func (s *search) learn(met bool) {
	switch {
	case s.low >= s.high:
	case met:
		s.high = s.middle()
	default:
		s.low = s.middle() + 1
	}
}

func searchesOf(rules []string) []search {
	var list []search
	for _, rule := range Of(rules) {
		for _, d := range dials() {
			if d.rule == rule {
				list = append(list, search{dial: d, high: d.steps})
			}
		}
	}
	return list
}

func per1000(incidents int64, s *Stats) float64 {
	return 1000 * float64(incidents) / float64(s.AccountDays)
}

// results tells what tuning came to, by the incidents of a last run.
func (p *Params) results(searches []search, t *Tally, s *Stats, budget float64) []Tuned {
	published := Defaults()
	var list []Tuned
	for _, x := range searches {
		n := t.Count(x.rule).Incidents
		rate := per1000(n, s)
		list = append(list,
			Tuned{Rule: x.rule, Parameter: x.name, Value: p.value(x.name), Default: published.value(x.name),
				Incidents: n, Per1000: rate, Met: rate <= budget})
	}
	return list
}

func (p *Params) value(name string) string {
	for _, s := range p.Settings() {
		if s.Name == name {
			return s.String()
		}
	}
	return ""
}

// Tunable lists the parameters that tuning turns.
func Tunable() []string {
	var list []string
	for _, d := range dials() {
		list = append(list, d.name)
	}
	return list
}

// SisterError says why a dataset cannot serve to tune on.
type SisterError = read.SisterError
