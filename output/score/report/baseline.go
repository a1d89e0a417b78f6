package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
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

// Compare holds a result against an earlier one. The interval of a difference
// d = v2 - v1 comes from the limits of the two (Zou & Donner 2008,
// "Construction of confidence limits about effect measures: a general
// approach", Statistics in Medicine 27):
//
//	lo = d - √((v2 - l2)² + (u1 - v1)²)     hi = d + √((u2 - v2)² + (v1 - l1)²)
//
// It takes the two as independent. Of two detectors on one dataset it errs on
// the wide side: what it calls worse is worse.
func Compare(before, now *Result) []Compared {
	var list []Compared
	for i, m := range Metrics() {
		if m.Gauge || i >= len(now.Metrics) {
			continue
		}
		old := before.Find(m.Name)
		if old == nil {
			continue // measured since a later version
		}
		list = append(list, Difference(m, &old.Figure, &now.Metrics[i].Figure))
	}
	return list
}

func Difference(m Metric, before, now *Figure) Compared {
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
	l1, u1 := before.limitsOr(v1)
	l2, u2 := now.limitsOr(v2)
	lo, hi := d-math.Hypot(v2-l2, u1-v1), d+math.Hypot(u2-v2, v1-l1)
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
