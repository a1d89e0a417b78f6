package artefact

import (
	"context"
	"math"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// written is A24: how the lines of the audit log are written, whatever they say.
//
// Statistic: the number of lines with blanks outside texts, or with a number that has
// a plus, an exponent or zeros in front, which must be none; and, among events of one
// kind (action, outcome, reason, result, with a session and a request or without), the
// events whose form only the attack has: which keys in which order, with which kinds of
// values and how many decimals. A form counts where the kind has at least 20 benign
// events, and 20 attack events of that form are no chance (hypergeometric, p < 1e-4).
type written struct {
	w     *world.World
	odd   figure.Violations
	kinds map[world.Kind]map[uint64]*[2]int64
}

// NewWritten returns A24 before it has seen a dataset.
func NewWritten(w *world.World) world.Check {
	return &written{w: w, kinds: map[world.Kind]map[uint64]*[2]int64{}}
}

func (x *written) Day(d *world.Day) {
	for i := range d.Rows {
		r := &d.Rows[i]
		x.odd.Of++
		if r.Odd {
			x.odd.Add(func() string { return d.Where(r) })
		}
		if r.Mark.Label == world.Neutral {
			continue
		}
		k := r.Kind()
		forms := x.kinds[k]
		if forms == nil {
			forms = map[uint64]*[2]int64{}
			x.kinds[k] = forms
		}
		n := forms[r.Form]
		if n == nil {
			n = &[2]int64{}
			forms[r.Form] = n
		}
		n[r.Mark.Label]++
	}
}

const few = 20

func (x *written) Finish(context.Context) ([]figure.Figure, error) {
	own, all := int64(0), int64(0)
	for _, forms := range x.kinds {
		var of [2]int64
		for _, n := range forms {
			of[0] += n[0]
			of[1] += n[1]
		}
		all += of[1]
		for _, n := range forms {
			if n[0] == 0 && n[1] >= few && of[0] >= few &&
				stats.LogAllOf(n[1], of[1], of[0]+of[1]) < math.Log(stats.Chance) {
				own += n[1]
			}
		}
	}
	out := []figure.Figure{figure.None("lines with blanks, or with numbers not plainly written", x.odd)}
	if len(x.w.Scenario.Campaigns) > 0 {
		out = append(out, figure.AtMost("attack events with a form of their own", float64(own), 0, all))
	}
	return out, nil
}
