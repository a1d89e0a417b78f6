package fidelity

import "github.com/breachsim/breachsim/generator/internal/accounts"

// profession is one of the professions that share a profile: which of them an
// account has is drawn by the published numbers.
type profession struct {
	code, name string
	number     int64 // in private practice, hundreds
	women      int64 // share, millionths
	source     string
}

var professions = [...]profession{
	{"10", "specialist doctors", 620, 510_000, "DREES, 1 January 2022: 43,066 liberal only, 18,974 mixed"},
	{"40", "dentists", 360, 470_000, "assumed after DREES, 2020: 42,843 of all modes"},
	{"50", "midwives", 80, 980_000, "assumed: about 8,000"},
	{"70", "physiotherapists", 730, 520_000, "CNAM, 2021: 73,000"},
	{"80", "chiropodists", 135, 680_000, "assumed: about 13,500"},
	{"91", "speech therapists", 210, 970_000, "assumed: about 21,000"},
	{"92", "orthoptists", 30, 870_000, "assumed: about 3,000"},
}

// Professions counts the accounts of the professions that share a profile, by
// their numbers and by their share of women. General practitioners, pharmacies
// and nurses are as many as the scenario says.
func Professions(a *accounts.Accounts) []Line {
	var count, women [len(professions)]ratio
	all, total := int64(0), int64(0)
	for k := range uint32(a.Len()) {
		at := a.At(k)
		for j := range professions {
			if professions[j].code == at.Profession && at.Specialty != 1 {
				count[j].part++
				women[j].add(at.Sex == 'F')
				all++
			}
		}
	}
	for _, f := range professions {
		total += f.number
	}
	var lines []Line
	for j, f := range professions {
		count[j].whole = all
		lines = append(lines, asked{"professions", f.name, f.number * million / total, 2_000, f.source}.share(count[j]))
	}
	for j, f := range professions {
		source := "assumed after DREES, 2021, rounded"
		if j == 0 {
			source = "assumed: as of general practitioners (DREES, 1 January 2022)"
		}
		lines = append(lines, asked{"professions", f.name + ": women", f.women, 2_000, source}.share(women[j]))
	}
	return lines
}
