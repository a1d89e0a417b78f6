package fidelity

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
)

// tally is what the lines of persons are made from.
type tally struct {
	ages        [2 * (facts.LastAge + 1)]int64 // men and women by age
	departments [facts.DepartmentCount]int64
	youths, old [facts.DepartmentCount]int64 // of them, in the first and the last broad age group
	months      [12]int64

	abroad, africa, temporary ratio

	ald                ratio
	aldWomen           ratio // of those with a long-term illness
	aldAge             ratio // their mean age
	aldBand            [2][len(aldBands)]ratio
	c2s, paid, young   ratio
	ame, ameMen        ratio
	ameMinor, ameYoung ratio
	ameIDF             ratio

	undeclared, undeclaredMen, undeclaredALD ratio
	undeclaredBand                           [2][len(doctorBands)]ratio

	home
}

// count walks a population, most persons of it at most.
func count(p *population.Persons, most uint32) *tally {
	t := new(tally)
	n := uint32(p.Len())
	step := max((n+most-1)/most, 1)
	var house []uint32
	for i := uint32(0); i < n; i += step {
		age, sex, rights := p.Age(i), p.Sex(i)-1, p.Rights(i)
		t.ages[2*min(age, facts.LastAge)+int(sex)]++
		t.addPlace(p.Dept(i), age)
		t.months[p.BirthDate(i).Month-1]++
		from := p.Origin(i)
		t.abroad.add(from != birthplace.France)
		if from != birthplace.France {
			t.africa.add(from == birthplace.Maghreb || from == birthplace.OtherAfrica)
		}
		t.temporary.add(p.Temporary(i))
		t.addIllness(age, sex, rights)
		t.addCover(age, sex, rights, p.Dept(i))
		t.addDoctor(age, sex, rights)
		house = p.Household(i, house[:0])
		t.home.add(p, i, house)
	}
	return t
}

func (t *tally) addPlace(dept uint8, age int) {
	t.departments[dept]++
	switch {
	case age < facts.AgeBands[1]:
		t.youths[dept]++
	case age >= facts.AgeBands[facts.Bands-1]:
		t.old[dept]++
	}
}

func (t *tally) addIllness(age int, sex uint8, r rights.Rights) {
	t.ald.add(r.ALD)
	t.aldBand[sex][bandOf(aldBands[:], age)].add(r.ALD)
	if r.ALD {
		t.aldWomen.add(sex == 1)
		t.aldAge.part += int64(age)
		t.aldAge.whole++
	}
}

func (t *tally) addCover(age int, sex uint8, r rights.Rights, dept uint8) {
	t.c2s.add(r.C2S != rights.NoC2S)
	if age < 20 {
		t.young.add(r.C2S != rights.NoC2S)
	}
	if r.C2S != rights.NoC2S {
		t.paid.add(r.C2S == rights.PaidC2S)
	}
	if t.ame.add(r.AME); r.AME {
		t.ameMen.add(sex == 0)
		t.ameMinor.add(age < 18)
		t.ameYoung.add(age >= 20 && age < 40)
		t.ameIDF.add(isIleDeFrance(dept))
	}
}

func (t *tally) addDoctor(age int, sex uint8, r rights.Rights) {
	if age < 17 {
		return
	}
	t.undeclared.add(!r.Declared)
	t.undeclaredBand[sex][bandOf(doctorBands[:], age)].add(!r.Declared)
	if !r.Declared {
		t.undeclaredMen.add(sex == 0)
	}
	if r.ALD {
		t.undeclaredALD.add(!r.Declared)
	}
}

// isIleDeFrance tells whether a department is one of the eight around Paris.
func isIleDeFrance(d uint8) bool { return facts.Departments()[d].Region == "11" }
