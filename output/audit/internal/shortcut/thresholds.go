package shortcut

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// thresholds is A2: the best single threshold on each of some simple
// aggregates of an account-day, in either direction, against the label of the
// day (positive with any attack event).
//
// Statistic: F1 (van Rijsbergen 1979), highest over all thresholds, on the
// very days that it is chosen on: what a trivial rule could reach. It fails at
// F1 ≥ 0.95, where PaySim's best known shortcut stands, unless the family of
// the aggregate is among the scenario's signals. With few positives a perfect
// split may be chance: p is the probability that the positives are all among
// the days flagged, 1/C(days, positives) for each number flagged, times the
// number of days and the two directions.
type thresholds struct {
	before
	sketches []*stats.Sketch
	days     float64
	lines    map[world.Sym]int // access lines of the day, by account
	scratch  tally
}

// aggregate is one figure of an account's day.
type aggregate struct {
	name, family string
	of           func(t *tally) float64
}

func aggregates() []aggregate {
	over := func(a, b int) float64 { return float64(a) / math.Max(float64(b), 1) }
	return []aggregate{
		{"events", "volume", func(t *tally) float64 { return float64(t.events) }},
		{"look-ups", "volume", func(t *tally) float64 { return float64(t.lookUps) }},
		{"distinct persons", "volume", func(t *tally) float64 { return float64(len(t.persons)) }},
		{"sessions", "volume", func(t *tally) float64 { return float64(len(t.sessions)) }},
		{"look-ups in the busiest hour", "volume", func(t *tally) float64 { return float64(slices.Max(t.hours[:])) }},
		{"hours with events", "hour", func(t *tally) float64 { return float64(t.activeHours()) }},
		{"share of events 20:00-07:00", "hour", func(t *tally) float64 { return over(t.night, t.events) }},
		{"refused sign-ins", "errors", func(t *tally) float64 { return float64(t.refused) }},
		{"share of look-ups not found", "errors", func(t *tally) float64 { return over(t.notFound, t.lookUps) }},
		{"share of look-ups in error", "errors", func(t *tally) float64 { return over(t.errors, t.lookUps) }},
		{"distinct address blocks", "network", func(t *tally) float64 { return float64(len(t.blocks)) }},
		{"address blocks new to the account", "network", func(t *tally) float64 { return float64(t.newBlock) }},
		{"distinct networks", "network", func(t *tally) float64 { return float64(len(t.networks)) }},
		{"share of events from abroad", "network", func(t *tally) float64 { return over(t.abroad, t.events) }},
		{"distinct user agents", "user_agent", func(t *tally) float64 { return float64(len(t.agents)) }},
		{"distinct clients", "user_agent", func(t *tally) float64 { return float64(len(t.clients)) }},
		{"clients new to the account", "user_agent", func(t *tally) float64 { return float64(t.newClient) }},
		{"distinct patient departments", "geography", func(t *tally) float64 { return float64(len(t.depts)) }},
		{"share of patients from other departments", "geography",
			func(t *tally) float64 { return over(t.away, t.located) }},
		{"median gap of look-ups", "rhythm", func(t *tally) float64 { return t.median }},
		{"variation of gaps of look-ups", "rhythm", func(t *tally) float64 { return t.variation }},
		{"shortest gap of look-ups", "rhythm", func(t *tally) float64 { return t.shortest }},
		{"mean latency of look-ups", "rhythm",
			func(t *tally) float64 { return t.latency / math.Max(float64(t.lookUps), 1) }},
		{"share of look-ups in events", "sequence", func(t *tally) float64 { return over(t.lookUps, t.events) }},
		{"access lines to an event", "sequence", func(t *tally) float64 { return over(t.lines, t.events) }},
		{"persons to a look-up", "novelty", func(t *tally) float64 { return over(len(t.persons), t.lookUps) }},
		{"mean persons returned", "novelty", func(t *tally) float64 { return over(t.returned, t.lookUps) }},
	}
}

// NewThresholds returns A2 before it has seen a dataset.
func NewThresholds(w *world.World) world.Check {
	t := &thresholds{before: before{w, map[[2]world.Sym]bool{}, map[[2]world.Sym]bool{}}, lines: map[world.Sym]int{},
		scratch: newTally()}
	for range aggregates() {
		t.sketches = append(t.sketches, stats.NewSketch())
	}
	return t
}

// Day waits for the access log of the day.
func (t *thresholds) Day(*world.Day) { clear(t.lines) }

// Access counts lines of the access log; when all are there, the accounts of the day are judged.
func (t *thresholds) Access(d *world.Day, p *world.Part) {
	if len(t.w.Scenario.Campaigns) == 0 {
		return
	}
	for i := range p.Hits {
		t.lines[p.Hits[i].Account]++
	}
	if p.Last {
		t.accounts(d)
	}
}

// accounts takes the accounts of a day.
func (t *thresholds) accounts(d *world.Day) {
	list := aggregates()
	for _, g := range d.Groups {
		s := &t.scratch
		s.reset()
		positive := false
		for _, i := range g {
			positive = positive || d.Rows[i].Mark.Label == world.Attack
			s.add(&t.before, &d.Rows[i])
		}
		s.lines = t.lines[d.Account(g)]
		s.settle()
		t.days++
		for i, a := range list {
			t.sketches[i].Add(a.of(s), positive)
		}
	}
}

func (t *thresholds) Finish(context.Context) ([]figure.Figure, error) {
	if len(t.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	var out []figure.Figure
	for i, a := range aggregates() {
		f1, at, _ := t.sketches[i].BestF1()
		positives := t.sketches[i].Positives()
		p := min(1, math.Exp(-stats.LogChoose(int64(t.days), positives))*2*t.days)
		f := figure.Figure{Name: a.name, Value: f1, Bound: "F1 < 0.95", N: positives, P: p, Signal: a.family,
			Verdict: figure.Pass}
		switch {
		case positives == 0:
			f.Verdict = figure.NotApplicable
		case f1 >= 0.95 && p < stats.Chance:
			f.Verdict, f.Example = t.w.Exempt(a.family), fmt.Sprintf("threshold at %s", figure.Num(at))
		}
		out = append(out, f)
	}
	return out, nil
}
