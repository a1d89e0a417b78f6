package encode

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

const lines = 4096

// manyAccounts is a catalogue as large as that of a real run.
func manyAccounts() *event.Catalog {
	c := catalog()
	for range 20_000 {
		c.Accounts = append(c.Accounts, c.Accounts[0])
	}
	return c
}

func report(b *testing.B, bytes int) {
	perLine := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / lines
	b.SetBytes(int64(bytes))
	b.ReportMetric(1e3/perLine, "Mlines/s")
	b.ReportMetric(float64(bytes)/lines, "B/line")
}

func BenchmarkJSONL(b *testing.B) {
	cat := manyAccounts()
	evs := make([]event.Event, lines)
	for i := range evs {
		evs[i] = lookUp()
		evs[i].TS += int64(i) * 90_000
		evs[i].Account = uint32(i*7919) % uint32(len(cat.Accounts))
		evs[i].ID = uint64(i) * 0x9e3779b97f4a7c15
	}
	e := NewTexts(cat).JSONL(HMAC)
	buf := make([]byte, 0, lines*1024)
	b.ReportAllocs()
	for b.Loop() {
		buf = buf[:0]
		for i := range evs {
			buf = e.Append(buf, &evs[i])
		}
	}
	report(b, len(buf))
}

func BenchmarkCombined(b *testing.B) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	cat := manyAccounts()
	all := make([]event.Access, lines)
	for i := range all {
		all[i] = event.Access{TS: at + int64(i)*30_000, Addr: event.V4(0xf0000000 + uint32(i)*7919), Account: uint32(i*7919) % uint32(len(cat.Accounts)),
			Status: 200, RespBytes: 5120, UserAgent: 1, Method: event.GET, Path: event.Path(1 + i%20)}
	}
	e := NewTexts(cat).Combined(paris)
	buf := make([]byte, 0, lines*512)
	b.ReportAllocs()
	for b.Loop() {
		buf = buf[:0]
		for i := range all {
			buf = e.Append(buf, &all[i])
		}
	}
	report(b, len(buf))
}

func BenchmarkPersons(b *testing.B) {
	n := nir.Make(1, 50, 6, nir.PlaceOf("2A", 999), 7)
	p := record.Person{NIR: n, Ref: 15, BirthName: "Durand", FirstNames: "Anne Marie", Sex: 'M', BirthDate: record.Date{Year: 1950, Month: 6, Day: 9},
		BirthPlace: "Valmont-sur-Orle", ResidenceDept: "2A", ResidenceCommune: "Castelnoir", Regime: "01", Fund: "011", Holder: n, BirthRank: 1,
		ReferringDoctor: "10000000001", RightsStart: record.Date{Year: 2020, Month: 1, Day: 1}}
	c := records.Persons().CSV()
	buf := make([]byte, 0, lines*512)
	b.ReportAllocs()
	for b.Loop() {
		buf = buf[:0]
		for range lines {
			buf = c.Append(buf, &p)
		}
	}
	report(b, len(buf))
}
