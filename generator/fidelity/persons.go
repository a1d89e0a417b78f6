package fidelity

import "breachsim/generator/facts"

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
		chiSquare(
			group,
			"age × sex, 200 cells: chi-square a degree of freedom",
			t.ages[:],
			ages,
			"Insee, population on 1 January 2022",
		),
		share(
			group,
			"women",
			516_547,
			ratio{women(t.ages[:]), t.abroad.whole},
			500,
			"Insee, population on 1 January 2022",
		),
		chiSquare(
			group,
			"department, 101 cells: chi-square a degree of freedom",
			t.departments[:],
			departments,
			"Insee, municipal population 2021",
		),
		t.spread("under 20 by department: mean deviation from 2020", 0, &t.youths),
		t.spread("75 and over by department: mean deviation from 2020", facts.Bands-1, &t.old),
		chiSquare(
			group,
			"month of birth, 12 cells: chi-square a degree of freedom",
			t.months[:],
			facts.BirthMonths[:],
			"Insee, births 2015-2020",
		),
		share(group, "born abroad", 128_000, t.abroad, 1_000, "Insee, 2022"),
		share(
			group,
			"of them, born in Africa",
			520_000,
			t.africa,
			50_000,
			"assumed: 48 % of immigrants (Insee, 2021) and the French born in North Africa",
		),
		share(
			group,
			"temporary numbers",
			3_500,
			t.temporary,
			600,
			"assumed: seven in ten of those born abroad with state medical aid",
		),
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

// aldBands is the share with a long-term illness right: 60 % of men and 46 to
// 48 % of women at 75 to 79 are published; the others are set so that number,
// mean age and share of women come out.
var aldBands = [...]band{
	{
		0,
		"0-14",
		[2]int64{29_000, 23_000},
	},
	{15, "15-29", [2]int64{42_000, 42_000}},
	{30, "30-39", [2]int64{67_000, 70_000}},
	{
		40,
		"40-49",
		[2]int64{110_000, 110_000},
	},
	{50, "50-59", [2]int64{205_000, 173_000}},
	{60, "60-64", [2]int64{315_000, 245_000}},
	{
		65,
		"65-69",
		[2]int64{405_000, 310_000},
	},
	{70, "70-74", [2]int64{505_000, 395_000}},
	{75, "75-79", [2]int64{595_000, 485_000}},
	{80, "80-84", [2]int64{665_000, 580_000}},
	{85, "85 and over", [2]int64{730_000, 695_000}},
}

// sexes name the two columns of a band.
var sexes = [2]string{"men", "women"}

// illness compares the long-term illness rights.
func (t *tally) illness() []Line {
	const group = "long-term illness"
	lines := []Line{
		share(group, "all persons", 181_000, t.ald, 3_000, "CNAM, 2022: 12.3 million"),
		share(group, "of them, women", 512_000, t.aldWomen, 10_000, "CNAM, 2016: 52 %"),
		mean(
			group,
			"their mean age, completed years",
			64_000,
			t.aldAge,
			1_500,
			"CNAM, 2016: 63; assumed half a year more by 2022",
		),
	}
	for j := range aldBands {
		for sex, name := range sexes {
			source := "assumed, so that the totals come out"
			if aldBands[j].from == 75 {
				source = "CNAM, 2015-2022: 60 % of men, 46 to 48 % of women"
			}
			lines = append(
				lines,
				share(group, name+" aged "+aldBands[j].name, aldBands[j].share[sex], t.aldBand[sex][j], 1_000, source),
			)
		}
	}
	return lines
}

// cover compares complementary cover and state medical aid.
func (t *tally) cover() []Line {
	const c2s, ame = "complementary cover (C2S)", "state medical aid (AME)"
	return []Line{
		share(c2s, "all persons", 105_000, t.c2s, 4_000, "Sécurité sociale, April 2022: 7.14 million"),
		share(
			c2s,
			"of them, free",
			797_000,
			ratio{t.paid.whole - t.paid.part, t.paid.whole},
			15_000,
			"Sécurité sociale, April 2022: 5.69 million",
		),
		share(
			c2s,
			"of them, with participation",
			203_000,
			t.paid,
			15_000,
			"Sécurité sociale, April 2022: 1.45 million",
		),
		share(c2s, "under 20", 200_000, t.young, 15_000, "assumed: 43 % of the free cover are under 20"),
		share(ame, "all persons", 6_050, t.ame, 400, "Assurance maladie, end of 2022: 411,000"),
		share(ame, "of them, men", 560_000, t.ameMen, 25_000, "Sénat, 2023"),
		share(ame, "of them, minors", 262_000, t.ameMinor, 40_000, "Sénat, 2023"),
		share(ame, "of them, aged 20 to 39", 430_000, t.ameYoung, 30_000, "Sénat, 2023"),
		share(ame, "of them, in Île-de-France", 500_000, t.ameIDF, 40_000, "assumed: about half"),
	}
}

// doctorBands is the share without a declared referring doctor: one in five
// under 30 is published, the others are set so that 11 % come out, 57 % of them
// men.
var doctorBands = [...]band{
	{
		17,
		"17-29",
		[2]int64{244_000, 160_000},
	},
	{30, "30-44", [2]int64{168_000, 112_000}},
	{45, "45-59", [2]int64{114_000, 78_000}},
	{60, "60-74", [2]int64{66_000, 50_000}},
	{75, "75 and over", [2]int64{62_000, 52_000}},
}

// doctors compares the declared referring doctors.
func (t *tally) doctors() []Line {
	const group = "no referring doctor"
	lines := []Line{
		share(group, "aged 17 and over", 110_000, t.undeclared, 4_000, "CNAM, June 2021: 5.96 million"),
		share(group, "of them, men", 570_000, t.undeclaredMen, 25_000, "CNAM, June 2021"),
		share(group, "with a long-term illness", 55_000, t.undeclaredALD, 5_000, "CNAM, 2021: 620,000"),
	}
	for j := range doctorBands {
		for sex, name := range sexes {
			source := "assumed, so that the totals come out"
			if j == 0 {
				source = "CNAM, 2021: one in five under 30, both sexes"
			}
			lines = append(
				lines,
				share(
					group,
					name+" aged "+doctorBands[j].name,
					doctorBands[j].share[sex],
					t.undeclaredBand[sex][j],
					12_000,
					source,
				),
			)
		}
	}
	return lines
}
