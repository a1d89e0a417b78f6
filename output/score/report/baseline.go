package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// ReadBaseline reads an earlier report in JSON.
func ReadBaseline(name string, r io.Reader) (*Report, error) {
	var b Report
	if err := json.NewDecoder(r).Decode(&b); err != nil {
		return nil, fmt.Errorf("reading the baseline %q: %w", name, err)
	}
	if b.Schema != Schema {
		return nil, fmt.Errorf("the baseline %q has schema %q: want %s, as --json writes it", name, b.Schema, Schema)
	}
	return &b, nil
}

// Compare holds a report against an earlier one. Where both judge the same datasets with
// as many resamples, the difference is drawn in pairs: both detectors in the same resample
// of accounts, so that what is hard for both does not blur it; a detector against itself
// differs by nothing.
//
// Else the interval of a difference d = v2 - v1 comes from the limits of the two (Zou &
// Donner 2008,
// "Construction of confidence limits about effect measures: a general
// approach", Statistics in Medicine 27):
//
//	lo = d - √((v2 - l2)² + (u1 - v1)²)     hi = d + √((u2 - v2)² + (v1 - l1)²)
//
// It takes the two as independent, and errs on the wide side where they are not.
func Compare(before, now *Report) []Compared {
	paired := Paired(before, now)
	var list []Compared
	for i, m := range Metrics() {
		if m.Gauge || i >= len(now.Result.Metrics) {
			continue
		}
		old := before.Result.Find(m.Name)
		if old == nil {
			continue // measured since a later version
		}
		list = append(list, difference(m, &old.Figure, &now.Result.Metrics[i].Figure, paired))
	}
	return list
}

// Paired reports whether two reports judge the same datasets, so that their resamples
// are the same.
func Paired(a, b *Report) bool {
	return slices.EqualFunc(a.Datasets, b.Datasets, func(x, y Dataset) bool {
		return x.ScenarioSHA256 == y.ScenarioSHA256 && x.DatasetVersion == y.DatasetVersion && x.Seed == y.Seed &&
			x.Scale == y.Scale && x.Controls == y.Controls && x.Campaigns == y.Campaigns && x.Accounts == y.Accounts &&
			x.ScoredFrom == y.ScoredFrom
	})
}

// Difference is that of one figure, of two that are independent.
func Difference(m Metric, before, now *Figure) Compared { return difference(m, before, now, false) }

func difference(m Metric, before, now *Figure, paired bool) Compared {
	nan := Number(math.NaN())
	c := Compared{Name: m.Name, Before: before.Value, Now: now.Value, Delta: nan, Lo: nan, Hi: nan, Verdict: "unknown"}
	known := before.Value.Known()
	switch {
	case !known && !now.Value.Known():
		c.Verdict = "same"
		return c
	case !known:
		if before.AtLeast != nil { // a time that is now reached
			c.Verdict = "better"
		}
		return c
	case !now.Value.Known():
		c.Verdict = "worse" // it was measured, and there is nothing left to measure
		return c
	}
	v1, v2 := float64(before.Value), float64(now.Value)
	d := v2 - v1
	lo, hi, paired := drawnApart(before.Draws, now.Draws, paired)
	if !paired {
		l1, u1 := before.limitsOr(v1)
		l2, u2 := now.limitsOr(v2)
		lo, hi = d-math.Hypot(v2-l2, u1-v1), d+math.Hypot(u2-v2, v1-l1)
	}
	c.Paired = paired
	c.Delta, c.Lo, c.Hi = Number(d), Number(lo), Number(hi)
	c.Verdict = "same"
	const rounding = 1e-12
	switch {
	case hi < -rounding:
		c.Verdict = map[bool]string{true: "worse", false: "better"}[m.Higher]
	case lo > rounding:
		c.Verdict = map[bool]string{true: "better", false: "worse"}[m.Higher]
	}
	return c
}

// drawnApart is the 95 % percentile interval of the differences, resample by resample;
// ok is false where they are not to be paired or there are too few of them.
func drawnApart(before, now Draws, paired bool) (lo, hi float64, ok bool) {
	if !paired || len(before) != len(now) {
		return 0, 0, false
	}
	var list []float64
	for i := range now {
		a, b := float64(before[i]), float64(now[i])
		switch d := b - a; {
		case a == b, math.IsNaN(a) && math.IsNaN(b):
			list = append(list, 0)
		case !math.IsNaN(d):
			list = append(list, d)
		}
	}
	if 2*len(list) < len(now) || len(list) == 0 {
		return 0, 0, false
	}
	slices.Sort(list)
	rank := func(share float64) float64 { return list[int(share*float64(len(list)-1)+0.5)] }
	return rank(0.025), rank(0.975), true
}

// limitsOr are the limits of the interval: the value itself where there is no
// interval, infinite where the upper one is open, which a file has as null.
func (f *Figure) limitsOr(v float64) (lo, hi float64) {
	lo, hi = float64(f.Lo), float64(f.Hi)
	switch {
	case math.IsNaN(lo):
		return v, v
	case math.IsNaN(hi):
		return lo, math.Inf(1)
	}
	return lo, hi
}

// Worse lists the figures that are worse beyond their interval.
func Worse(list []Compared) (worse []Compared) {
	for _, c := range list {
		if c.Verdict == "worse" {
			worse = append(worse, c)
		}
	}
	return worse
}

func (c Compared) String() string {
	f := Figure{Lo: c.Lo, Hi: c.Hi}
	return fmt.Sprintf("%s %s, was %s (difference %s)", c.Name, say(c.Now), say(c.Before), f.limits())
}
