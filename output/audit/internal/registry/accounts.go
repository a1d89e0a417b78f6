package registry

import (
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
		few(figure.Nuisance("row of accounts.csv", place, whoWasTaken), len(w.Order)),
		few(figure.Nuisance("day of the month of created_on", opened, whoWasTaken), len(w.Order)),
	}
}

// whoWasTaken is what numbers of records give away.
const whoWasTaken = "who was taken"

// few judges a perfect split of a few accounts by how likely chance alone makes it, where
// the normal law of a rank test is too mild: twice one over the ways to choose them.
func few(f figure.Figure, of int) figure.Figure {
	if f.Value < 1 || f.N == 0 {
		return f
	}
	if f.P = min(f.P, 2*math.Exp(-stats.LogChoose(int64(of), f.N))); f.P < stats.Chance {
		f.Verdict, f.Example = figure.Fail, f.Name+" tells "+whoWasTaken
	}
	return f
}

// dayOfMonth is that of a day since 1970.
func dayOfMonth(day int64) int { return time.Unix(day*86_400, 0).UTC().Day() }
