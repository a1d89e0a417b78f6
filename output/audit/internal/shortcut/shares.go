package shortcut

import (
	"fmt"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// shares holds, for each frequent value of a field, the distribution over
// account-days of its share in the day's events. Days without the value are
// not stored: they are what is missing from the number of days.
type shares struct {
	days   [2]float64
	values [world.NumFields]map[world.Sym]*[2][shareSteps]uint32
	count  map[world.Sym]int
}

const (
	shareSteps = 101
	maxValues  = 64 // of a field; further ones are too rare to matter
)

// dayFields are the fields of which a day has a share.
func dayFields() []world.Field {
	return []world.Field{world.Action, world.Outcome, world.Reason, world.Service, world.Method, world.Path,
		world.Status, world.Result, world.Country, world.ASN, world.Agent}
}

func newShares() *shares {
	s := &shares{count: map[world.Sym]int{}}
	for _, f := range dayFields() {
		s.values[f] = map[world.Sym]*[2][shareSteps]uint32{}
	}
	return s
}

// add counts one account-day.
func (s *shares) add(d *world.Day, g []int32, positive bool) {
	n, c := 0, stats.Class(positive)
	for _, i := range g {
		if d.Rows[i].Mark.Label != world.Neutral {
			n++
		}
	}
	if n == 0 {
		return
	}
	s.days[c]++
	for _, f := range dayFields() {
		clear(s.count)
		for _, i := range g {
			if r := &d.Rows[i]; r.Mark.Label != world.Neutral {
				s.count[r.Of(f)]++
			}
		}
		for v, k := range s.count {
			h := s.values[f][v]
			if h == nil && len(s.values[f]) < maxValues {
				h = new([2][shareSteps]uint32)
				s.values[f][v] = h
			}
			if h != nil {
				h[c][1+k*(shareSteps-2)/n]++
			}
		}
	}
}

// figures judges the strongest value of each field.
func (s *shares) figures(w *world.World) []figure.Figure {
	var out []figure.Figure
	names := named()
	for _, col := range dayFields() {
		var best stats.RankTest
		best.AUC = 0.5
		var which world.Sym
		for _, v := range slices.Sorted(maps.Keys(s.values[col])) {
			r := stats.MannWhitney(s.cells(s.values[col][v]))
			if r.Variance > 0 && max(r.AUC, 1-r.AUC) > max(best.AUC, 1-best.AUC) {
				best, which = r, v
			}
		}
		fig := ranked{names[col].name + ", per account-day", names[col].family, best, float64(len(s.values[col])),
			0}.judge(w)
		fig.N = int64(s.days[1])
		if fig.Example != "" {
			fig.Example = fmt.Sprintf("share of %s = %q in an account's day", names[col].name, w.Syms.Name(which))
		}
		out = append(out, fig)
	}
	return out
}

func (s *shares) cells(h *[2][shareSteps]uint32) []stats.Cell {
	cells := make([]stats.Cell, shareSteps)
	rest := s.days
	for i := 1; i < shareSteps; i++ {
		cells[i] = stats.Cell{Score: float64(i), Neg: float64(h[0][i]), Pos: float64(h[1][i])}
		rest[0], rest[1] = rest[0]-cells[i].Neg, rest[1]-cells[i].Pos
	}
	cells[0] = stats.Cell{Score: 0, Neg: rest[0], Pos: rest[1]}
	return cells
}
