package fidelity

import "github.com/breachsim/breachsim/scenarios/measure"

// Unit says how the numbers of a line are meant.
type Unit uint8

// The units.
const (
	Share      Unit = iota // millionths, printed in per cent
	Thousandth             // thousandths of one: years, children, a ratio
)

// Line is one published figure beside what a population has.
type Line struct {
	Group     string // what it is about
	Figure    string
	Unit      Unit
	Published int64 // as published, or as set where Source says so
	Got       int64
	Bound     int64  // largest deviation allowed, for this many persons
	Counted   int64  // persons, couples or families counted
	Source    string // publisher and year; "assumed" where nothing is published
}

// Deviation is how far the population is from the figure, never negative.
func (l *Line) Deviation() int64 { return max(l.Got-l.Published, l.Published-l.Got) }

// OK reports whether the deviation is within the bound.
func (l *Line) OK() bool { return l.Deviation() <= l.Bound }

// million is the denominator of shares.
const million = measure.Million

// ratio is a part of a whole.
type ratio struct{ part, whole int64 }

func (r *ratio) add(in bool) {
	r.whole++
	if in {
		r.part++
	}
}

// in returns the ratio in the given parts of one; 0 of nothing.
func (r ratio) in(parts int64) int64 {
	if r.whole == 0 {
		return 0
	}
	return (r.part*parts + r.whole/2) / r.whole
}

// asked is a figure before it has been counted: what is published, what is allowed
// for any world, and where both come from.
type asked struct {
	group, figure      string
	published, allowed int64 // in the unit of the line
	source             string
}

// share makes the line of a share in millionths: its bound is what is allowed,
// and four standard deviations of a sample so large.
func (a asked) share(r ratio) Line {
	p := min(max(a.published, 1), million-1)
	sigma := root(p * (million - p) / max(r.whole, 1))
	l := a.line(Share, r.in(million), r.whole)
	l.Bound += 4 * sigma
	return l
}

// mean makes the line of a mean in thousandths.
func (a asked) mean(r ratio) Line { return a.line(Thousandth, r.in(1000), r.whole) }

// line answers with what was counted; its bound is what is allowed.
func (a asked) line(u Unit, got, counted int64) Line {
	return Line{
		Group: a.group, Figure: a.figure, Unit: u, Published: a.published, Got: got, Bound: a.allowed,
		Counted: counted, Source: a.source,
	}
}

// chiSquare makes the line of a whole table: Pearson's statistic of the counts
// over its degrees of freedom, in thousandths. Counts that are apportioned come
// near 0, a random sample near 1; beyond the bound, the mean of a sample and
// five standard deviations, the table is another one.
func (a asked) chiSquare(counts []int64, weights []uint64) Line {
	var n, sum int64
	for j, c := range counts {
		n += c
		sum += int64(weights[j])
	}
	var stat, freedom int64 // millionths
	for j, c := range counts {
		want := n * 1000 * int64(weights[j]) / sum // thousandths; persons · 1000 · persons fits
		if want < 1000 {
			continue // too few to tell
		}
		off := c*1000 - want
		stat += off / 1000 * off / (want / 1000)
		freedom++
	}
	freedom = max(freedom-1, 1)
	l := a.line(Thousandth, stat/freedom, n)
	l.Bound = 1000 + 5*root(2*million/freedom)
	return l
}

// root returns the integer square root.
func root(n int64) int64 {
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}
