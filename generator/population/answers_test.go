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
			want := Answer{Holder: h, NIR: p.NIR(h), Persons: p.HouseholdSize(h), Dept: p.Dept(h), End: p.End(h)}
			if got := p.Answer(i); got != want {
				t.Fatalf("of %d: Answer(%d) = %+v, want %+v", n, i, got, want)
			}
		}
	}
}

func BenchmarkAnswers(b *testing.B) {
	p := NewPersons(random.New(1), 6_000_000, 2022)
	for _, n := range []int{1, 4096} {
		b.Run(map[int]string{1: "one", 4096: "many"}[n], func(b *testing.B) {
			r := random.New(2).Rand()
			persons, dst := make([]uint32, n), make([]Answer, 0, n)
			b.ReportAllocs()
			for b.Loop() {
				for i := range persons {
					persons[i] = uint32(r.Below(6_000_000))
				}
				dst = p.Answers(persons, dst[:0])
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/answer")
		})
	}
}
