package accounts

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// profession is one profession of the directory.
type profession struct {
	code string // nomenclature TRE_G15
	name string
	// weight is the number in private practice, in hundreds (CNAM and DREES,
	// 2021; speech therapists, chiropodists, orthoptists and midwives are
	// rounded estimates).
	weight uint64
	// women is their share in private practice, in millionths, rounded: after the
	// directories of professions (DREES, RPPS and Adeli, 2021), from memory. Of
	// pharmacists, two in three are women, but not of those who own a pharmacy, to
	// whom the accounts belong (assumed: 55 %); specialists are taken to be as general
	// practitioners (51 %). Chiropodists and orthoptists are assumed.
	women int64
}

var (
	doctor     = profession{"10", "Médecin", 620, 510_000}
	pharmacist = profession{"21", "Pharmacien", 249, 550_000}
	nurse      = profession{"60", "Infirmier", 1000, 840_000}
)

// otherProfessions share the profile "other": the doctors among them are
// specialists.
var otherProfessions = [...]profession{
	doctor,
	{"40", "Chirurgien-dentiste", 360, 470_000},
	{"50", "Sage-femme", 80, 980_000},
	{"70", "Masseur-kinésithérapeute", 730, 520_000},
	{"80", "Pédicure-podologue", 135, 680_000},
	{"91", "Orthophoniste", 210, 970_000},
	{"92", "Orthoptiste", 30, 870_000},
}

// deskWords stand for the profession where nobody in person owns the account.
var deskWords = [scenarios.NumProfiles]profession{
	scenarios.HospitalDesk: {code: "desk", name: "Bureau des admissions"},
	scenarios.Lab:          {code: "lab", name: "Laboratoire de biologie médicale"},
	scenarios.Vaccination:  {code: "vaccination", name: "Centre de vaccination"},
}

// ownerNames draws the names of owners: births of the 1950s to 1990s.
type ownerNames struct {
	first       [2][numCohorts]random.Alias
	last        [numCohorts]random.Alias
	other       random.Alias // professions of the profile "other"
	firstNames  [2][]facts.FirstName
	lastNames   []facts.Surname
	cohortShare random.Alias
}

// Cohorts are decades of birth, 1950s to 1990s.
const (
	numCohorts      = 5
	firstCohort     = 5 // 1950s among the decades of first names
	firstSurnameDec = 6 // 1951-1960 among the decades of surnames
	surnameCutoff   = 1000
)

// cohortWeights is the share of owners by decade of birth (assumption, after
// a mean age of doctors of about 50 in 2022).
var cohortWeights = []uint64{12, 27, 24, 25, 12}

func newOwnerNames() *ownerNames {
	o := &ownerNames{lastNames: facts.Surnames(), cohortShare: random.NewAlias(cohortWeights)}
	for s, sex := range []byte{'M', 'F'} {
		o.firstNames[s] = facts.FirstNamesOf(sex).List
		for c := range numCohorts {
			w := make([]uint64, len(o.firstNames[s]))
			for i := range w {
				w[i] = uint64(o.firstNames[s][i].Births[firstCohort+c])
			}
			o.first[s][c] = random.NewAlias(w)
		}
	}
	for c := range numCohorts {
		w := make([]uint64, len(o.lastNames))
		for i := range w {
			if b := o.lastNames[i].Births[firstSurnameDec+min(c, 4)]; b >= surnameCutoff/10 {
				w[i] = uint64(b)
			}
		}
		o.last[c] = random.NewAlias(w)
	}
	o.other = random.NewAlias(weightsOf(otherProfessions[:], func(p profession) uint64 { return p.weight }))
	return o
}

func weightsOf[T any](list []T, weight func(T) uint64) []uint64 {
	w := make([]uint64, len(list))
	for i, v := range list {
		w[i] = weight(v)
	}
	return w
}

// ownersOnce holds the tables of owners' names.
var ownersOnce = sync.OnceValue(newOwnerNames)

// draw draws profession, sex and name.
func (o *ownerNames) draw(key random.Key, p *Account) {
	r := key.Stream(stOwner).At(uint64(p.Index)).Rand()
	pro := doctor
	switch p.Profile {
	case scenarios.Pharmacy:
		pro = pharmacist
	case scenarios.Nurse:
		pro = nurse
	case scenarios.Other:
		pro = otherProfessions[o.other.Pick(r.Uint64())]
	case scenarios.HospitalDesk, scenarios.Lab, scenarios.Vaccination:
		p.Profession = deskWords[p.Profile].code
		return
	}
	p.Profession = pro.code
	s := 0
	p.Sex = 'M'
	if r.Chance(pro.women) {
		s, p.Sex = 1, 'F'
	}
	c := o.cohortShare.Pick(r.Uint64())
	p.FirstName = o.firstNames[s][o.first[s][c].Pick(r.Uint64())].Name
	p.LastName = o.lastNames[o.last[c].Pick(r.Uint64())].Name
}

// professionName returns the name of a profession's code.
func professionName(p *Account) string {
	switch p.Profile {
	case scenarios.GP:
		return doctor.name
	case scenarios.Pharmacy:
		return pharmacist.name
	case scenarios.Nurse:
		return nurse.name
	case scenarios.Other:
		for i := range otherProfessions {
			if otherProfessions[i].code == p.Profession {
				return otherProfessions[i].name
			}
		}
	}
	return deskWords[p.Profile].name
}

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
	{2, 300, 95, 110}, {3, 470, 95, 105}, {5, 240, 130, 60}, {6, 560, 90, 120}, {7, 450, 100, 95}, {8, 240, 95, 110},
	{11, 210, 100, 95}, {12, 270, 125, 65}, {13, 110, 90, 115}, {14, 150, 105, 90}, {15, 450, 100, 100},
	{31, 60, 90, 115}, {32, 90, 105, 85}, {33, 620, 140, 50}, {34, 20, 85, 140}, {35, 60, 85, 130}, {41, 230, 95, 110},
	{42, 80, 125, 60}, {70, 80, 130, 55},
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

// drawSpecialty draws the specialty of a doctor, once the site is known: general
// practice for a general practitioner.
func drawSpecialty(key random.Key, p *Account) {
	if p.Profession != doctor.code {
		return
	}
	p.Specialty = 1
	if p.Profile == scenarios.Other {
		u := key.Stream(stSpecialty).At(uint64(p.Index)).Uint64()
		p.Specialty = specialties[specialtyOf()[p.Dept].Pick(u)].code
	}
}
