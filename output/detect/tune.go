package detect

import (
	"context"
	"fmt"
	"slices"
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

// Tune turns each rule's threshold to the loosest value at which it raises at
// most budget false incidents per thousand active practitioner-days on a
// sister: a dataset without attacks, where every alert is false. Incidents are
// as [Tally] counts them. The dials are those of [Tunable]; the threshold may come
// out looser than the default.
//
// A stricter threshold raises fewer alerts, so the value is searched for within
// the range of each dial, all rules at once: each pass over the log tries one value
// of each rule whose search is not over; a dozen passes or so. Incidents may
// exceptionally grow by one where a long alarm falls apart into two; since the value
// chosen has been run itself, the budget holds all the same.
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
	curves := curvesOf(o.Rules)
	log := &tape{data: sister, most: tapeRows}
	for trials := trialsOf(curves, budgets); len(trials) > 0; trials = trialsOf(curves, budgets) {
		if err := run(ctx, log, o.Params, trials); err != nil {
			return nil, fmt.Errorf("tuning: %w", err)
		}
	}
	var list []Tuning
	for _, budget := range budgets {
		list = append(list, tuned(o.Params, curves, budget))
	}
	return list, nil
}

// trial runs rules with a value of each one's dial.
type trial struct {
	steps map[*curve]int
	tally Tally
}

// trialsOf lists what the next pass tries: of each rule what the budgets want to
// know, once where they want the same.
func trialsOf(curves []*curve, budgets []float64) (list []*trial) {
	for _, c := range curves {
		var asked []int
		for _, budget := range budgets {
			if step, open := c.next(budget); open && !slices.Contains(asked, step) {
				asked = append(asked, step)
			}
		}
		for i, step := range asked {
			if i == len(list) {
				list = append(list, &trial{steps: map[*curve]int{}})
			}
			list[i].steps[c] = step
		}
	}
	return list
}

// run is one pass over the log, from which the curves learn.
func run(ctx context.Context, log *tape, params Params, trials []*trial) error {
	each := make([]Options, len(trials))
	for i, t := range trials {
		each[i].Params = params
		for c, step := range t.steps {
			c.set(&each[i].Params, step)
			each[i].Rules = append(each[i].Rules, c.rule)
		}
	}
	stats, err := runEach(ctx, log, each, func(i int, a *Alert) error { trials[i].tally.Add(a); return nil })
	if err != nil {
		return err
	}
	days := stats[0].AccountDays
	if days == 0 {
		return &SisterError{What: fmt.Sprintf("%q has no active account: nothing to tune on", log.data.Dir)}
	}
	for _, t := range trials {
		for c, step := range t.steps {
			c.days, c.seen[step] = days, t.tally.Count(c.rule).Incidents
		}
	}
	return nil
}

// tuned is what a budget comes to.
func tuned(params Params, curves []*curve, budget float64) Tuning {
	published := Defaults()
	t := Tuning{Params: params}
	for _, c := range curves {
		_, step := c.bounds(budget)
		c.set(&t.Params, step)
		rate := c.per1000(c.seen[step])
		t.Tuned = append(t.Tuned,
			Tuned{Rule: c.rule, Parameter: c.name, Value: t.Params.value(c.name), Default: published.value(c.name),
				Incidents: c.seen[step], Per1000: rate, Met: rate <= budget})
	}
	return t
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
