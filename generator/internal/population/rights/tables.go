package rights

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
)

const depts = facts.DepartmentCount

// aldRates gives the share holding a long-term illness right, in ten-thousandths, by
// age from and sex. Calibrated on 12.3 million at the end of 2022 (18.1 %),
// 51 % women, mean age 65, and 60 % and 46-48 % of men and women at 75-79
// (Sécurité sociale, evaluation report, 2022; CNAM, 2022).
var aldRates = [...]struct {
	from       uint8
	men, women uint64
}{
	{85, 7300, 6950}, {80, 6650, 5800}, {75, 5950, 4850}, {70, 5050, 3950}, {65, 4050, 3100}, {60, 3150, 2450},
	{50, 2050, 1730}, {40, 1100, 1100}, {30, 670, 700}, {15, 420, 420}, {0, 290, 230},
}

// noDoctor gives the share without a declared referring doctor, in
// ten-thousandths, by age from: 11 % of those aged 17 and over in mid-2021, one
// in five under 30 (CNAM, 2021). Under 16 there is no duty to declare one.
var noDoctor = [...]struct {
	from uint8
	rate uint64
}{{75, 600}, {60, 650}, {45, 1000}, {30, 1400}, {16, 2000}, {0, 5000}}

// c2sRates gives the share with complementary cover, in ten-thousandths, by
// age from: mothers of children under 16, whose children share it, and others.
// Set for 7.1 million in 2022 (10.5 %), a fifth of those under 20, a tenth
// of those of working age, 4 % of the older ones.
var c2sRates = [...]struct {
	from            uint8
	mothers, others uint64
}{{60, 1600, 420}, {40, 1850, 740}, {20, 2200, 690}, {0, 3000, 1900}}

// ameRates gives the share with state medical aid, in ten-thousandths of those
// born outside Europe, by age from: 411,000 at the end of 2022, 56 % men, 43 %
// aged 20 to 39, a quarter minors under their mother's right.
var ameRates = [...]struct {
	from       uint8
	men, women uint64
}{{60, 90, 80}, {50, 270, 190}, {40, 560, 400}, {20, 1290, 770}, {0, 900, 800}}

// placeRates are the multipliers by department, 1000 = the mean. Departments
// named in no list have the last entry.
type placeRates struct {
	c2s, ame, none [depts]uint64

	farm [depts]uint64 // of the agricultural scheme, in millionths
}

var places = sync.OnceValue(func() *placeRates {
	out := new(placeRates)
	for d, dep := range facts.Departments() {
		out.c2s[d] = c2sPlace(dep.Code)
		out.ame[d] = amePlace(dep.Code, dep.Region)
		out.none[d] = nonePlace(dep.Code, dep.Region)
		switch {
		case d >= birthplace.OverseasFirst:
		case dep.Region == "11":
			out.farm[d] = farmShareIDF
		default:
			out.farm[d] = farmShare
		}
	}
	return out
})

// c2sPlace ranks the departments by complementary cover: overseas 24 to 33 %,
// Seine-Saint-Denis 19 %, the north and the Mediterranean 13 to 16 %, a few
// prosperous ones 5 %. The order is published, the values are parameters.
func c2sPlace(code string) uint64 {
	switch code {
	case "973", "974":
		return 3000
	case "971", "972":
		return 2250
	case "976":
		return 0 // introduced in 2024
	case "93":
		return 1750
	case "66", "13", "30", "59", "62", "02", "08":
		return 1350
	case "74", "85", "53", "78":
		return 480
	}
	return 880
}

// amePlace: half of the total in Île-de-France, a tenth in Guyane, few in the
// other overseas departments, none in Mayotte.
func amePlace(code, region string) uint64 {
	switch {
	case code == "976":
		return 0
	case code == "973":
		return 4500
	case code == "971" || code == "972":
		return 2500
	case code == "974":
		return 150
	case region == "11":
		return 1370
	}
	return 700
}

// nonePlace: persons without a doctor are most frequent in Île-de-France and
// the Antilles, least in Bretagne and Pays de la Loire.
func nonePlace(code, region string) uint64 {
	switch {
	case region == "11" || code == "971" || code == "972":
		return 1600
	case region == "53" || region == "52":
		return 680
	}
	return 850
}

// schemes other than the general one, with the share of insured persons in
// millionths: of 12 schemes the general one covers 93 to 94 %. The agricultural
// scheme has 4.7 %, next to nobody in Île-de-France and nobody overseas.
var schemes = [...]struct {
	code  string
	share uint64
}{
	{"04", 6_000}, {"08", 6_500}, {"05", 1_500}, {"06", 1_200}, {"10", 1_000}, {"17", 1_000}, {"07", 800},
}

// special is the share of all of them.
const special = 18_000

const (
	generalScheme = "01"
	farmScheme    = "02"
	farmShare     = 57_000 // outside Île-de-France and overseas
	farmShareIDF  = 4_000
)
