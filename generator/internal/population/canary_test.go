package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Every population has those who live alone in the number that the language
// counts on, with some to spare.
func TestRoomForCanaries(t *testing.T) {
	sizes := []int{1, 3, 8, 33, 100, 333, 2000, 5000, 20_000}
	for i, n := range sizes {
		for seed := range uint64(max(1, 5-i/2)) {
			p := NewPersons(random.New(seed), n, 2010+int(seed)*2)
			most := scenarios.MostCanaries(n)
			if err := p.Plant(random.New(seed+99), most, 1); err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
			if p.Canaries() != most {
				t.Errorf("seed %d: %d canaries among %d persons, want %d", seed, p.Canaries(), n, most)
			}
			if err := p.Plant(random.New(seed+98), most/10, 2); err != nil {
				t.Errorf("seed %d, a tenth more: %v", seed, err)
			}
		}
	}
}

func TestTooManyCanaries(t *testing.T) {
	if err := NewPersons(random.New(1), 1000, 2022).Plant(random.New(2), 900, 1); err == nil {
		t.Error("900 canaries among 1,000 persons are planted")
	}
}
