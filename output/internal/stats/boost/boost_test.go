package boost

import (
	"math/rand/v2"
	"testing"
)

// made draws rows of five columns of which a rule makes the class.
func made(n int, positive func(r *rand.Rand, x []float64) bool) []Row {
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]Row, n)
	for i := range rows {
		x := make([]float64, 5)
		for k := range x {
			x[k] = float64(r.IntN(256))
		}
		rows[i] = Row{X: x, Positive: positive(r, x), Fold: i & 1}
	}
	return rows
}

// What no column tells alone, two tell together.
func TestTreesSeePairs(t *testing.T) {
	rows := made(6000, func(r *rand.Rand, x []float64) bool {
		likely := 0.1
		if (x[1] < 128) == (x[3] < 100) {
			likely = 0.9
		}
		return r.Float64() < likely
	})
	if got := Apart(rows, Small); got.AUC < 0.85 || got.P() > 1e-9 {
		t.Errorf("AUC %.3f, p %.2g", got.AUC, got.P())
	}
	if got := Apart(rows, Shallow); got.AUC < 0.75 {
		t.Errorf("one tree: AUC %.3f", got.AUC)
	}
}

// What tells nothing is not learnt, however many trees try.
func TestTreesLearnNothingFromNoise(t *testing.T) {
	rows := made(6000, func(r *rand.Rand, _ []float64) bool { return r.Float64() < 0.3 })
	for _, of := range []Trees{Shallow, Small} {
		if got := Apart(rows, of); got.AUC > 0.53 || got.AUC < 0.47 {
			t.Errorf("%+v: AUC %.3f", of, got.AUC)
		}
	}
}

// A value that names a case of one half says nothing of the other.
func TestNamesOfOneHalfDoNotHelp(t *testing.T) {
	rows := made(4000, func(r *rand.Rand, _ []float64) bool { return r.Float64() < 0.5 })
	for i := range rows {
		rows[i].X[0] = float64(i)
		if rows[i].Positive == (rows[i].Fold == 0) { // as good in one half as it misleads in the other
			rows[i].X[0] += 10_000
		}
	}
	if got := Apart(rows, Small); got.AUC > 0.5 {
		t.Errorf("AUC %.3f", got.AUC)
	}
}

// Rows of one class, or none, are no case.
func TestNothingToLearn(t *testing.T) {
	if got := Apart(made(50, func(*rand.Rand, []float64) bool { return true }), Small); got.AUC != 0 && got.AUC != 0.5 {
		t.Errorf("AUC %.3f of one class", got.AUC)
	}
	Apart(nil, Small)
}

func BenchmarkApart(b *testing.B) {
	rows := made(20_000, func(r *rand.Rand, _ []float64) bool { return r.Float64() < 0.5 })
	for b.Loop() {
		Apart(rows, Small)
	}
}
