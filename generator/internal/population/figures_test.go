package population

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/nir"
)

// The strictest structural pattern in public use, and the one of the sickness
// insurance itself.
var (
	strictNIR = regexp.MustCompile(`^([1-37-8])([0-9]{2})(0[0-9]|[2-35-9][0-9]|[14][0-2])` +
		`((0[1-9]|[1-8][0-9]|9[0-69]|2[abAB])(00[1-9]|0[1-9][0-9]|[1-8][0-9]{2}|9[0-8][0-9]|990)|` +
		`(9[78][0-9])(0[1-9]|[1-8][0-9]|90))` +
		`(00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})(0[1-9]|[1-8][0-9]|9[0-7])$`)
	cnamNIR = regexp.MustCompile(`\A[12]\d{2}(0[1-9]|1[0-2]|[2-9][0-9])(\d{2}|2A|2B)\d{3}\d{3}(9[0-7]|[0-8]\d)?\z`)
)

// neverAttributed says whether the place of a number is one that no commune or
// country ever had, by the published lists.
func neverAttributed(text string) bool {
	place := text[5:10]
	code, err := strconv.Atoi(place[2:])
	switch {
	case err != nil:
		return false
	case strings.HasPrefix(place, "99"):
		return code >= 518 && code <= 989
	case strings.HasPrefix(place, "97"):
		return slices.Contains(facts.FreeCodes(place[:3]), uint16(code%100))
	}
	return slices.Contains(facts.FreeCodes(place[:2]), uint16(code))
}

// noAnachronism checks the prefixes against the year of birth.
func noAnachronism(place string, year int) bool {
	prefix := place[:2]
	switch {
	case prefix == "20":
		return year < 1976
	case prefix == "2A" || prefix == "2B":
		return year >= 1976
	case prefix >= "91" && prefix <= "95":
		return year >= 1968
	}
	return true
}

func checkNumber(t *testing.T, n nir.NIR, year int) {
	text := string(n.AppendKey(n.Append(nil)))
	if !strictNIR.MatchString(text) || !cnamNIR.MatchString(text) {
		t.Fatalf("%s is malformed", text)
	}
	if !neverAttributed(text) || !noAnachronism(text[5:10], year) {
		t.Fatalf("%s: place %s of a birth in %d", text, text[5:10], year)
	}
}

func TestAMillionNumbers(t *testing.T) {
	p := NewPersons(testKey(), 1_000_000, 2022)
	all := make([]uint64, p.n)
	var months [13]float64
	abroad, home, temporary := 0.0, 0.0, 0.0
	for i := range p.n {
		n := p.NIR(i)
		all[i] = uint64(n)
		if n.Temporary() {
			temporary++
			months[p.BirthDate(i).Month]++
			continue
		}
		months[n.Month()]++
		age := p.Age(i)
		col, _, _ := birthplace.ColumnOf(n.Place())
		if col >= birthplace.ColAbroad {
			abroad++
		}
		if col == p.Dept(i) {
			home++
		}
		if i%16 == 0 {
			checkNumber(t, n, 2021-age)
		}
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != int(p.n) {
		t.Error("two persons have the same number")
	}
	for m, share := range facts.BirthMonths {
		if got := months[m+1] / float64(p.n) * 10_000; math.Abs(got-float64(share)) > 5 {
			t.Errorf("month %d has %.1f of 10,000 births, want %d", m+1, got, share)
		}
	}
	abroad += temporary // all of whom were
	if share := abroad / float64(p.n); math.Abs(share-0.128) > 0.001 {
		t.Errorf("%.4f born abroad, want 0.128", share)
	}
	t.Logf("abroad %.4f, temporary numbers %.4f, born in the department of residence %.3f",
		abroad/float64(p.n), temporary/float64(p.n), home/float64(p.n))
}

func TestMarginsAreExact(t *testing.T) {
	for _, n := range []int{1, 600, 1_000_000, 67_813_396} {
		p := NewPersons(testKey(), n, 2022)
		want := residence.NationalCells(p.n)
		for c := range uint8(residence.Cells) {
			var sum uint32
			for d := range uint8(depts) {
				sum += p.res.Count(d, c)
			}
			if sum != want[c] {
				t.Errorf("n=%d, cell %d: %d persons, want %d", n, c, sum, want[c])
			}
		}
	}
}

func TestAgesAreThePublishedOnes(t *testing.T) {
	// At the size of France every count is the published one.
	p := NewPersons(testKey(), 67_813_396, 2022)
	for age, c := range facts.Ages() {
		if age == facts.LastAge {
			continue
		}
		var men, women int
		for d := range uint8(depts) {
			men += int(p.res.Count(d, uint8(2*age)))
			women += int(p.res.Count(d, uint8(2*age+1)))
		}
		if men != c.Men || women != c.Women {
			t.Errorf("age %d: %d men, %d women, want %d, %d", age, men, women, c.Men, c.Women)
		}
	}
}
