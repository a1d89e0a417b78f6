package facts

import "sync"

const (
	// FirstNameDecades counts the decades of birth 1900s to 2020s.
	FirstNameDecades = 13
	// SurnameDecades counts the decades of birth 1891-1900 to 1991-2000.
	SurnameDecades = 11
)

// FirstName is a first name with its births in each decade, 1900s to 2020s;
// zero where it was not among the 150 most frequent of its sex.
type FirstName struct {
	Name   string
	Births [FirstNameDecades]uint32
}

// FirstNames holds the first names of one sex.
type FirstNames struct {
	List []FirstName
	// Rest counts the births of each decade whose name is not in the list.
	Rest [FirstNameDecades]uint32
}

// FirstNamesOf returns the names of men ('M') or women ('F'): the 150 most
// frequent of each decade (Insee, fichier des prénoms 2022).
func FirstNamesOf(sex byte) *FirstNames {
	both := firstNames()
	if sex == 'F' {
		return &both[1]
	}
	return &both[0]
}

var firstNames = sync.OnceValue(func() *[2]FirstNames {
	var out [2]FirstNames
	for _, f := range lines("firstnames.tsv") {
		of := &out[0]
		if f[0] == "F" {
			of = &out[1]
		}
		if f[1] == "*" {
			series(f[2], of.Rest[:])
			continue
		}
		n := FirstName{Name: f[1]}
		series(f[2], n.Births[:])
		of.List = append(of.List, n)
	}
	return &out
})

// Surname is a surname with its births in each decade, 1891-1900 to 1991-2000.
type Surname struct {
	Name   string
	Births [SurnameDecades]uint32
}

// Surnames returns the 5,000 most frequent surnames, which cover 41 % of the
// births of 1891 to 2000 (Insee, fichier des noms de famille 2008).
func Surnames() []Surname { return surnames() }

var surnames = sync.OnceValue(func() []Surname {
	rows := lines("surnames.tsv")
	out := make([]Surname, len(rows))
	for i, f := range rows {
		out[i].Name = f[0]
		series(f[1], out[i].Births[:])
	}
	return out
})

// SurnameCoverage is the share of births, in hundredths of a per cent, held by
// the surnames up to each rank (Insee, fichier des noms de famille 2008; the
// file ends at 218,982 names and 92.55 %).
var SurnameCoverage = [...]struct{ Rank, Share int }{
	{5_000, 4140}, {10_000, 5060}, {20_000, 6050}, {50_000, 7420}, {218_982, 9255},
}
