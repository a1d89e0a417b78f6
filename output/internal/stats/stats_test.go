package stats

import (
	"math"
	"testing"
)

func near64(a, b, by float64) bool { return math.Abs(a-b) <= by }

func TestMannWhitney(t *testing.T) {
	// Negatives 1, 2, 2; positives 2, 3. Pairs in favour: 2>1, and 3>1, 3>2 twice;
	// 2=2 twice counts half: (1 + 1 + 3) / 6.
	r := MannWhitney([]Cell{{3, 0, 1}, {1, 1, 0}, {2, 2, 1}})
	if want := 5.0 / 6; !near64(r.AUC, want, 1e-12) {
		t.Errorf("AUC %v, want %v", r.AUC, want)
	}
	// Var = (N + 1 − Σ(t³−t)/(N(N−1)))/(12·n₊·n₋) with one tie of 3 among 5.
	if want := (6 - 24.0/20) / 72; !near64(r.Variance, want, 1e-12) {
		t.Errorf("variance %v, want %v", r.Variance, want)
	}
	if r := MannWhitney([]Cell{{1, 5, 0}}); r.AUC != 0.5 || r.P() != 1 {
		t.Errorf("one class only: %+v", r)
	}
}

func TestKolmogorovSmirnov(t *testing.T) {
	d, p := KolmogorovSmirnov([]uint32{10, 10, 0, 0}, []uint32{0, 0, 10, 10})
	if d != 1 || p > 1e-6 {
		t.Errorf("apart: D %v, p %v", d, p)
	}
	if d, p := KolmogorovSmirnov([]uint32{5, 5}, []uint32{50, 50}); d != 0 || p != 1 {
		t.Errorf("alike: D %v, p %v", d, p)
	}
	// Q(1.36) is 0.049: the 5 % point of the Kolmogorov distribution.
	n := 1e6
	k := uint32(1.36 / math.Sqrt(n/2) * n)
	if _, p := KolmogorovSmirnov([]uint32{uint32(n/2) + k, uint32(n/2) - k}, []uint32{uint32(n / 2), uint32(n / 2)}); !near64(p, 0.049, 0.001) {
		t.Errorf("5 %% point: p %v", p)
	}
}

func TestUniform(t *testing.T) {
	even := make([]float64, 100)
	for i := range even {
		even[i] = (float64(i) + 0.5) / 100
	}
	if d, p := Uniform(even); !near64(d, 0.005, 1e-9) || p < 0.999 {
		t.Errorf("a hundred even steps: D %v, p %v", d, p)
	}
	// D = 0.9, n = 4: λ = (2 + 0.12 + 0.055)·0.9, p = 2·exp(−2·λ²)
	if d, p := Uniform([]float64{0.1, 0, 0.05, 0.02}); !near64(d, 0.9, 1e-9) || !near64(p, 0.000940, 1e-5) {
		t.Errorf("four at one end: D %v, p %v", d, p)
	}
	if d, p := Uniform(nil); d != 0 || p != 1 {
		t.Errorf("nothing: D %v, p %v", d, p)
	}
}

func TestMutualInformation(t *testing.T) {
	if got := MutualInformation([]Cell{{1, 5000, 0}, {2, 0, 5000}}); !near64(got, 1, 1e-3) {
		t.Errorf("value and label the same: %v bits, want 1", got)
	}
	if got := MutualInformation([]Cell{{1, 50, 50}, {2, 70, 70}}); got != 0 {
		t.Errorf("independent: %v bits", got)
	}
}

func TestBinomial(t *testing.T) {
	if got := BinomialTwoSided(0, 10, 0.5); !near64(got, 2.0/1024, 1e-12) {
		t.Errorf("0 of 10 at a half: %v", got)
	}
	if got := BinomialTwoSided(8, 10, 0.5); !near64(got, 2*56.0/1024, 1e-9) {
		t.Errorf("8 of 10 at a half: %v", got)
	}
}

func TestBestF1(t *testing.T) {
	s := NewSketch()
	for _, v := range []float64{1, 2, 4, 8} {
		s.Add(v, false)
	}
	s.Add(100, true)
	s.Add(3, true)
	// Rules: ≥100 gives P 1, R 1/2; ≥3 gives P 2/4, R 1. Both F1 2/3.
	if f1, _, _ := s.BestF1(); !near64(f1, 2.0/3, 1e-12) {
		t.Errorf("F1 %v, want 2/3", f1)
	}
}

// A value that only one account has says nothing: it is judged on the other
// half of the accounts.
func TestCrossFittingForgetsIdentities(t *testing.T) {
	ids, kinds := NewTarget(), NewTarget()
	for i := range uint32(400) {
		positive := i%8 == 0
		ids.Add(i, int(i/8)%2, positive)
		kinds.Add(1+uint32(Class(positive)), int(i/8)%2, positive)
	}
	if r := ids.Test(); r.AUC != 0.5 {
		t.Errorf("identities: AUC %v, want 0.5", r.AUC)
	}
	if r := kinds.Test(); r.AUC != 1 {
		t.Errorf("a telling kind: AUC %v, want 1", r.AUC)
	}
}

func TestPearson(t *testing.T) {
	var c Pearson
	for _, p := range [][2]float64{{1, 2}, {2, 4}, {3, 6}, {4, 8}} {
		c.Add(p[0], p[1])
	}
	if !near64(c.R(), 1, 1e-12) {
		t.Errorf("r %v of a line", c.R())
	}
}
