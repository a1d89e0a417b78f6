package session

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// together is A27: whether accounts of a campaign keep time with each other.
//
// Statistic: pairs of events of two accounts of one campaign that are near each other,
// against those that are up to 31 times as far apart: of independent ones a thirty-first is
// near. Near is two seconds for sign-ins and twenty milliseconds for look-ups. It fails
// where at least five pairs are near, twice as many as chance would bring, at p < 1e-4
// (binomial). Beside it the gaps between the first events of the accounts, which vary unless
// a program counts them out: their coefficient of variation is at least 0.2, of eight
// accounts or more.
//
// A campaign whose scenario spaces its look-ups evenly has look-ups that keep time; they
// are left out.
type together struct {
	w       *world.World
	signIns near
	lookUps near
	first   map[world.Sym]map[world.Sym]int64 // of each campaign's accounts
}

// near counts pairs.
type near struct {
	name   string
	within int64 // microseconds
	recent []seen
	pairs  [2]int64 // near ones, others
}

// seen is one event.
type seen struct {
	ts                int64
	account, campaign world.Sym
}

// wide is how many times as far apart as near ones pairs are counted.
const wide = 31

// NewTogether returns A27 before it has seen a dataset.
func NewTogether(w *world.World) world.Check {
	return &together{w: w, signIns: near{name: "sign-ins", within: 2_000_000},
		lookUps: near{name: "look-ups", within: 20_000},
		first:   map[world.Sym]map[world.Sym]int64{}}
}

func (x *together) Day(d *world.Day) {
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Mark.Label != world.Attack || r.Mark.Campaign == 0 {
			continue
		}
		e := seen{r.TS, r.Of(world.Account), r.Mark.Campaign}
		of := x.first[e.campaign]
		if of == nil {
			of = map[world.Sym]int64{}
			x.first[e.campaign] = of
		}
		if _, known := of[e.account]; !known {
			of[e.account] = e.ts
		}
		switch {
		case r.Of(world.Action) == x.w.Words.Login && r.Of(world.Outcome) == x.w.Words.Success:
			x.signIns.add(e)
		case r.Of(world.Action) == x.w.Words.LookUp && !x.w.OnGrid(r):
			x.lookUps.add(e)
		}
	}
}

// add counts the pairs that an event makes with those before it.
func (n *near) add(e seen) {
	from := 0
	for from < len(n.recent) && e.ts-n.recent[from].ts > wide*n.within {
		from++
	}
	n.recent = append(n.recent[:0], n.recent[from:]...)
	for _, o := range n.recent {
		switch {
		case o.account == e.account || o.campaign != e.campaign:
		case e.ts-o.ts <= n.within:
			n.pairs[0]++
		default:
			n.pairs[1]++
		}
	}
	n.recent = append(n.recent, e)
}

func (x *together) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	return []figure.Figure{x.signIns.figure(), x.lookUps.figure(), x.steps()}, nil
}

func (n *near) figure() figure.Figure {
	const few, times = 5, 2.0
	total := n.pairs[0] + n.pairs[1]
	expected := float64(total) / wide
	f := figure.Figure{Name: "pairs of " + n.name + " near each other, to chance", N: total,
		Value: float64(n.pairs[0]) / math.Max(expected, 1), Bound: fmt.Sprintf("≤ %g", times), Verdict: figure.Pass}
	if total == 0 {
		f.Verdict = figure.NotApplicable
		return f
	}
	f.P = stats.BinomialTwoSided(n.pairs[0], total, 1.0/wide)
	if n.pairs[0] >= few && f.Value > times && f.P < stats.Chance {
		f.Verdict, f.Example = figure.Fail, n.name+" of different accounts fall together"
	}
	return f
}

// steps judges the gaps between the first events of the accounts of a campaign.
func (x *together) steps() figure.Figure {
	const fewest, least = 8, 0.2
	f := figure.Figure{Name: "variation of the gaps between takeovers", Bound: fmt.Sprintf("≥ %g", least),
		Value: math.Inf(1), Verdict: figure.NotApplicable}
	for _, of := range x.first {
		times := make([]int64, 0, len(of))
		for _, ts := range of {
			times = append(times, ts)
		}
		if len(times) < fewest {
			continue
		}
		slices.Sort(times)
		var sum, squares float64
		for i := range times[1:] {
			gap := float64(times[i+1] - times[i])
			sum, squares = sum+gap, squares+gap*gap
		}
		n := float64(len(times) - 1)
		mean := sum / n
		cv := math.Sqrt(math.Max(squares/n-mean*mean, 0)) / math.Max(mean, 1)
		if cv < f.Value {
			f.Value, f.N, f.Verdict = cv, int64(len(times)), figure.Pass
		}
	}
	switch {
	case f.Verdict == figure.NotApplicable:
		f.Value = 0
	case f.Value < least:
		f.Verdict, f.Example = figure.Fail, "accounts are taken in even steps"
	}
	return f
}
