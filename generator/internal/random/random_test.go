package random

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestTablesAreTheFormulas(t *testing.T) {
	for i, v := range normalTable {
		p := math.Min(math.Max(float64(i)/4096, 1.0/16384), 1-1.0/16384)
		// Φ(table) must give p back; checked through the forward function.
		if got := 0.5 * math.Erfc(-float64(v)/65536/math.Sqrt2); math.Abs(got-p) > 1e-5 {
			t.Fatalf("normalTable[%d]: Φ = %v, want %v", i, got, p)
		}
	}
	for i, v := range expTable {
		p := math.Min(float64(i)/4096, 1-1.0/16384)
		if got := 1 - math.Exp(-float64(v)/65536); math.Abs(got-p) > 1e-5 {
			t.Fatalf("expTable[%d]: F = %v, want %v", i, got, p)
		}
	}
	for i, v := range exp2Table {
		if got := math.Log2(float64(v) / (1 << 30)); math.Abs(got-float64(i)/1024) > 1e-8 {
			t.Fatalf("exp2Table[%d]: log2 = %v", i, got)
		}
	}
}

func TestPermIsOneToOne(t *testing.T) {
	for _, n := range []uint64{1, 2, 3, 7, 100, 1000, 4096, 99991} {
		p := NewPerm(New(7).At(n), n)
		seen := make([]bool, n)
		for i := range n {
			v := p.At(i)
			if v >= n || seen[v] {
				t.Fatalf("n=%d: At(%d) = %d twice or out of range", n, i, v)
			}
			seen[v] = true
			if back := p.Find(v); back != i {
				t.Fatalf("n=%d: Find(At(%d)) = %d", n, i, back)
			}
		}
	}
}

func TestPermInvertsAtAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint64Range(1, 1<<40).Draw(t, "n")
		i := rapid.Uint64Range(0, n-1).Draw(t, "i")
		p := NewPerm(New(rapid.Uint64().Draw(t, "seed")), n)
		if v := p.At(i); v >= n || p.Find(v) != i {
			t.Fatalf("At(%d) = %d, back %d", i, v, p.Find(v))
		}
	})
}

func TestPermLooksShuffled(t *testing.T) {
	const n = 100_000
	p := NewPerm(New(1), n)
	// The mean distance of a random permutation is n/3; its lag correlation 0.
	var dist, cross float64
	for i := range uint64(n - 1) {
		v, w := float64(p.At(i)), float64(p.At(i+1))
		dist += math.Abs(v - float64(i))
		cross += (v - n/2) * (w - n/2)
	}
	if d := dist / n / (n / 3.0); d < 0.98 || d > 1.02 {
		t.Errorf("mean distance is %.3f of a random permutation's", d)
	}
	if c := cross / n / (n * n / 12.0); math.Abs(c) > 0.02 {
		t.Errorf("neighbours correlate: %.4f", c)
	}
}

func moments(n int, draw func() int64) (mean, sd float64) {
	var s, q float64
	for range n {
		v := float64(draw())
		s += v
		q += v * v
	}
	mean = s / float64(n)
	return mean, math.Sqrt(q/float64(n) - mean*mean)
}

func TestShapes(t *testing.T) {
	r := New(42).Rand()
	near := func(name string, got, want, tol float64) {
		t.Helper()
		if math.Abs(got-want) > tol*math.Abs(want)+1e-9 {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	m, sd := moments(400_000, r.Normal)
	near("normal sd", sd/65536, 1, 0.01)
	if math.Abs(m/65536) > 0.01 {
		t.Errorf("normal mean %v", m/65536)
	}
	m, sd = moments(400_000, func() int64 { return r.Exp(1_000_000) })
	near("exponential mean", m/1e6, 1, 0.01)
	near("exponential sd", sd/1e6, 1, 0.02)
	m, _ = moments(400_000, func() int64 { return r.LogNormal(1_000_000, One*6/10) })
	near("log-normal mean", m/1e6, math.Exp(0.18), 0.01)
	for _, lambda := range []int64{300, 6000, 39_000, 120_000} {
		m, sd = moments(200_000, func() int64 { return int64(r.Poisson(lambda)) })
		near("poisson mean", m, float64(lambda)/1000, 0.01)
		near("poisson sd", sd, math.Sqrt(float64(lambda)/1000), 0.02)
	}
}

func TestScaleExp(t *testing.T) {
	for _, x := range []float64{-12, -3, -0.1, 0, 0.5, 3, 12} {
		got := float64(ScaleExp(1_000_000_000, int64(x*65536)))
		want := 1e9 * math.Exp(x)
		if math.Abs(got-want) > want*1e-4+2 {
			t.Errorf("ScaleExp(1e9, %v) = %v, want %v", x, got, want)
		}
	}
}

func TestAliasShares(t *testing.T) {
	w := []uint64{0, 1, 5, 10, 84}
	a := NewAlias(w)
	r := New(3).Rand()
	got := make([]float64, len(w))
	const n = 1_000_000
	for range n {
		got[a.Pick(r.Uint64())]++
	}
	for i := range w {
		if d := math.Abs(got[i]/n - float64(w[i])/100); d > 0.002 {
			t.Errorf("weight %d: share off by %v", w[i], d)
		}
	}
}

func TestLadderCounts(t *testing.T) {
	l := NewLadder([]uint64{3, 0, 5, 2})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint32().Draw(t, "n")
		phase := rapid.Uint32().Draw(t, "phase")
		var sum uint64
		for i, c := range l.Counts(n, phase, nil) {
			sum += uint64(c)
			exact := float64(n) * float64(l[i+1]-l[i]) / (1 << 32)
			if math.Abs(float64(c)-exact) > 1.001 {
				t.Fatalf("step %d: %d, expected %v", i, c, exact)
			}
		}
		if sum != uint64(n) {
			t.Fatalf("sum %d, want %d", sum, n)
		}
	})
}

// The values below are the contract with every dataset ever made: a change of
// them is a new dataset version.
func TestPinnedDraws(t *testing.T) {
	k := New(20220311).Stream(3).At2(17, 42)
	r := k.Rand()
	p := NewPerm(k, 1_000_003)
	got := [6]uint64{r.Uint64(), r.Uint64(), uint64(r.Normal() + 1<<32), uint64(r.LogNormal(1000, One)), p.At(5), k.Below(1000)}
	want := [6]uint64{7796579015482434705, 4397108163448472611, 4295037452, 930, 235366, 112}
	if got != want {
		t.Errorf("draws changed:\n got %d", got)
	}
}

func BenchmarkRand(b *testing.B) {
	r := New(1).Rand()
	for b.Loop() {
		r.Uint64()
	}
}

func BenchmarkPerm(b *testing.B) {
	p := NewPerm(New(1), 67_813_396)
	var i uint64
	for b.Loop() {
		i = p.At(i)
	}
}

func BenchmarkLogNormal(b *testing.B) {
	r := New(1).Rand()
	for b.Loop() {
		r.LogNormal(1000, One)
	}
}
