package audit

import (
	"context"
	"fmt"
	"math"

	"breachsim/output/stats"
	"breachsim/scenarios/measure"
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
	w     *world
	pairs [2][len(lockedNames)][len(lockedNames)]stats.Pearson
	same  violations
}

var lockedNames = [...]string{"event_id", "session_id", "request_id", "src_port", "lat", "lon", "client_fp", "status", "req_bytes", "resp_bytes",
	"latency_us", "person", "persons_returned", "microsecond"}

func newLocked(w *world) check { return &locked{w: w} }

func (l *locked) day(d *day) {
	var v [len(lockedNames)]float64
	for i := range d.rows {
		r := &d.rows[i]
		if r.id == r.session || r.id == r.request || r.session == r.request && r.session != 0 {
			l.same.add(func() string { return d.where(r) })
		}
		l.same.of++
		if uint64(i)%sampleEvery(len(d.rows)) != 0 { // a day's first thousands say enough
			continue
		}
		missing := l.values(r, &v)
		l.add(&l.pairs[0], &v, missing)
		if r.cat[fResult] == l.w.words.found {
			l.add(&l.pairs[1], &v, missing)
		}
	}
}

// sampleEvery thins out large days: a lock shows on any part of the rows.
func sampleEvery(n int) uint64 { return uint64(n/4000 + 1) }

func (l *locked) values(r *row, v *[len(lockedNames)]float64) (missing [len(lockedNames)]bool) {
	*v = [...]float64{top(r.id), top(r.session), top(r.request), float64(r.port), float64(r.lat), float64(r.lon), float64(r.cat[fClient]),
		float64(r.status), float64(r.req), float64(r.resp), float64(r.latency), top(r.person), float64(r.persons), float64(r.ts % measure.Second)}
	missing[1], missing[2], missing[3], missing[4], missing[5] = r.session == 0, r.request == 0, r.port == 0, r.cat[fCity] == 0, r.cat[fCity] == 0
	for i := 7; i <= 10; i++ {
		missing[i] = r.status == 0
	}
	missing[11], missing[12] = r.person == 0, r.persons < 0
	return missing
}

func top(id uint64) float64 { return float64(id >> 32) }

func (l *locked) add(to *[len(lockedNames)][len(lockedNames)]stats.Pearson, v *[len(lockedNames)]float64, missing [len(lockedNames)]bool) {
	for i := range v {
		for j := i + 1; j < len(v) && !missing[i]; j++ {
			if !missing[j] {
				to[i][j].Add(v[i], v[j])
			}
		}
	}
}

func (l *locked) finish(context.Context) ([]Figure, error) {
	out := []Figure{none("rows with one id twice", l.same)}
	for k, rows := range []string{"all rows", "found look-ups"} {
		best := Figure{Name: "strongest pair, " + rows, Bound: "|r| ≤ 0.99", Verdict: NotApplicable}
		for i := range lockedNames {
			for j := i + 1; j < len(lockedNames); j++ {
				p := &l.pairs[k][i][j]
				if p.Count() < 50 || lockedNames[i] == "lat" && lockedNames[j] == "lon" || k == 1 && lockedNames[i] == "resp_bytes" && lockedNames[j] == "persons_returned" {
					continue
				}
				if best.Verdict == NotApplicable || math.Abs(p.R()) > math.Abs(best.Value) {
					best.Value, best.N, best.Verdict = p.R(), int64(p.Count()), Pass
					best.Name = fmt.Sprintf("strongest pair, %s: %s and %s", rows, lockedNames[i], lockedNames[j])
				}
			}
		}
		if math.Abs(best.Value) > 0.99 {
			best.Verdict, best.Example = Fail, best.Name
		}
		out = append(out, best)
	}
	return out, nil
}
