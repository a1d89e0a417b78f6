package fidelity

import "github.com/breachsim/breachsim/generator/facts"

// civil compares ages, places and months.
func (t *tally) civil() []Line {
	var ages, departments []uint64
	for _, a := range facts.Ages() {
		ages = append(ages, uint64(a.Men), uint64(a.Women))
	}
	for _, d := range facts.Departments() {
		departments = append(departments, uint64(d.Population))
	}
	const group = "civil status"
	return []Line{
		asked{group: group, figure: "age × sex, 200 cells: chi-square a degree of freedom",
			source: "Insee, population on 1 January 2022"}.chiSquare(t.ages[:], ages),
		asked{group, "women", 516_547, 500, "Insee, population on 1 January 2022"}.share(ratio{women(t.ages[:]),
			t.abroad.whole}),
		asked{group: group, figure: "department, 101 cells: chi-square a degree of freedom",
			source: "Insee, municipal population 2021"}.chiSquare(t.departments[:], departments),
		t.spread("under 20 by department: mean deviation from 2020", 0, &t.youths),
		t.spread("75 and over by department: mean deviation from 2020", facts.Bands-1, &t.old),
		asked{group: group, figure: "month of birth, 12 cells: chi-square a degree of freedom",
			source: "Insee, births 2015-2020"}.chiSquare(t.months[:], facts.BirthMonths[:]),
		asked{group, "born abroad", 128_000, 1_000, "Insee, 2022"}.share(t.abroad),
		asked{group, "of them, born in Africa", 520_000, 50_000,
			"assumed: 48 % of immigrants (Insee, 2021) and the French born in North Africa"}.share(t.africa),
		asked{group, "temporary numbers", 3_500, 600,
			"assumed: seven in ten of those born abroad with state medical aid"}.share(t.temporary),
	}
}

// spread compares the share of a broad age group in each department with that
// of two years before: the mean deviation, each department counting by its
// persons. Allowed is what two years change, and the chance of a sample.
func (t *tally) spread(figure string, band int, got *[facts.DepartmentCount]int64) Line {
	var off, all, inBand, published, counted int64
	for d, c := range facts.DepartmentAges() {
		group, total := int64(c.Men[band]+c.Women[band]), int64(0)
		for b := range facts.Bands {
			total += int64(c.Men[b] + c.Women[b])
		}
		dev := got[d]*total - t.departments[d]*group
		off += max(dev, -dev) * 1000 / total // thousandths of a person
		counted, inBand, all = counted+t.departments[d], inBand+group, all+total
	}
	published = inBand * million / all
	return Line{
		Group: "civil status", Figure: figure, Got: off * 1000 / max(counted, 1), Counted: counted,
		Bound:  4_000 + root(facts.DepartmentCount*published*(million-published)/max(counted, 1)),
		Source: "Insee, estimates of population by department, 1 January 2020",
	}
}

func women(ages []int64) (n int64) {
	for j := 1; j < len(ages); j += 2 {
		n += ages[j]
	}
	return n
}

// illness compares the long-term illness rights.
func (t *tally) illness() []Line {
	const group = "long-term illness"
	lines := []Line{
		asked{group, "all persons", 181_000, 3_000, "CNAM, 2022: 12.3 million"}.share(t.ald),
		asked{group, "of them, women", 512_000, 10_000, "CNAM, 2016: 52 %"}.share(t.aldWomen),
		asked{group, "their mean age, completed years", 64_000, 1_500,
			"CNAM, 2016: 63; assumed half a year more by 2022"}.mean(t.aldAge),
	}
	for j := range aldBands {
		for sex, name := range sexes {
			source := "assumed, so that the totals come out"
			if aldBands[j].from == 75 {
				source = "CNAM, 2015-2022: 60 % of men, 46 to 48 % of women"
			}
			lines = append(
				lines,
				asked{group, name + " aged " + aldBands[j].name, aldBands[j].share[sex], 1_000, source}.
					share(t.aldBand[sex][j]),
			)
		}
	}
	return lines
}

// cover compares complementary cover and state medical aid.
func (t *tally) cover() []Line {
	const c2s, ame = "complementary cover (C2S)", "state medical aid (AME)"
	return []Line{
		asked{c2s, "all persons", 105_000, 4_000, "Sécurité sociale, April 2022: 7.14 million"}.share(t.c2s),
		asked{c2s, "of them, free", 797_000, 15_000, "Sécurité sociale, April 2022: 5.69 million"}.
			share(ratio{t.paid.whole - t.paid.part, t.paid.whole}),
		asked{c2s, "of them, with participation", 203_000, 15_000, "Sécurité sociale, April 2022: 1.45 million"}.
			share(t.paid),
		asked{c2s, "under 20", 200_000, 15_000, "assumed: 43 % of the free cover are under 20"}.share(t.young),
		asked{ame, "all persons", 6_050, 400, "Assurance maladie, end of 2022: 411,000"}.share(t.ame),
		asked{ame, "of them, men", 560_000, 25_000, "Sénat, 2023"}.share(t.ameMen),
		asked{ame, "of them, minors", 262_000, 40_000, "Sénat, 2023"}.share(t.ameMinor),
		asked{ame, "of them, aged 20 to 39", 430_000, 30_000, "Sénat, 2023"}.share(t.ameYoung),
		asked{ame, "of them, in Île-de-France", 500_000, 40_000, "assumed: about half"}.share(t.ameIDF),
	}
}

// doctors compares the declared referring doctors.
func (t *tally) doctors() []Line {
	const group = "no referring doctor"
	lines := []Line{
		asked{group, "aged 17 and over", 110_000, 4_000, "CNAM, June 2021: 5.96 million"}.share(t.undeclared),
		asked{group, "of them, men", 570_000, 25_000, "CNAM, June 2021"}.share(t.undeclaredMen),
		asked{group, "with a long-term illness", 55_000, 5_000, "CNAM, 2021: 620,000"}.share(t.undeclaredALD),
	}
	for j := range doctorBands {
		for sex, name := range sexes {
			source := "assumed, so that the totals come out"
			if j == 0 {
				source = "CNAM, 2021: one in five under 30, both sexes"
			}
			lines = append(
				lines,
				asked{group, name + " aged " + doctorBands[j].name, doctorBands[j].share[sex], 12_000, source}.
					share(t.undeclaredBand[sex][j]),
			)
		}
	}
	return lines
}
