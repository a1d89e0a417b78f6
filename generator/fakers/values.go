package fakers

import (
	"math/bits"
	"sync"
	"time"

	"github.com/brianvoe/gofakeit/v7"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// The world from which numbers and persons are drawn: it is always the same,
// whatever the Faker, so that a person's fields agree.
const (
	worldPersons = 100_000
	worldYear    = 2022 // ages are those on its first day
)

const worldKey random.Key = 0x66616b657273

var world = sync.OnceValue(func() *population.Persons {
	return population.NewPersons(worldKey, worldPersons, worldYear)
})

// below draws from [0, n) with one draw of the Faker.
func below(f *gofakeit.Faker, n uint64) uint64 {
	hi, _ := bits.Mul64(f.Uint64(), n)
	return hi
}

// NIR returns the fifteen characters of a number and its key. Numbers are
// those of 100,000 invented persons; none is a temporary one.
func NIR(f *gofakeit.Faker) string { return withKey(world().NIR(draw(f))) }

// draw returns a person with a number made from the birth.
func draw(f *gofakeit.Faker) uint32 {
	w, i := world(), uint32(below(f, worldPersons))
	for w.Temporary(i) || w.Temporary(w.Holder(i)) {
		i = (i + 1) % worldPersons
	}
	return i
}

func withKey(n nir.NIR) string { return string(n.AppendKey(n.Append(nil))) }

// RPPS returns the eleven digits of a practitioner's number.
func RPPS(f *gofakeit.Faker) string {
	return accounts.RPPS(1_000_000 + uint32(below(f, 9_000_000)))
}

// FINESS returns the nine digits of a site's number.
func FINESS(f *gofakeit.Faker) string { return accounts.FINESS(uint32(below(f, 2_000_000))) }

// Years of birth for which names are known.
const (
	firstYear = 1900
	lastYear  = 2029
)

// names are the tables of names by decade.
type names struct {
	first [2][facts.FirstNameDecades]random.Alias
	last  [facts.SurnameDecades]random.Alias
}

var nameTables = sync.OnceValue(func() *names {
	var n names
	for s, sex := range []byte{'M', 'F'} {
		list := facts.FirstNamesOf(sex).List
		w := make([]uint64, len(list))
		for d := range n.first[s] {
			for i := range list {
				w[i] = uint64(list[i].Births[d])
			}
			n.first[s][d] = random.NewAlias(w)
		}
	}
	list := facts.Surnames()
	w := make([]uint64, len(list))
	for d := range n.last {
		for i := range list {
			w[i] = uint64(list[i].Births[d])
		}
		n.last[d] = random.NewAlias(w)
	}
	return &n
})

// FirstName returns a first name in capitals as frequent as in the births of
// the year's decade. sex is 'M' or 'F'; the year is held to 1900 to 2029.
func FirstName(f *gofakeit.Faker, sex byte, year int) string {
	return firstNameAt(f.Uint64(), sex, year)
}

func firstNameAt(u uint64, sex byte, year int) string {
	s := 0
	if sex == 'F' {
		s = 1
	}
	d := (min(max(year, firstYear), lastYear) - firstYear) / 10
	return facts.FirstNamesOf(sex).List[nameTables().first[s][d].Pick(u)].Name
}

// LastName returns a surname in capitals as frequent as in the births of the
// year's decade, the last known being 1991 to 2000.
func LastName(f *gofakeit.Faker, year int) string { return lastNameAt(f.Uint64(), year) }

func lastNameAt(u uint64, year int) string {
	d := (min(max(year, 1891), 2000) - 1891) / 10
	return facts.Surnames()[nameTables().last[d].Pick(u)].Name
}

// InsuredPerson is an invented person whose fields agree with each other.
type InsuredPerson struct {
	NIR       string `json:"nir"` // thirteen characters and the key
	LastName  string `json:"last_name"`
	FirstName string `json:"first_name"`
	Sex       string `json:"sex"`        // M or F
	BirthDate string `json:"birth_date"` // YYYY-MM-DD
	Dept      string `json:"dept"`       // code of the département of residence
	Commune   string `json:"commune"`    // invented
	HolderNIR string `json:"holder_nir"` // the number under which a look-up finds the person
}

// Draws about a person beyond those of the population. Never reuse one.
const (
	ofLastName = 1 + iota
	ofFirstName
)

// Person returns one of 100,000 invented persons; the same one always has the
// same fields.
func Person(f *gofakeit.Faker) InsuredPerson {
	w, i := world(), draw(f)
	key := worldKey.At(uint64(i))
	born, sex := w.BirthDate(i), "MF"[w.Sex(i)-1]
	year := int(born.Year)
	return InsuredPerson{
		NIR:       withKey(w.NIR(i)),
		LastName:  lastNameAt(key.At(ofLastName).Uint64(), year),
		FirstName: firstNameAt(key.At(ofFirstName).Uint64(), sex, year),
		Sex:       string(sex),
		BirthDate: isoDate(year, born.Month, born.Day),
		Dept:      facts.Departments()[w.Dept(i)].Code,
		Commune:   geo.CommuneName(w.Dept(i), w.Commune(i)),
		HolderNIR: withKey(w.NIR(w.Holder(i))),
	}
}

// isoDate prints a date.
func isoDate(year int, month, day uint8) string {
	return time.Date(year, time.Month(month), int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
