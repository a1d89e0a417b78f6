package emit

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// TestRepliesAreTheAnswers asks for persons anew and again, in a population with more
// persons than there is room for at first, and in one of a single person.
func TestRepliesAreTheAnswers(t *testing.T) {
	for _, n := range []int{1, 3, 20_000} {
		people := population.NewPersons(random.New(uint64(n)), n, 2022)
		refs, own := nir.NewRefs(make([]byte, 32)), nir.NewRefs(make([]byte, 32))
		k, draw := newKnown(people, refs), random.New(5).Rand()
		var asked []uint32
		var replies []reply
		for range 40 {
			asked = asked[:0]
			for range 700 {
				i := uint32(draw.Below(uint64(n)))
				if draw.Chance(500_000) { // some more often than others
					i %= 1 + uint32(n/20)
				}
				asked = append(asked, i)
			}
			replies = k.Replies(asked, replies[:0])
			for j, i := range asked {
				a, r := people.Answer(i), &replies[j]
				if r.NIR != a.NIR || r.Holder != a.Holder || r.End != a.End || int(r.Persons) != a.Persons ||
					r.Dept != a.Dept || r.shown() != OnPage(a.Shown) || r.Ref != own.Ref(a.NIR) {
					t.Fatalf("of %d persons: %d is %+v, want %+v", n, i, *r, a)
				}
			}
		}
	}
}

// BenchmarkReplies asks for the persons of some practices again and again.
func BenchmarkReplies(b *testing.B) {
	const persons, practices, panel = 600_000, 200, 1_500
	people := population.NewPersons(random.New(1), persons, 2022)
	k, draw := newKnown(people, nir.NewRefs(make([]byte, 32))), random.New(2).Rand()
	asked, replies := make([]uint32, 4096), []reply(nil)
	b.ReportAllocs()
	for b.Loop() {
		for j := range asked {
			asked[j] = uint32(draw.Below(practices)*(persons/practices) + draw.Below(panel))
		}
		replies = k.Replies(asked, replies[:0])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(asked)), "ns/reply")
}
