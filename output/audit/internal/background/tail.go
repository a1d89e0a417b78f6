package background

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// tail is A15: volume has a long tail across accounts.
//
// Statistics of the benign events of each account over the whole period: the
// slope of log volume on log rank, by least squares over the upper half of the
// accounts (Zipf's form of a heavy tail); the share of the events that the
// busiest tenth makes; and the standard deviation of log volume. Bounds: slope
// −2 to −0.4, share 0.25 to 0.9, deviation 0.5 to 2: a few desks and
// laboratories make as much as hundreds of practices (assumed; equal volumes
// give 0, 0.1 and 0). Needs 30 active accounts.
type tail struct{ volume map[world.Sym]float64 }

// NewTail returns A15 before it has seen a dataset.
func NewTail(*world.World) world.Check { return &tail{map[world.Sym]float64{}} }

func (t *tail) Day(d *world.Day) {
	for _, g := range d.Groups {
		n := 0.0
		for _, i := range g {
			if d.Rows[i].Mark.Label == world.Benign {
				n++
			}
		}
		t.volume[d.Account(g)] += n
	}
}

func (t *tail) Finish(context.Context) ([]figure.Figure, error) {
	var v []float64
	total, mean := 0.0, 0.0
	for _, a := range slices.Sorted(maps.Keys(t.volume)) {
		if n := t.volume[a]; n > 0 {
			v = append(v, n)
			total += n
			mean += math.Log(n)
		}
	}
	if len(v) < 30 {
		return nil, nil
	}
	n := int64(len(v))
	mean /= float64(n)
	deviation := 0.0
	for _, x := range v {
		deviation += (math.Log(x) - mean) * (math.Log(x) - mean) / float64(n)
	}
	slices.SortFunc(v, func(a, b float64) int {
		if a > b {
			return -1
		}
		return stats.Class(a < b)
	})
	var fit stats.Pearson
	for i := range len(v) / 2 {
		fit.Add(math.Log(float64(i+1)), math.Log(v[i]))
	}
	busiest := 0.0
	for _, x := range v[:max(len(v)/10, 1)] {
		busiest += x
	}
	out := []figure.Figure{
		figure.Within("slope of log volume on log rank", fit.Slope(), band(-2, -0.4), n),
		figure.Within("share of the busiest tenth of accounts", busiest/total, band(0.25, 0.9), n),
		figure.Within("deviation of log volume", math.Sqrt(deviation), band(0.5, 2), n),
	}
	for i := range out {
		if out[i].Verdict == figure.Fail {
			out[i].Example = "benign events of the whole dataset"
		}
	}
	return out, nil
}
