package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

func TestAnswerIsItsParts(t *testing.T) {
	for _, n := range []int{1, 40, 3_000} {
		p := NewPersons(random.New(uint64(n)), n, 2022)
		for i := range uint32(n) {
			h := p.Holder(i)
			want := Answer{Holder: h, NIR: p.NIR(h), Persons: p.HouseholdSize(h), Dept: p.Dept(h), End: p.Status.End(h)}
			want.Shown = p.Shown(h)
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

// What a page shows of a holder is what the record says.
func TestShownIsOfTheRecord(t *testing.T) {
	p := NewPersons(testKey(), 60_000, 2022)
	people := p.People(nir.NewRefs(make([]byte, 32)), nil)
	var r record.Person
	letters := map[uint8]int{}
	for i := uint32(0); i < 60_000; i += 7 {
		a := p.Answer(i)
		people.Record(a.Holder, &r)
		if n := len(r.BirthName) + len(r.FirstNames); int(a.Shown.Letters) != n {
			t.Fatalf("person %d: %d bytes of names, %q %q has %d", i, a.Shown.Letters, r.BirthName, r.FirstNames, n)
		}
		if want := p.Rights(a.Holder); a.Shown.Rights != want {
			t.Fatalf("person %d: rights %+v, want %+v", i, a.Shown.Rights, want)
		}
		letters[a.Shown.Letters]++
	}
	if len(letters) < 20 {
		t.Errorf("%d lengths of names", len(letters))
	}
}
