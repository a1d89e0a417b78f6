package detect

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/detect/internal/sweep"
	"github.com/breachsim/breachsim/output/read"
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
	level      func(p *Params) int64 // the parameter as the rule compares with it: stricter is greater
}

// widest is the step with which a rule learns what all others rest on: R1 counts no
// further than its threshold, and notes hold from their level on.
func (d *dial) widest() int {
	if d.rule == "R1" {
		return d.steps
	}
	return 0
}

// levels are the thresholds of all steps.
func (d *dial) levels(p Params) sweep.Levels {
	list := make(sweep.Levels, d.steps+1)
	for i := range list {
		d.set(&p, i)
		list[i] = d.level(&p)
	}
	return list
}

// hundredth is that of a second.
const hundredth = 10 * time.Millisecond

// dials lists what is tuned: the number that the rule compares with. The other
// parameters stay.
func dials() []dial {
	list := []dial{
		{"R1", "R1.count", 598, // 2 to 600
			func(p *Params, i int) { p.R1.Count = 2 + i }, func(p *Params) int64 { return int64(p.R1.Count) }},
		{"R2", "R2.count", 9990, // 10 to 10,000
			func(p *Params, i int) { p.R2.Count = 10 + i }, func(p *Params) int64 { return int64(p.R2.Count) }},
		{"R3", "R3.z", 998, // 0.2 to 100
			func(p *Params, i int) { p.R3.Z = float64(2+i) / 10 }, func(p *Params) int64 { return whole(p.R3.Z) }},
		{"R4", "R4.gap", 999, // 10 s to 10 ms
			func(p *Params, i int) { p.R4.Gap = time.Duration(1000-i) * hundredth },
			func(p *Params) int64 { return -p.R4.Gap.Microseconds() }},
		{"R5", "R5.share", 99, // 1 % to 100 %
			func(p *Params, i int) { p.R5.Share = float64(1+i) / 100 },
			func(p *Params) int64 { return whole(p.R5.Share) }},
		{"R9", "R9.h", 995, // 0.5 to 100
			func(p *Params, i int) { p.R9.H = float64(5+i) / 10 }, func(p *Params) int64 { return whole(p.R9.H) }},
	}
	for i, r := range new(Params).further() {
		d := r.Dial()
		list = append(list, dial{r.Name(), d.Parameter, d.Steps,
			func(p *Params, step int) { p.further()[i].Dial().Set(step) },
			func(p *Params) int64 { return p.further()[i].Level() }})
	}
	return list
}

// Tune turns each rule's threshold to the loosest value at which it raises at
// most budget false incidents per thousand active practitioner-days on a
// sister: a dataset without attacks, where every alert is false. Incidents are
// as [Tally] counts them. The dials are those of [Tunable]; the threshold may come
// out looser than the default.
//
// A stricter threshold raises fewer alerts, so the value is searched for within the
// range of each dial. One pass over the log tells the incidents at all values of a rule
// whose dial changes nothing but when it fires; a rule that remembers other things at
// another value, R8, takes notes in that pass, from which each value that the search
// asks for is worked out. Only where the log is too long for notes does it take a pass
// for each, a dozen or so. Incidents may exceptionally grow by one where a long alarm
// falls apart into two; since those of the value chosen are known, the budget holds all
// the same.
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
	if err := CheckRules(o.Rules); err != nil {
		return nil, err
	}
	curves, w := curvesOf(o.Rules), &outside{data: sister}
	if err := learn(ctx, w, o.Params, curves); err != nil {
		return nil, fmt.Errorf("tuning: %w", err)
	}
	for _, c := range curves {
		for asked := c.ask(budgets); len(asked) > 0; asked = c.ask(budgets) {
			if err := c.answer(ctx, w, o.Params, asked); err != nil {
				return nil, fmt.Errorf("tuning: %w", err)
			}
		}
	}
	var list []Tuning
	for _, budget := range budgets {
		list = append(list, tuned(o.Params, curves, budget))
	}
	return list, nil
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
