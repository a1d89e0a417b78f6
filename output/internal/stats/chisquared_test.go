package stats

import (
	"math"
	"testing"
)

// Values of a table of the chi-squared law (Abramowitz and Stegun, table 26.8).
func TestChiSquared(t *testing.T) {
	for _, x := range []struct {
		of      float64
		freedom int
		want    float64
	}{{3.841, 1, 0.05}, {6.635, 1, 0.01}, {18.307, 10, 0.05}, {9.342, 10, 0.5}, {24.996, 15, 0.05}, {50.998, 60, 0.788}, {10.828, 1, 0.001}} {
		if got := ChiSquared(x.of, x.freedom); math.Abs(got-x.want) > 0.002*math.Max(1, x.want*2) {
			t.Errorf("beyond %g with %d degrees: %g, want %g", x.of, x.freedom, got, x.want)
		}
	}
	if ChiSquared(0, 3) != 1 || ChiSquared(5, 0) != 1 || ChiSquared(1e6, 3) > 1e-100 {
		t.Error("the ends are wrong")
	}
}
