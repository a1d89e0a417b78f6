package population

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// Set BREACHSIM_ALL_PERSONS=1 to make the record of every person of France and
// check that all numbers differ; it takes about two minutes and 350 MB:
//
//	BREACHSIM_ALL_PERSONS=1 go test -run AllPersons -v -timeout 30m ./generator/internal/population
const allPersons = "BREACHSIM_ALL_PERSONS"

// taken is one bit for each number that a population could use: the slots of
// every cohort, and the serials of temporary numbers.
type taken struct {
	p     *Persons
	bits  []uint64
	first [birthplace.Columns]uint64 // of a column in its cohort
	slots uint64                     // of a cohort
}

func newTaken(p *Persons) *taken {
	t := &taken{p: p}
	for col := range t.first {
		t.first[col] = t.slots
		t.slots += uint64(p.births.Slots(uint8(col)))
	}
	t.bits = make([]uint64, (2*100*12*t.slots+2*nir.TemporaryCount)/64+1)
	return t
}

// take marks a number; false if somebody has it already, or if it is none that
// the population could use.
func (t *taken) take(n nir.NIR) bool {
	at := uint64(0)
	if sex, serial, ok := n.Serial(); ok {
		at = 2*100*12*t.slots + uint64(sex-1)*nir.TemporaryCount + uint64(serial)
	} else {
		col, code, ok := birthplace.ColumnOf(n.Place())
		if !ok {
			return false
		}
		slot, ok := t.p.births.SlotOf(col, code, n.Order())
		if !ok {
			return false
		}
		cohort := (uint64(n.Sex()-1)*100+uint64(n.Year()))*12 + uint64(n.Month()) - 1
		at = cohort*t.slots + t.first[col] + uint64(slot)
	}
	word, bit := at/64, uint64(1)<<(at%64)
	if t.bits[word]&bit != 0 {
		return false
	}
	t.bits[word] |= bit
	return true
}

// rightNumber applies the two published patterns and the rule of the key to
// fifteen characters, by hand: the patterns take too long for all.
func rightNumber(b []byte) bool {
	digit := func(i int) int { return int(b[i] - '0') }
	sex, month, order, key := b[0], digit(3)*10+digit(4), digit(10)*100+digit(11)*10+digit(12), digit(13)*10+digit(14)
	value, corsica := 0, 0
	for i := range 13 {
		d := digit(i)
		if i == 6 && b[5] == '2' && (b[i] == 'A' || b[i] == 'B') {
			corsica, d = 1_000_000*int(b[i]-'A'+1), 0
		}
		if d < 0 || d > 9 {
			return false
		}
		value = value*10 + d
	}
	if key != 97-(value-corsica)%97 || order == 0 || len(b) != 15 {
		return false
	}
	if sex == '7' || sex == '8' {
		return string(b[1:5]) == "2000" && b[5] >= '0' && b[5] <= '8' && string(b[5:7]) != "00" && string(b[7:10]) != "000"
	}
	return (sex == '1' || sex == '2') && month >= 1 && month <= 12
}

// freePlaces are the place parts of numbers that no commune or country ever had.
func freePlaces() map[nir.Place]bool {
	out := make(map[nir.Place]bool)
	for _, prefix := range append(facts.Departments(), facts.Department{Code: "20"}) {
		for _, code := range facts.FreeCodes(prefix.Code) {
			out[nir.PlaceOf(prefix.Code, code)] = true
		}
	}
	for code := uint16(518); code <= 989; code++ {
		out[nir.PlaceOf("99", code)] = true
	}
	return out
}

func TestAllPersonsOfFrance(t *testing.T) {
	if os.Getenv(allPersons) == "" {
		t.Skip("set " + allPersons + "=1 to walk 67,813,396 persons")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(15)) // or as much garbage as bits
	p := NewPersons(testKey(), 67_813_396, 2022)
	q, numbers, free := testPeople(p), newTaken(p), freePlaces()
	var r record.Person
	var buf []byte
	temporary := 0
	start := time.Now()
	for i := range p.n {
		q.Record(i, &r)
		buf = r.NIR.AppendKey(r.NIR.Append(buf[:0]))
		if !rightNumber(buf) || i%997 == 0 && !strictNIR.Match(buf) {
			t.Fatalf("person %d: %s is malformed", i, buf)
		}
		if r.NIR.Temporary() {
			temporary++
		} else if !free[r.NIR.Place()] || i%997 == 0 && !cnamNIR.Match(buf) {
			t.Fatalf("person %d: %s has a place that exists", i, buf)
		}
		if !numbers.take(r.NIR) {
			t.Fatalf("person %d: %s is taken", i, buf)
		}
	}
	took := time.Since(start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d records in %v, checks included: %.0f a second; %d temporary numbers; "+
		"%d MB from the system, %d of them for the check",
		p.n, took.Round(time.Second), float64(p.n)/took.Seconds(), temporary, m.Sys>>20, len(numbers.bits)>>17)
}
