package stats

import "math"

// ChiSquared returns the probability that a chi-squared variable of so many degrees
// of freedom exceeds x: the regularized upper incomplete gamma function Q(k/2, x/2),
// by its series below the mean and by Lentz's continued fraction above (Numerical
// Recipes, 3rd edition, section 6.2).
func ChiSquared(x float64, freedom int) float64 {
	if freedom < 1 || x <= 0 {
		return 1
	}
	a, x := float64(freedom)/2, x/2
	ln, _ := math.Lgamma(a)
	factor := math.Exp(-x + a*math.Log(x) - ln)
	const most, small = 1000, 1e-15
	if x < a+1 {
		term, sum := 1/a, 1/a
		for n := a + 1; n < a+most && term > sum*small; n++ {
			term *= x / n
			sum += term
		}
		return math.Max(0, 1-sum*factor)
	}
	b := x + 1 - a
	c, d := 1e300, 1/b
	h := d
	for i := 1.0; i < most; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / (an*d + b)
		c = b + an/c
		h *= c * d
		if math.Abs(c*d-1) < small {
			break
		}
	}
	return factor * h
}
