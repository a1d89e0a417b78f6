package registry

import (
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// accounts judges what records/accounts.csv says of the accounts that were taken over: the
// place of the row, and the day of the month on which the account was opened.
func accounts(w *world.World) []figure.Figure {
	place, opened := stats.NewSketch(), stats.NewSketch()
	for i, a := range w.Order {
		o, stolen := w.Owners[a], w.Stolen[a] != nil
		place.Add(float64(i), stolen)
		opened.Add(float64(dayOfMonth(int64(o.Created))), stolen)
	}
	return []figure.Figure{
		few(nuisance("row of accounts.csv", stats.MannWhitney(place.Cells())), len(w.Order)),
		few(nuisance("day of the month of created_on", stats.MannWhitney(opened.Cells())), len(w.Order)),
	}
}

// few judges a perfect split of a few accounts by how likely chance alone makes it, where
// the normal law of a rank test is too mild: twice one over the ways to choose them.
func few(f figure.Figure, of int) figure.Figure {
	if f.Value < 1 || f.N == 0 {
		return f
	}
	if f.P = min(f.P, 2*math.Exp(-stats.LogChoose(int64(of), f.N))); f.P < stats.Chance {
		f.Verdict, f.Example = figure.Fail, f.Name+" tells who was taken"
	}
	return f
}

// nuisance judges a number that should tell nothing.
func nuisance(name string, t stats.RankTest) figure.Figure {
	const bound = 0.55
	f := figure.Figure{Name: name, Value: max(t.AUC, 1-t.AUC), Bound: fmt.Sprintf("AUC ≤ %g", bound), N: int64(t.Pos),
		P: t.P(), Verdict: figure.Pass}
	switch {
	case t.Pos == 0 || t.Neg == 0:
		f.Verdict = figure.NotApplicable
	case f.Value > bound && f.P < stats.Chance:
		f.Verdict, f.Example = figure.Fail, name+" tells who was taken"
	}
	return f
}

// dayOfMonth is that of a day since 1970.
func dayOfMonth(day int64) int { return time.Unix(day*86_400, 0).UTC().Day() }
