package fidelity

import (
	"fmt"
	"math"
)

// Unit says how a value is printed.
type Unit string

// The units.
const (
	Share  Unit = "share" // 0 to 1, printed in per cent
	Number Unit = "number"
	Hours  Unit = "hours"
	Years  Unit = "years"
)

// Verdict is the judgement of a figure.
type Verdict string

// The verdicts.
const (
	OK            Verdict = "ok"
	Off           Verdict = "off" // outside the bounds
	NotApplicable Verdict = "n/a" // too little to measure
)

// Bounds are what a value may be, both ends included.
type Bounds struct{ Least, Most float64 }

// AtLeast and AtMost are bounds with one end.
func AtLeast(v float64) Bounds { return Bounds{v, math.Inf(1)} }

// AtMost is the bound of what should be rare.
func AtMost(v float64) Bounds { return Bounds{math.Inf(-1), v} }

// Between are bounds with two ends.
func Between(least, most float64) Bounds { return Bounds{least, most} }

// Figure is one measured value beside what is known of real logs.
type Figure struct {
	Tell   string // what it tells, as "A1": a letter for the group, see [Groups]
	Name   string
	Unit   Unit
	Value  float64
	N      int64  // events, accounts, … that it rests on
	Bounds Bounds // in the unit of the value
	Real   string // figure of real logs or peers, for the reader
	Source string // publication, or "assumed"
}

// least is the number of events or units that a figure must rest on.
const least = 20

// Verdict judges the figure.
func (f *Figure) Verdict() Verdict {
	switch {
	case f.N < least || math.IsNaN(f.Value):
		return NotApplicable
	case f.Value < f.Bounds.Least || f.Value > f.Bounds.Most:
		return Off
	}
	return OK
}

// ratio counts a part of a whole.
type ratio struct{ part, whole int64 }

func (r *ratio) add(in bool) {
	r.whole++
	if in {
		r.part++
	}
}

func (r ratio) share() float64 {
	if r.whole == 0 {
		return math.NaN()
	}
	return float64(r.part) / float64(r.whole)
}

// asked is a question with its answer still to come: what a row of a query's
// figures says before it has counted.
type asked struct {
	tell, name string
	bounds     Bounds
	real       string
	source     string
}

// share answers with the share of a count.
func (a asked) share(r ratio) Figure { return a.value(Share, r.share(), r.whole) }

// mean answers with the mean of a sample.
func (a asked) mean(u Unit, m moments) Figure { return a.value(u, m.mean(), m.n) }

// value answers with any value that rests on n units.
func (a asked) value(u Unit, v float64, n int64) Figure {
	return Figure{Tell: a.tell, Name: a.name, Unit: u, Value: v, N: n, Bounds: a.bounds, Real: a.real,
		Source: a.source}
}

// print writes a value in a unit.
func (u Unit) print(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case u == Share:
		return fmt.Sprintf("%.3g %%", 100*v)
	case u == Hours:
		return fmt.Sprintf("%.2f h", v)
	case u == Years:
		return fmt.Sprintf("%.1f y", v)
	}
	return fmt.Sprintf("%.4g", v)
}

// print writes bounds in a unit.
func (b Bounds) print(u Unit) string {
	switch {
	case math.IsInf(b.Most, 1):
		return "≥ " + u.print(b.Least)
	case math.IsInf(b.Least, -1):
		return "≤ " + u.print(b.Most)
	}
	return u.print(b.Least) + " to " + u.print(b.Most)
}
