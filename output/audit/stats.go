package audit

import (
	"cmp"
	"math"
	"slices"
)

// chance is the level at which a test rejects chance: small, because a dataset
// is put to some hundred tests.
const chance = 1e-4

// cell is a value, or a group of equal ones, with its negatives and positives.
type cell struct {
	score    float64
	neg, pos float64
}

// rankTest is the outcome of a Mann–Whitney test.
type rankTest struct {
	auc      float64 // chance that a positive ranks above a negative, ties half
	variance float64 // of auc if the classes do not differ
	neg, pos float64
}

// mannWhitney computes the area under the ROC curve as the Mann–Whitney
// statistic over the product of sample sizes, with mid-ranks for ties
// (Mann & Whitney 1947; Hanley & McNeil 1982):
//
//	AUC = Σ pos·(neg below + neg equal/2) / (n₊·n₋)
//	Var = (N + 1 − Σ(t³−t)/(N(N−1))) / (12·n₊·n₋)
func mannWhitney(cells []cell) rankTest {
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Compare(a.score, b.score) })
	var r rankTest
	var u, ties float64
	for i := 0; i < len(cells); {
		var neg, pos float64
		j := i
		for ; j < len(cells) && cells[j].score == cells[i].score; j++ {
			neg, pos = neg+cells[j].neg, pos+cells[j].pos
		}
		u += pos * (r.neg + neg/2)
		t := neg + pos
		ties += t*t*t - t
		r.neg, r.pos, i = r.neg+neg, r.pos+pos, j
	}
	n := r.neg + r.pos
	if r.neg == 0 || r.pos == 0 {
		return rankTest{auc: 0.5, neg: r.neg, pos: r.pos}
	}
	r.auc = u / (r.neg * r.pos)
	r.variance = (n + 1 - ties/(n*(n-1))) / (12 * r.neg * r.pos)
	return r
}

// p is the two-sided probability of an AUC so far from one half by chance.
func (r rankTest) p() float64 {
	if r.variance <= 0 {
		return 1
	}
	return normalTwoSided((r.auc - 0.5) / math.Sqrt(r.variance))
}

// both pools the tests of two folds by their positives.
func both(a, b rankTest) rankTest {
	w := a.pos + b.pos
	if a.variance == 0 || b.variance == 0 || w == 0 {
		if a.variance == 0 {
			return b
		}
		return a
	}
	x, y := a.pos/w, b.pos/w
	return rankTest{auc: x*a.auc + y*b.auc, variance: x*x*a.variance + y*y*b.variance, neg: a.neg + b.neg, pos: w}
}

// normalTwoSided is the probability that a standard normal lies beyond ±z.
func normalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// mutualInformation is that of value and label in bits, by plug-in with the
// Miller–Madow correction (Miller 1955), at least 0:
//
//	I = Σ p(v,l)·log₂( p(v,l) / (p(v)·p(l)) ) − (V−1)·(L−1)/(2·N·ln 2),  L = 2
func mutualInformation(cells []cell) float64 {
	var n [2]float64
	values := 0.0
	for _, c := range cells {
		n[0], n[1] = n[0]+c.neg, n[1]+c.pos
		if c.neg+c.pos > 0 {
			values++
		}
	}
	total := n[0] + n[1]
	if n[0] == 0 || n[1] == 0 {
		return 0
	}
	sum := 0.0
	for _, c := range cells {
		for l, k := range [2]float64{c.neg, c.pos} {
			if k > 0 {
				sum += k / total * math.Log2(k*total/((c.neg+c.pos)*n[l]))
			}
		}
	}
	return max(0, sum-(values-1)/(2*total*math.Ln2))
}

// kolmogorovSmirnov is the two-sample statistic D over common ordered bins, and
// its probability by the asymptotic series with Stephens' correction (Stephens
// 1970; Press et al., Numerical Recipes, 14.3):
//
//	Q(λ) = 2 Σ (−1)^(j−1) exp(−2 j² λ²),  λ = (√n + 0.12 + 0.11/√n)·D,  n = n₁n₂/(n₁+n₂)
func kolmogorovSmirnov(a, b []uint32) (d, p float64) {
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
	n := math.Sqrt(na * nb / (na + nb))
	l := (n + 0.12 + 0.11/n) * d
	if l < 0.2 { // the series does not converge there; Q is 1 to ten digits
		return d, 1
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
	return d, min(max(p, 0), 1)
}

// twoShares is the two-sided probability of two shares so different by chance
// (pooled z test).
func twoShares(k1, n1, k2, n2 float64) float64 {
	if n1 == 0 || n2 == 0 {
		return 1
	}
	p := (k1 + k2) / (n1 + n2)
	v := p * (1 - p) * (1/n1 + 1/n2)
	if v <= 0 {
		return 1
	}
	return normalTwoSided((k1/n1 - k2/n2) / math.Sqrt(v))
}

// binomialTwoSided is twice the smaller tail of k successes in n at share p,
// exactly, by the sum of the tail on log scale.
func binomialTwoSided(k, n int64, p float64) float64 {
	if n == 0 || p <= 0 || p >= 1 {
		return 1
	}
	lp, lq := math.Log(p), math.Log1p(-p)
	at := func(i int64) float64 {
		return math.Exp(logChoose(n, i) + float64(i)*lp + float64(n-i)*lq)
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

// logChoose is the natural logarithm of n over k.
func logChoose(n, k int64) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// pearson gathers a correlation of two columns (Welford's update).
type pearson struct{ n, mx, my, xx, yy, xy float64 }

func (c *pearson) add(x, y float64) {
	c.n++
	dx, dy := x-c.mx, y-c.my
	c.mx += dx / c.n
	c.my += dy / c.n
	c.xx += dx * (x - c.mx)
	c.yy += dy * (y - c.my)
	c.xy += dx * (y - c.my)
}

// r is the coefficient; 0 for a constant column.
func (c *pearson) r() float64 {
	if c.xx <= 0 || c.yy <= 0 {
		return 0
	}
	return c.xy / math.Sqrt(c.xx*c.yy)
}

// p is the two-sided probability of r without correlation (Fisher's z).
func (c *pearson) p() float64 {
	if c.n < 5 {
		return 1
	}
	return normalTwoSided(math.Atanh(min(max(c.r(), -1+1e-15), 1-1e-15)) * math.Sqrt(c.n-3))
}
