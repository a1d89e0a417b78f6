package chain

import (
	"math"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"

	"pgregory.net/rapid"
)

func TestShuffleIsOneToOne(t *testing.T) {
	for n := range uint32(300) {
		s := NewShuffle(random.New(3).At(uint64(n)), n)
		seen := make([]bool, n)
		for i := range n {
			v := s.At(i)
			if v >= n || seen[v] || s.Find(v) != i {
				t.Fatalf("n=%d: At(%d) = %d, back %d", n, i, v, s.Find(v))
			}
			seen[v] = true
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint32Range(1, 80_000_000).Draw(t, "n")
		i := rapid.Uint32Range(0, n-1).Draw(t, "i")
		s := NewShuffle(random.New(rapid.Uint64().Draw(t, "seed")), n)
		if v := s.At(i); v >= n || s.Find(v) != i {
			t.Fatalf("At(%d) = %d, back %d", i, v, s.Find(v))
		}
	})
}

// A shuffle must look drawn at random: neighbours land apart and independently,
// and each position is equally likely over many keys.
func TestShuffleLooksShuffled(t *testing.T) {
	const n = 50_000
	s := NewShuffle(random.New(1), n)
	var dist, cross float64
	for i := range uint32(n - 1) {
		v, w := float64(s.At(i)), float64(s.At(i+1))
		dist += math.Abs(v - w)
		cross += (v - n/2) * (w - n/2)
	}
	if d := dist / n / (n / 3.0); d < 0.98 || d > 1.02 {
		t.Errorf("neighbours land %.3f of the expected distance apart", d)
	}
	if c := cross / n / (n * n / 12.0); math.Abs(c) > 0.02 {
		t.Errorf("neighbours correlate: %.4f", c)
	}
	for _, n := range []uint32{5, 12, 50, 100} {
		const keys = 20_000
		counts := make([]float64, n*n)
		for k := range uint64(keys) {
			s := NewShuffle(random.New(9).At(k), n)
			for i := range n {
				counts[i*n+s.At(i)]++
			}
		}
		var chi2 float64
		want := keys / float64(n)
		for _, c := range counts {
			chi2 += (c - want) * (c - want) / want
		}
		// What is beyond the (n-1)² degrees of freedom, as a share of the counts.
		df := float64((n - 1) * (n - 1))
		if uneven := math.Sqrt(max(chi2-df, 0) / (keys * float64(n))); uneven > 0.03 {
			t.Errorf("n=%d: positions are uneven by %.1f %%", n, uneven*100)
		}
	}
}
