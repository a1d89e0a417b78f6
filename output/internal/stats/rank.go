package stats

import (
	"cmp"
	"math"
	"slices"
)

// Chance is the level at which a test rejects chance: small, because a dataset
// is put to some hundred tests.
const Chance = 1e-4

// Cell is a value, or a group of equal ones, with its negatives and positives.
type Cell struct {
	Score    float64
	Neg, Pos float64
}

// RankTest is the outcome of a Mann–Whitney test.
type RankTest struct {
	AUC      float64 // chance that a positive ranks above a negative, ties half
	Variance float64 // of auc if the classes do not differ
	Neg, Pos float64
}

// MannWhitney computes the area under the ROC curve as the Mann–Whitney
// statistic over the product of sample sizes, with mid-ranks for ties
// (Mann & Whitney 1947; Hanley & McNeil 1982):
//
//	AUC = Σ pos·(neg below + neg equal/2) / (n₊·n₋)
//	Var = (N + 1 − Σ(t³−t)/(N(N−1))) / (12·n₊·n₋)
func MannWhitney(cells []Cell) RankTest {
	slices.SortFunc(cells, func(a, b Cell) int { return cmp.Compare(a.Score, b.Score) })
	var r RankTest
	var u, ties float64
	for i := 0; i < len(cells); {
		var neg, pos float64
		j := i
		for ; j < len(cells) && cells[j].Score == cells[i].Score; j++ {
			neg, pos = neg+cells[j].Neg, pos+cells[j].Pos
		}
		u += pos * (r.Neg + neg/2)
		t := neg + pos
		ties += t*t*t - t
		r.Neg, r.Pos, i = r.Neg+neg, r.Pos+pos, j
	}
	n := r.Neg + r.Pos
	if r.Neg == 0 || r.Pos == 0 {
		return RankTest{AUC: 0.5, Neg: r.Neg, Pos: r.Pos}
	}
	r.AUC = u / (r.Neg * r.Pos)
	r.Variance = (n + 1 - ties/(n*(n-1))) / (12 * r.Neg * r.Pos)
	return r
}

// P is the two-sided probability of an AUC so far from one half by chance.
func (r RankTest) P() float64 {
	if r.Variance <= 0 {
		return 1
	}
	return NormalTwoSided((r.AUC - 0.5) / math.Sqrt(r.Variance))
}

// Both pools the tests of two halves by their positives; one without variance counts nothing.
func Both(a, b RankTest) RankTest {
	w := a.Pos + b.Pos
	if a.Variance == 0 || b.Variance == 0 || w == 0 {
		if a.Variance == 0 {
			return b
		}
		return a
	}
	x, y := a.Pos/w, b.Pos/w
	return RankTest{AUC: x*a.AUC + y*b.AUC, Variance: x*x*a.Variance + y*y*b.Variance, Neg: a.Neg + b.Neg, Pos: w}
}

// NormalTwoSided is the probability that a standard normal lies beyond ±z.
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// MutualInformation is that of value and label in bits, by plug-in with the
// Miller–Madow correction (Miller 1955), at least 0:
//
//	I = Σ p(v,l)·log₂( p(v,l) / (p(v)·p(l)) ) − (V−1)·(L−1)/(2·N·ln 2),  L = 2
func MutualInformation(cells []Cell) float64 {
	var n [2]float64
	values := 0.0
	for _, c := range cells {
		n[0], n[1] = n[0]+c.Neg, n[1]+c.Pos
		if c.Neg+c.Pos > 0 {
			values++
		}
	}
	total := n[0] + n[1]
	if n[0] == 0 || n[1] == 0 {
		return 0
	}
	sum := 0.0
	for _, c := range cells {
		for l, k := range [2]float64{c.Neg, c.Pos} {
			if k > 0 {
				sum += k / total * math.Log2(k*total/((c.Neg+c.Pos)*n[l]))
			}
		}
	}
	return max(0, sum-(values-1)/(2*total*math.Ln2))
}

// KolmogorovSmirnov is the two-sample statistic D over common ordered bins, and
// its probability by the asymptotic series with Stephens' correction (Stephens
// 1970; Press et al., Numerical Recipes, 14.3):
//
//	Q(λ) = 2 Σ (−1)^(j−1) exp(−2 j² λ²),  λ = (√n + 0.12 + 0.11/√n)·D,  n = n₁n₂/(n₁+n₂)
func KolmogorovSmirnov(a, b []uint32) (d, p float64) {
	var na, nb, ca, cb float64
	for i := range a {
		na, nb = na+float64(a[i]), nb+float64(b[i])
	}
	if na == 0 || nb == 0 {
		return 0, 1
	}
	for i := range a {
		ca, cb = ca+float64(a[i]), cb+float64(b[i])
		d = max(d, math.Abs(ca/na-cb/nb))
	}
	return d, kolmogorov(d, na*nb/(na+nb))
}

// Uniform is the one-sample Kolmogorov–Smirnov distance of values from the uniform
// distribution between 0 and 1, with p as in [KolmogorovSmirnov]. It sorts the values.
func Uniform(values []float64) (d, p float64) {
	slices.Sort(values)
	n := float64(len(values))
	for i, v := range values {
		d = max(d, math.Abs(v-float64(i)/n), math.Abs(v-float64(i+1)/n))
	}
	if n == 0 {
		return 0, 1
	}
	return d, kolmogorov(d, n)
}

// kolmogorov is the probability of a distance of at least d, where n is the size of the
// sample, or what stands for it with two.
func kolmogorov(d, n float64) (p float64) {
	n = math.Sqrt(n)
	l := (n + 0.12 + 0.11/n) * d
	if l < 0.2 { // the series does not converge there; Q is 1 to ten digits
		return 1
	}
	sign := 1.0
	for j := 1.0; j <= 100; j++ {
		term := math.Exp(-2 * j * j * l * l)
		p += 2 * sign * term
		if term < 1e-12 {
			break
		}
		sign = -sign
	}
	return min(max(p, 0), 1)
}

// TwoShares is the two-sided probability of two shares so different by chance
// (pooled z test).
func TwoShares(k1, n1, k2, n2 float64) float64 {
	if n1 == 0 || n2 == 0 {
		return 1
	}
	p := (k1 + k2) / (n1 + n2)
	v := p * (1 - p) * (1/n1 + 1/n2)
	if v <= 0 {
		return 1
	}
	return NormalTwoSided((k1/n1 - k2/n2) / math.Sqrt(v))
}

// BinomialTwoSided is twice the smaller tail of k successes in n at share p,
// exactly, by the sum of the tail on log scale.
func BinomialTwoSided(k, n int64, p float64) float64 {
	if n == 0 || p <= 0 || p >= 1 {
		return 1
	}
	lp, lq := math.Log(p), math.Log1p(-p)
	at := func(i int64) float64 {
		return math.Exp(LogChoose(n, i) + float64(i)*lp + float64(n-i)*lq)
	}
	from, to := int64(0), k
	if float64(k) > p*float64(n) {
		from, to = k, n
	}
	tail := 0.0
	for i := from; i <= to; i++ {
		tail += at(i)
	}
	return min(1, 2*tail)
}

// LogChoose is the natural logarithm of n over k.
func LogChoose(n, k int64) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// LogAllOf returns the natural logarithm of the probability that k draws without
// replacement from all are all of a part (hypergeometric law).
func LogAllOf(k, part, all int64) float64 { return LogChoose(part, k) - LogChoose(all, k) }
