package artefact

import (
	"math"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// moduli are what numbers are divided by: parity, bytes that end alike, digits.
var moduli = [...]int{2, 8, 10, 16}

const mostModulus = 16

// residues counts the rests of a number by class.
type residues [len(moduli)][2][mostModulus]float64

func (r *residues) add(v uint64, class int) {
	for i, m := range moduli {
		r[i][class][v%uint64(m)]++
	}
}

// distance is how differently the two classes fall on the rests of the i-th
// modulus: the total variation distance of their shares, and the probability that
// chance alone parts them so far (Pearson's chi-squared test of homogeneity, 1900).
func (r *residues) distance(i int) (d, p float64, n int64) {
	return homogeneity(r[i][0][:moduli[i]], r[i][1][:moduli[i]])
}

func homogeneity(a, b []float64) (d, p float64, n int64) {
	na, nb := sum(a), sum(b)
	if na == 0 || nb == 0 {
		return 0, 1, 0
	}
	x, cells := 0.0, 0
	for k := range a {
		d += math.Abs(a[k]/na-b[k]/nb) / 2
		all := a[k] + b[k]
		if all == 0 {
			continue
		}
		cells++
		ea, eb := all*na/(na+nb), all*nb/(na+nb)
		x += (a[k]-ea)*(a[k]-ea)/ea + (b[k]-eb)*(b[k]-eb)/eb
	}
	return d, stats.ChiSquared(x, cells-1), int64(min(na, nb))
}

func sum(list []float64) (s float64) {
	for _, v := range list {
		s += v
	}
	return s
}

// mostDistance is the total variation distance from which a difference fails.
const mostDistance = 0.1

// judge makes the figure of the modulus that parts the classes most surely.
func (r *residues) judge(name string, tests int) figure.Figure {
	best, bestP, bestN, at := 0.0, 1.0, int64(0), moduli[0]
	for i, m := range moduli {
		if d, p, n := r.distance(i); p < bestP || bestN == 0 {
			best, bestP, bestN, at = d, p, n, m
		}
	}
	return apart(name+" mod "+figure.Num(float64(at)), part{best, bestP, bestN}, tests*len(moduli))
}

// part is how far two classes stand apart.
type part struct {
	d, p float64
	n    int64
}

// apart judges a distance that was chosen among so many tests.
func apart(name string, x part, tests int) figure.Figure {
	f := figure.Figure{Name: name, Value: x.d, Bound: "distance ≤ " + figure.Num(mostDistance), N: x.n,
		P: math.Min(1, x.p*float64(tests)), Verdict: figure.Pass}
	switch {
	case x.n == 0:
		f.Verdict = figure.NotApplicable
	case x.d > mostDistance && f.P < stats.Chance:
		f.Verdict = figure.Fail
	}
	return f
}
