package session

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// alike is A7: how much one session is like the next.
//
// Statistic: of sessions of at least six events, the share that does the very same, step by
// step (action, service, result; repeats of a step left out), as the most frequent kind of
// its class. The attack's may be five times that of the benign ones, and no nearer to all of
// them than halfway. Among sessions so long
// that is more than chance and habit, unless the scenario names sequence as a signal.
type alike struct {
	w     *world.World
	kinds [2]map[uint64]int64
	n     [2]int64
}

// long is how many events a session has that is worth comparing.
const long = 6

// NewAlike returns A7 before it has seen a dataset.
func NewAlike(w *world.World) world.Check {
	return &alike{w: w, kinds: [2]map[uint64]int64{{}, {}}}
}

func (x *alike) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	d.EachSitting(&x.w.Words, func(s *world.Sitting) {
		if s.Label != world.Neutral && s.Events >= long {
			x.count(int(s.Label), s.Sequence)
		}
	})
}

// count counts a course of a class. Of many courses the frequent ones stay (Misra and Gries
// 1982): a count is too low by the class's sessions over counters at most.
func (x *alike) count(class int, course uint64) {
	const counters = 4096
	kinds := x.kinds[class]
	x.n[class]++
	if _, known := kinds[course]; known || len(kinds) < counters {
		kinds[course]++
		return
	}
	for k := range kinds {
		if kinds[k]--; kinds[k] == 0 {
			delete(kinds, k)
		}
	}
}

func (x *alike) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	const times, fewest = 5, 20
	var top [2]int64
	for class, kinds := range x.kinds {
		for _, n := range kinds {
			top[class] = max(top[class], n)
		}
	}
	share := func(class int) float64 { return float64(top[class]) / float64(max(x.n[class], 1)) }
	most := min(times*share(0), (1+share(0))/2)
	f := figure.Figure{Name: "share of the most frequent course, attack", Value: share(1),
		Bound: fmt.Sprintf("≤ %.4g, benign %.4g", most, share(0)), N: x.n[1], Signal: "sequence", Verdict: figure.Pass,
		P: stats.TwoShares(float64(top[1]), float64(x.n[1]), float64(top[0]), float64(x.n[0]))}
	switch {
	case x.n[1] < fewest || x.n[0] < fewest:
		f.Verdict = figure.NotApplicable
	case share(1) > most && f.P < stats.Chance:
		f.Verdict, f.Example = x.w.Exempt(f.Signal), "the attack's sessions are copies of each other"
	}
	return []figure.Figure{f}, nil
}
