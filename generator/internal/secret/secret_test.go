package secret

import (
	"bytes"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
)

func TestKeysAreApart(t *testing.T) {
	a, b := Derived(random.New(1)), Derived(random.New(2))
	if a == b || a.Commitment() == b.Commitment() {
		t.Fatal("two seeds share a secret")
	}
	if bytes.Equal(a.Key("events", 16), a.Key("requests", 16)) || bytes.Equal(a.Key("events", 16), b.Key("events", 16)) {
		t.Error("two keys are the same")
	}
	if !bytes.Equal(a.Key("events", 16), a.Key("events", 16)) {
		t.Error("a key is not the same the second time")
	}
}

func TestGivenSecretsDifferBySeed(t *testing.T) {
	b := bytes.Repeat([]byte{7}, Size)
	x, _ := Given(b, random.New(1))
	y, _ := Given(b, random.New(2))
	if x == y || x == Derived(random.New(1)) {
		t.Error("two datasets share a secret")
	}
}

func TestLengthOfASecret(t *testing.T) {
	for n := range 65 {
		if _, err := Given(make([]byte, n), random.New(1)); (err == nil) != (n == Size) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestPermIsOneToOne(t *testing.T) {
	for _, n := range []uint64{1, 2, 3, 10, 99, 4096, 100_003} {
		p := Derived(random.New(n)).Perm("numbers", n)
		seen := make([]bool, n)
		for i := range n {
			at := p.At(i)
			if at >= n || seen[at] {
				t.Fatalf("of %d, %d goes to %d, which is taken", n, i, at)
			}
			seen[at] = true
		}
	}
}

// Neighbours are neighbours no more: the mean distance of two is a third of all.
func TestPermParts(t *testing.T) {
	const n, tries = 10_000_000, 20_000
	p := Derived(random.New(3)).Perm("numbers", n)
	sum := 0.0
	for i := range uint64(tries) {
		a, b := p.At(i), p.At(i+1)
		sum += float64(max(a, b) - min(a, b))
	}
	if mean := sum / tries / n; mean < 0.323 || mean > 0.343 {
		t.Errorf("mean distance %.3f, want a third", mean)
	}
}
