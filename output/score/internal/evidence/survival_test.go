package evidence

import (
	"math"
	"testing"
)

func TestMedianSurvival(t *testing.T) {
	for name, c := range map[string]struct {
		list []observed
		want float64
	}{
		"nothing to watch": {nil, math.NaN()},
		"one, found":       {[]observed{{5, 1, true}}, 5},
		"one, never":       {[]observed{{5, 1, false}}, math.Inf(1)},
		// S: 3/4 at 1, 3/8 at 3.
		"censored between": {[]observed{{1, 1, true}, {2, 1, false}, {3, 1, true}, {4, 1, true}}, 3},
		// The mean of those found would be 1.5; half were never found.
		"most never found": {[]observed{{1, 1, true}, {2, 1, true}, {9, 1, false}, {9, 1, false}, {9, 1, false}}, math.Inf(1)},
		"weights":          {[]observed{{1, 3, true}, {9, 3, false}}, 1},
	} {
		if got := medianSurvival(c.list); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestPredictive(t *testing.T) {
	// Axelsson's own example: 2 in 100,000 are intrusions. A perfect recall and
	// a false-alarm rate of 1 in 100,000 give 0.67.
	if got := predictive(1, 1e-5, 2e-5); math.Abs(got-0.67) > 0.005 {
		t.Error(got)
	}
}
