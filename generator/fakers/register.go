package fakers

import (
	"fmt"

	"github.com/brianvoe/gofakeit/v7"
)

// category marks the providers of this package.
const category = "fr_health_insurance"

// Register adds the providers to gofakeit. It may be called any number of
// times, from any goroutine. It fails, and adds nothing, when another
// package's provider already has one of the names.
func Register() error {
	list := providers()
	for _, p := range list {
		if have := gofakeit.GetFuncLookup(p.name); have != nil && have.Category != category {
			return fmt.Errorf(
				"registering gofakeit provider %q: the name is taken by category %q",
				p.name,
				have.Category,
			)
		}
	}
	for _, p := range list {
		p.info.Category = category
		gofakeit.AddFuncLookup(p.name, p.info)
	}
	return nil
}

// provider is one entry of gofakeit's table.
type provider struct {
	name string
	info gofakeit.Info
}

func providers() []provider {
	return []provider{
		{"fr_nir", gofakeit.Info{
			Display: "Social-security number", Description: "Number with its key that nobody can have been given",
			Example: "184056998512374", Output: "string", Generate: plain(NIR),
		}},
		{"fr_rpps", gofakeit.Info{
			Display: "Practitioner number", Description: "Practitioner number from a range that is not given out",
			Example: "99712345673", Output: "string", Generate: plain(RPPS),
		}},
		{"fr_finess", gofakeit.Info{
			Display: "Site number", Description: "Number of a health site in a département that does not exist",
			Example: "990123450", Output: "string", Generate: plain(FINESS),
		}},
		{"fr_first_name", gofakeit.Info{
			Display: "French first name", Description: "First name as frequent as in the births of the year",
			Example: "CAMILLE", Output: "string", Params: []gofakeit.Param{sexParam, yearParam}, Generate: firstName,
		}},
		{"fr_last_name", gofakeit.Info{
			Display: "French surname", Description: "Surname as frequent as in the births of the year",
			Example: "MARTIN", Output: "string", Params: []gofakeit.Param{yearParam}, Generate: lastName,
		}},
		{"fr_insured_person", gofakeit.Info{
			Display: "French insured person", Output: "fakers.InsuredPerson", Generate: plain(Person),
			Description: "Person whose number, names, sex, date of birth and residence agree",
			Example:     "{184056998512374 MARTIN THOMAS M 1984-05-17 69 …}",
		}},
	}
}

// generate is how gofakeit calls a provider.
type generate = func(*gofakeit.Faker, *gofakeit.MapParams, *gofakeit.Info) (any, error)

// plain makes a provider of a function that takes no parameters.
func plain[T any](value func(*gofakeit.Faker) T) generate {
	return func(f *gofakeit.Faker, _ *gofakeit.MapParams, _ *gofakeit.Info) (any, error) { return value(f), nil }
}

var (
	sexParam = gofakeit.Param{Field: "sex", Display: "Sex", Type: "string", Optional: true, Default: "any",
		Options: []string{"any", "M", "F"}, Description: "Sex of the person"}
	yearParam = gofakeit.Param{Field: "year", Display: "Year of birth", Type: "int", Optional: true, Default: "0",
		Description: "Year of birth, 1900 to 2029; 0 for any from 1930 to 2021"}
)

func firstName(f *gofakeit.Faker, m *gofakeit.MapParams, info *gofakeit.Info) (any, error) {
	sex, err := info.GetString(m, "sex")
	if err != nil {
		return nil, err
	}
	year, err := yearOf(f, m, info)
	if err != nil {
		return nil, err
	}
	switch sex {
	case "M", "F":
		return FirstName(f, sex[0], year), nil
	case "any":
		return FirstName(f, "MF"[f.Uint64()>>63], year), nil
	}
	return nil, fmt.Errorf("fr_first_name: sex %q: write M, F or any", sex)
}

func lastName(f *gofakeit.Faker, m *gofakeit.MapParams, info *gofakeit.Info) (any, error) {
	year, err := yearOf(f, m, info)
	if err != nil {
		return nil, err
	}
	return LastName(f, year), nil
}

// yearOf reads the year of birth, drawing one for 0.
func yearOf(f *gofakeit.Faker, m *gofakeit.MapParams, info *gofakeit.Info) (int, error) {
	year, err := info.GetInt(m, "year")
	if err != nil {
		return 0, err
	}
	if year == 0 {
		return 1930 + int(below(f, 92)), nil
	}
	if year < firstYear || year > lastYear {
		return 0, fmt.Errorf("year of birth %d: write 0, or a year from %d to %d", year, firstYear, lastYear)
	}
	return year, nil
}
