package population

import (
	"testing"

	"breachsim/generator/internal/random"
)

func TestAnswerIsItsParts(t *testing.T) {
	for _, n := range []int{1, 40, 3_000} {
		p := NewPersons(random.New(uint64(n)), n, 2022)
		for i := range uint32(n) {
			h := p.Holder(i)
			want := Answer{Holder: h, NIR: p.NIR(h), Persons: p.HouseholdSize(h), Dept: p.Dept(h)}
			if got := p.Answer(i); got != want {
				t.Fatalf("of %d: Answer(%d) = %+v, want %+v", n, i, got, want)
			}
		}
	}
}
