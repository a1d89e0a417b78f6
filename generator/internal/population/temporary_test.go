package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
)

func TestTemporaryNumbersAreTheirOwn(t *testing.T) {
	p := NewPersons(testKey(), 300_000, 2022)
	temporary, aided := 0, 0
	seen := make(map[nir.NIR]bool)
	for i := range p.n {
		if p.Rights(i).AME {
			aided++
		}
		if !p.Temporary(i) {
			continue
		}
		temporary++
		n := p.NIR(i)
		if back, ok := p.Find(n); !n.Temporary() || seen[n] || !ok || back != i {
			t.Fatalf("person %d: %v, found %d %v", i, n, back, ok)
		}
		seen[n] = true
		if of := p.register.NIROf(p.register.Birth(p.res.Spot(i))); !free(p, of) {
			t.Fatalf("somebody has %v, which the birth of %d would give", of, i)
		}
		if a := p.Answer(i); p.Holder(i) == i && a.NIR != n {
			t.Fatalf("Answer(%d) = %v, not %v", i, a.NIR, n)
		}
	}
	t.Logf("%d of %d persons, %d with state medical aid", temporary, p.n, aided)
	if share := float64(temporary) / float64(aided); share < 0.5 || share > 0.9 {
		t.Errorf("%d temporary numbers for %d persons with aid", temporary, aided)
	}
	for serial := uint32(0); serial < nir.TemporaryCount; serial += 9_973 {
		n := nir.MakeTemporary(1, serial)
		if i, ok := p.Find(n); ok != seen[n] || ok && p.NIR(i) != n {
			t.Fatalf("Find(%v) = %d, %v", n, i, ok)
		}
	}
}
