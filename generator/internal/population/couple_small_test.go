package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Worlds of any size have couples, of ages that go together.
func TestSmallWorldsHaveCouples(t *testing.T) {
	for _, n := range []int{600, 1000, 5000, 20_000, 100_000, 250_000} {
		p := NewPersons(random.New(uint64(n)), n, 2022)
		adults, couples, mixed, gap, wide := 0, 0, 0, 0, 0
		for i := range p.n {
			if p.Age(i) < couple.CoupleAge {
				continue
			}
			adults++
			j, ok := p.Partner(i)
			if !ok {
				continue
			}
			if back, ok := p.Partner(j); !ok || back != i {
				t.Fatalf("n=%d: the partner of %d is %d, whose partner is %d", n, i, j, back)
			}
			couples++
			if p.Sex(i) == 2 && p.Sex(j) == 1 {
				mixed++
				years := p.Age(j) - p.Age(i)
				gap += years
				if max(years, -years) > 20 {
					wide++
				}
			}
		}
		share, mean := couples*1000/adults, float64(gap)/float64(mixed)
		t.Logf("n=%d: %d of 1,000 adults live as a couple, gap %.1f years, %d of 1,000 gaps over 20",
			n, share, mean, wide*1000/mixed)
		if low := 570 - 200_000/n; share < low || share > 650 {
			t.Errorf("n=%d: %d of 1,000 adults live as a couple, want 600", n, share)
		}
		if wide > mixed/100 {
			t.Errorf("n=%d: %d of %d gaps of ages are over 20 years", n, wide, mixed)
		}
		if n >= 5000 && (mean < 1.7 || mean > 2.9) {
			t.Errorf("n=%d: men are %.1f years older, want 2.4", n, mean)
		}
	}
}
