package population

import (
	"sync"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// specialty is a specialty of doctors in private practice: the code of the
// sickness insurance, a weight, roughly the number in tens, and how much more
// frequent it is, in hundredths of the weight, where doctors are many and where
// they are few.
//
// Which specialties gather in the large cities is published (DREES, 2020:
// psychiatrists, dermatologists, paediatricians, medical gynaecologists and
// endocrinologists are the most unequally spread); by how much here is an
// estimate.
type specialty struct {
	code      uint8
	weight    uint64
	many, few uint64
}

var specialties = [...]specialty{
	{2, 300, 95, 110}, {3, 470, 95, 105}, {5, 240, 130, 60}, {6, 560, 90, 120}, {7, 450, 100, 95}, {8, 240, 95, 110}, {11, 210, 100, 95},
	{12, 270, 125, 65}, {13, 110, 90, 115}, {14, 150, 105, 90}, {15, 450, 100, 100}, {31, 60, 90, 115}, {32, 90, 105, 85},
	{33, 620, 140, 50}, {34, 20, 85, 140}, {35, 60, 85, 130}, {41, 230, 95, 110}, {42, 80, 125, 60}, {70, 80, 130, 55},
}

// Doctors of all kinds per 100,000 inhabitants from which they are many, and
// below which they are few (mean of 2020: 336).
const (
	doctorsMany = 380
	doctorsFew  = 260
)

// specialtyOf holds the specialties of each department.
var specialtyOf = sync.OnceValue(func() *[depts]random.Alias {
	even := func(s specialty) uint64 { return s.weight * 100 }
	many := random.NewAlias(weightsOf(specialties[:], func(s specialty) uint64 { return s.weight * s.many }))
	few := random.NewAlias(weightsOf(specialties[:], func(s specialty) uint64 { return s.weight * s.few }))
	between := random.NewAlias(weightsOf(specialties[:], even))
	var out [depts]random.Alias
	for d, dep := range facts.Departments() {
		out[d] = between
		if density := dep.Doctors * 100_000 / dep.Population; density >= doctorsMany {
			out[d] = many
		} else if density < doctorsFew {
			out[d] = few
		}
	}
	return &out
})

// specialty draws the specialty of a doctor, once the site is known: general
// practice for a general practitioner.
func (d *accountDraw) specialty(p *Account) {
	if p.Profession != doctor.code {
		return
	}
	p.Specialty = 1
	if p.Profile == scenarios.Other {
		u := d.key.Stream(stSpecialty).At(uint64(p.Index)).Uint64()
		p.Specialty = specialties[specialtyOf()[p.Dept].Pick(u)].code
	}
}

// ownersOnce holds the tables of owners' names.
var ownersOnce = sync.OnceValue(newOwnerNames)
