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

// order is A4: where a line stands and what its ids are, against the label,
// within each account-day that has both classes.
//
// Statistic: Spearman's rank correlation (Spearman 1904; Fisher's z for p),
// pooled over account-days, of the label with the rank of event_id, of
// request_id, and with the displacement of the line: its rank in the file less
// its rank in time. The displacement and not the rank itself, because an
// attack has its hours, and those are no artefact. Also the correlation of
// event_id with time within each class: ids that count upwards tell order.
// Fails at |ρ| > 0.1 with p < 1e-4.
//
// Runs of one label follow from the attack's hours and are not judged; but no
// line may stand out of the order of time. Any such line fails.
type order struct {
	w            *world.World
	event        stats.Pearson
	request      stats.Pearson
	displacement stats.Pearson
	clock        [2]stats.Pearson
	late         figure.Violations
	ranks        []float64
	index        []int
}

const orderBound = 0.1

// NewOrder returns A4 before it has seen a dataset.
func NewOrder(w *world.World) world.Check { return &order{w: w} }

func (o *order) Day(d *world.Day) {
	latest := int64(math.MinInt64)
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.TS < latest {
			o.late.Add(func() string { return d.Where(r) })
		}
		latest = max(latest, r.TS)
	}
	o.late.Of += int64(len(d.Rows))
	for _, g := range d.Groups {
		o.group(d, g)
	}
}

func (o *order) group(d *world.Day, g []int32) {
	var n [2]int
	for _, i := range g {
		if l := d.Rows[i].Mark.Label; l != world.Neutral {
			n[l]++
		}
	}
	id := func(k int) float64 { return float64(d.Rows[g[k]].ID >> 11) }
	byTime := func(k int) float64 { return float64(k) }
	if n[world.Benign] > 0 && n[world.Attack] > 0 {
		o.pool(d, g, &o.event, id)
		o.pool(d, g, &o.request, func(k int) float64 { return float64(d.Rows[g[k]].Request >> 11) })
		place := o.rank(len(g), func(k int) float64 { return float64(g[k]) })
		shift := make([]float64, len(g))
		for k := range g {
			shift[k] = place[k] - float64(k)
		}
		o.pool(d, g, &o.displacement, func(k int) float64 { return shift[k] })
	}
	for l, c := range []*stats.Pearson{&o.clock[0], &o.clock[1]} {
		if n[l] < 3 {
			continue
		}
		of := slices.DeleteFunc(slices.Clone(g), func(i int32) bool { return int(d.Rows[i].Mark.Label) != l })
		ids := slices.Clone(o.rank(len(of), func(k int) float64 { return float64(d.Rows[of[k]].ID >> 11) }))
		for k, x := range ids {
			c.Add(x/float64(len(of)), byTime(k)/float64(len(of)))
		}
	}
}

// pool adds the ranks of one account-day, scaled to its length, with the
// label, both about their means of that day.
func (o *order) pool(d *world.Day, g []int32, c *stats.Pearson, of func(k int) float64) {
	ranks := o.rank(len(g), of)
	var n, x, y float64
	for k, r := range ranks {
		if l := d.Rows[g[k]].Mark.Label; l != world.Neutral {
			n, x, y = n+1, x+r, y+float64(l)
		}
	}
	for k, r := range ranks {
		if l := d.Rows[g[k]].Mark.Label; l != world.Neutral {
			c.Add((r-x/n)/float64(len(g)), float64(l)-y/n)
		}
	}
}

// rank gives mid-ranks.
func (o *order) rank(n int, of func(k int) float64) []float64 {
	o.index, o.ranks = o.index[:0], slices.Grow(o.ranks[:0], n)[:n]
	for k := range n {
		o.index = append(o.index, k)
	}
	slices.SortFunc(o.index, func(a, b int) int {
		switch x, y := of(a), of(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	for i := 0; i < n; {
		j := i
		for j < n && of(o.index[j]) == of(o.index[i]) {
			j++
		}
		for k := i; k < j; k++ {
			o.ranks[o.index[k]] = float64(i+j-1) / 2
		}
		i = j
	}
	return o.ranks
}

func (o *order) Finish(context.Context) ([]figure.Figure, error) {
	out := []figure.Figure{figure.None("lines out of the order of time", o.late)}
	for _, x := range []struct {
		name string
		c    *stats.Pearson
	}{
		{"displacement of lines with the label", &o.displacement}, {"event_id with the label", &o.event},
		{"request_id with the label", &o.request},
		{"event_id with time, benign", &o.clock[0]}, {"event_id with time, attack", &o.clock[1]},
	} {
		f := figure.Figure{Name: x.name, Value: x.c.R(), Bound: fmt.Sprintf("|ρ| ≤ %g", orderBound),
			N: int64(x.c.Count()), P: x.c.P(), Verdict: figure.Pass}
		switch {
		case x.c.Count() < 5:
			f.Verdict = figure.NotApplicable
		case math.Abs(f.Value) > orderBound && f.P < stats.Chance:
			f.Verdict, f.Example = figure.Fail, "pooled over account-days"
		}
		out = append(out, f)
	}
	return out, nil
}
