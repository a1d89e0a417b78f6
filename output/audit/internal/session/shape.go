package session

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// shape is A26: what sessions look like.
//
// Statistic: the area under the ROC curve (Mann–Whitney), folded to ≥ 0.5, of each trait of
// a session alone against whether it has an attack event. It fails above 0.75 with
// p < 1e-4, unless the trait's family is among the scenario's signals: this is behaviour,
// and a thief who does nothing but look up people is one of few services. Beside it the
// share of sessions of one event, which may be no more than five times as frequent among
// those of the attack, where they are a tenth of them.
//
// Sessions are taken a day at a time. One that the attack uses within an owner's is its.
type shape struct {
	w      *world.World
	traits []*stats.Sketch
	single [2]int64
	n      [2]int64
}

// trait is one figure of a session.
type trait struct {
	name, family string
	of           func(s *world.Sitting) float64
}

func traits() []trait {
	return []trait{
		{"events", "volume", func(s *world.Sitting) float64 { return float64(s.Events) }},
		{"look-ups", "volume", func(s *world.Sitting) float64 { return float64(s.LookUps) }},
		{"length", "volume", (*world.Sitting).Seconds},
		{"mean pause", "rhythm", (*world.Sitting).Pause},
		{"shortest pause", "rhythm", (*world.Sitting).Least},
		{"share of look-ups", "sequence", func(s *world.Sitting) float64 { return s.Share(s.LookUps) }},
		{"services", "sequence", func(s *world.Sitting) float64 { return float64(s.Services) }},
		{"signed out of", "sequence", func(s *world.Sitting) float64 { return world.Yes(s.Ended) }},
		{"errors", "errors", func(s *world.Sitting) float64 { return s.Share(s.Errors) }},
	}
}

// NewShape returns A26 before it has seen a dataset.
func NewShape(w *world.World) world.Check {
	x := &shape{w: w}
	for range traits() {
		x.traits = append(x.traits, stats.NewSketch())
	}
	return x
}

func (x *shape) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	list := traits()
	d.EachSitting(&x.w.Words, func(s *world.Sitting) {
		if s.Label == world.Neutral {
			return
		}
		for i, t := range list {
			x.traits[i].Add(t.of(s), s.Label == world.Attack)
		}
		x.n[s.Label]++
		if s.Events == 1 {
			x.single[s.Label]++
		}
	})
}

func (x *shape) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	const bound = 0.75
	var out []figure.Figure
	for i, t := range traits() {
		test := stats.MannWhitney(x.traits[i].Cells())
		f := figure.Figure{Name: t.name, Value: max(test.AUC, 1-test.AUC), Bound: fmt.Sprintf("AUC ≤ %g", bound),
			N: int64(test.Pos), P: test.P(), Signal: t.family, Verdict: figure.Pass}
		switch {
		case test.Pos == 0 || test.Neg == 0:
			f.Verdict = figure.NotApplicable
		case f.Value > bound && f.P < stats.Chance:
			f.Verdict, f.Example = x.w.Exempt(t.family), t.name+" of a session alone tells attack from benign"
		}
		out = append(out, f)
	}
	return append(out, x.alone()), nil
}

// alone judges how many sessions hold one event.
func (x *shape) alone() figure.Figure {
	const most, many = 5, 0.1
	share := func(class int) float64 { return float64(x.single[class]) / float64(max(x.n[class], 1)) }
	f := figure.Figure{Name: "share of one event, attack", Value: share(1),
		Bound: fmt.Sprintf("≤ %d × benign, %.4g", most, share(0)), N: x.n[1], Signal: "sequence", Verdict: figure.Pass,
		P: stats.TwoShares(float64(x.single[1]), float64(x.n[1]), float64(x.single[0]), float64(x.n[0]))}
	switch {
	case x.n[1] == 0:
		f.Verdict = figure.NotApplicable
	case share(1) > many && share(1) > most*share(0) && f.P < stats.Chance:
		f.Verdict, f.Example = x.w.Exempt(f.Signal), "nobody signs in to do nothing"
	}
	return f
}
