package shortcut

import (
	"context"
	"fmt"
	"math"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// locked is A8: columns that were copied from others or move in lock-step.
//
// Statistic: Pearson's correlation of every pair of numeric columns, over all
// rows that have both, and again within found look-ups; |r| > 0.99 at n ≥ 50
// fails. Definitional pairs are left out: the place of an address (asn, lat,
// lon) and, in found look-ups, resp_bytes with persons_returned, since a page
// grows with the persons on it. Ids are compared as numbers; also none may
// equal another in the same row. Source: fields of equal cardinality that lock
// in step, a known defect of corpus generators.
type locked struct {
	w     *world.World
	pairs [2][len(lockedNames)][len(lockedNames)]stats.Pearson
	same  figure.Violations
}

var lockedNames = [...]string{"event_id", "session_id", "request_id", "src_port", "lat", "lon", "client_fp", "status",
	"req_bytes", "resp_bytes",
	"latency_us", "person", "persons_returned", "microsecond"}

// NewLocked returns A8 before it has seen a dataset.
func NewLocked(w *world.World) world.Check { return &locked{w: w} }

func (l *locked) Day(d *world.Day) {
	var v [len(lockedNames)]float64
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.ID == r.Session || r.ID == r.Request || r.Session == r.Request && r.Session != 0 {
			l.same.Add(func() string { return d.Where(r) })
		}
		l.same.Of++
		if uint64(i)%sampleEvery(len(d.Rows)) != 0 { // a day's first thousands say enough
			continue
		}
		missing := l.values(r, &v)
		l.add(&l.pairs[0], &v, missing)
		if r.Of(world.Result) == l.w.Words.Found {
			l.add(&l.pairs[1], &v, missing)
		}
	}
}

// sampleEvery thins out large days: a lock shows on any part of the rows.
func sampleEvery(n int) uint64 { return uint64(n/4000 + 1) }

func (l *locked) values(r *world.Row, v *[len(lockedNames)]float64) (missing [len(lockedNames)]bool) {
	*v = [...]float64{top(r.ID), top(r.Session), top(r.Request), float64(r.Port), float64(r.Lat()), float64(r.Lon()),
		float64(r.Of(world.Client)),
		float64(r.Status), float64(r.Req), float64(r.Resp), float64(r.Latency), top(r.Person), float64(r.Persons),
		float64(r.TS % measure.Second)}
	missing[1], missing[2], missing[3], missing[4], missing[5] = r.Session == 0, r.Request == 0, r.Port == 0,
		r.Of(world.City) == 0, r.Of(world.City) == 0
	for i := 7; i <= 10; i++ {
		missing[i] = r.Status == 0
	}
	missing[11], missing[12] = r.Person == 0, r.Persons < 0
	return missing
}

func top(id uint64) float64 { return float64(id >> 32) }

func (l *locked) add(to *[len(lockedNames)][len(lockedNames)]stats.Pearson, v *[len(lockedNames)]float64,
	missing [len(lockedNames)]bool) {
	for i := range v {
		for j := i + 1; j < len(v) && !missing[i]; j++ {
			if !missing[j] {
				to[i][j].Add(v[i], v[j])
			}
		}
	}
}

func (l *locked) Finish(context.Context) ([]figure.Figure, error) {
	out := []figure.Figure{figure.None("rows with one id twice", l.same)}
	for k, rows := range []string{"all rows", "found look-ups"} {
		best := figure.Figure{Name: "strongest pair, " + rows, Bound: "|r| ≤ 0.99", Verdict: figure.NotApplicable}
		for i := range lockedNames {
			for j := i + 1; j < len(lockedNames); j++ {
				p := &l.pairs[k][i][j]
				if p.Count() < 50 || lockedNames[i] == "lat" && lockedNames[j] == "lon" ||
					k == 1 && lockedNames[i] == "resp_bytes" && lockedNames[j] == "persons_returned" {
					continue
				}
				if best.Verdict == figure.NotApplicable || math.Abs(p.R()) > math.Abs(best.Value) {
					best.Value, best.N, best.Verdict = p.R(), int64(p.Count()), figure.Pass
					best.Name = fmt.Sprintf("strongest pair, %s: %s and %s", rows, lockedNames[i], lockedNames[j])
				}
			}
		}
		if math.Abs(best.Value) > 0.99 {
			best.Verdict, best.Example = figure.Fail, best.Name
		}
		out = append(out, best)
	}
	return out, nil
}
