package stats

import "math"

// Pearson gathers a correlation of two columns (Welford's update).
type Pearson struct{ n, mx, my, xx, yy, xy float64 }

// Add takes one more pair of values.
func (c *Pearson) Add(x, y float64) {
	c.n++
	dx, dy := x-c.mx, y-c.my
	c.mx += dx / c.n
	c.my += dy / c.n
	c.xx += dx * (x - c.mx)
	c.yy += dy * (y - c.my)
	c.xy += dx * (y - c.my)
}

// R is the coefficient; 0 for a constant column.
func (c *Pearson) R() float64 {
	if c.xx <= 0 || c.yy <= 0 {
		return 0
	}
	return c.xy / math.Sqrt(c.xx*c.yy)
}

// P is the two-sided probability of r without correlation (Fisher's z).
func (c *Pearson) P() float64 {
	if c.n < 5 {
		return 1
	}
	return NormalTwoSided(math.Atanh(min(max(c.R(), -1+1e-15), 1-1e-15)) * math.Sqrt(c.n-3))
}

// Count is how many pairs were added.
func (c *Pearson) Count() float64 { return c.n }

// Variation is the standard deviation of the first column over its mean; 0 where
// there is none.
func (c *Pearson) Variation() float64 {
	if c.n <= 1 || c.mx <= 0 {
		return 0
	}
	return math.Sqrt(c.xx/c.n) / c.mx
}

// Slope is that of the second column on the first, by least squares.
func (c *Pearson) Slope() float64 { return c.xy / c.xx }
