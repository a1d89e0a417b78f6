package records

import (
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"

	"pgregory.net/rapid"
)

// The line written out is that of the columns, whatever the person is.
func TestPersonLineIsThatOfTheColumns(t *testing.T) {
	quick := Persons().CSV()
	plain := quick
	plain.whole = nil
	rapid.Check(t, func(t *rapid.T) {
		p := drawPerson(t)
		start := []byte("before\n")
		if got, want := string(quick.Append(start, &p)), string(plain.Append(start, &p)); got != want {
			t.Fatalf("%+v\n%q, by columns\n%q", p, got, want)
		}
	})
}

func drawPerson(t *rapid.T) record.Person {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-ZÉ' ,"\n\r-]{0,40}`), rapid.Just(""))
	number := rapid.Custom(func(t *rapid.T) nir.NIR {
		place := nir.PlaceOf(rapid.SampledFrom([]string{"01", "2A", "2B", "974", "99"}).Draw(t, "prefix"), 76)
		return nir.Make(rapid.Uint8Range(1, 2).Draw(t, "sex"), rapid.Uint8Range(0, 99).Draw(t, "year"),
			rapid.Uint8Range(1, 12).Draw(t, "month"), place, rapid.Uint16Range(1, 999).Draw(t, "order"))
	})
	date := rapid.Custom(func(t *rapid.T) record.Date {
		if rapid.Bool().Draw(t, "none") {
			return record.Date{}
		}
		return record.Date{Year: rapid.Int16Range(1890, 2199).Draw(t, "year"),
			Month: rapid.Uint8Range(1, 12).Draw(t, "month"), Day: rapid.Uint8Range(1, 31).Draw(t, "day")}
	})
	p := record.Person{
		NIR: number.Draw(t, "nir"), Ref: rapid.Uint64().Draw(t, "ref"), BirthName: text.Draw(t, "birth name"),
		UsedName: text.Draw(t, "used name"), FirstNames: text.Draw(t, "first names"), Sex: 'F',
		BirthDate: date.Draw(t, "birth date"), BirthPlace: text.Draw(t, "place"),
		ResidenceDept:    rapid.SampledFrom([]string{"", "01", "2A", "974"}).Draw(t, "dept"),
		ResidenceCommune: text.Draw(t, "commune"), Regime: rapid.SampledFrom([]string{"", "01", "02"}).Draw(t, "regime"),
		Fund: rapid.SampledFrom([]string{"", "01C201"}).Draw(t, "fund"), BirthRank: rapid.Uint8().Draw(t, "rank"),
		ReferringDoctor: rapid.SampledFrom([]string{"", "99765411667"}).Draw(t, "doctor"),
		C2S:             rapid.SampledFrom([]string{"", "free", "participation"}).Draw(t, "c2s"),
		AME:             rapid.Bool().Draw(t, "ame"), FullCoverage: rapid.Bool().Draw(t, "full"), ALD: rapid.Bool().Draw(t, "ald"),
		RightsStart: date.Draw(t, "start"), RightsEnd: date.Draw(t, "end"),
	}
	if p.Holder = p.NIR; rapid.Bool().Draw(t, "child") {
		p.Holder, p.SecondHolder = number.Draw(t, "holder"), number.Draw(t, "second")
	}
	return p
}

func BenchmarkPersonCSV(b *testing.B) {
	p, l := onePerson(), Persons().CSV()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = l.Append(buf[:0], &p)
	}
	b.SetBytes(int64(len(buf)))
}
