package population

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// A department worked out together tells of each person what the chain tells of it alone.
func TestSheetIsTheChain(t *testing.T) {
	for _, n := range []int{300, 60_000, 400_000} {
		p := NewPersons(testKey(), n, 2022)
		for d := range uint8(facts.DepartmentCount) {
			if n > 100_000 && d%7 != 3 {
				continue
			}
			sheet := p.kin.NewSheet(d)
			from, to := p.DeptRange(d)
			for i := from; i < to; i++ {
				var got, want kin.Subject
				sheet.Find(i, &got)
				p.kin.Find(i, &want)
				if got != want {
					t.Fatalf("%d of %d persons: the sheet of department %d has\n%+v, the chain\n%+v", i, n, d, got, want)
				}
			}
		}
	}
}

// Fill tells the same as Record and Contact, whatever it is asked for.
func TestFillIsRecordAndContact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := NewPersons(random.New(rapid.Uint64().Draw(t, "seed")), rapid.SampledFrom([]int{1, 900, 300_000}).Draw(t, "persons"), 2022)
		refs, doctor := nir.NewRefs([]byte("key")), func(uint32) string { return "99710000000" }
		one, many := p.People(refs, doctor), p.People(refs, doctor)
		for range 3 {
			var asked []uint32
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "first")
			step := rapid.Uint32Range(1, 5).Draw(t, "step")
			for k := rapid.IntRange(0, 3*Block).Draw(t, "count"); k > 0 && i < p.n; k-- {
				asked = append(asked, i)
				i += step
			}
			r, c := make([]record.Person, len(asked)), make([]record.Contact, len(asked))
			many.Fill(asked, r, c)
			for j, i := range asked {
				var person record.Person
				var contact record.Contact
				one.Record(i, &person)
				one.Contact(i, &contact)
				if r[j] != person || c[j] != contact {
					t.Fatalf("person %d: %+v %+v, alone %+v %+v", i, r[j], c[j], person, contact)
				}
			}
		}
	})
}
