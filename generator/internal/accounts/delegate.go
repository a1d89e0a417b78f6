package accounts

import (
	"iter"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios"
)

// roleShare is a role of those who use an account on its owner's behalf, with
// its weight.
type roleShare struct {
	word   string
	weight uint64
}

// Roles by profile and, for the profile "other", by profession where it has one
// of its own. Which staff work where is common knowledge; the weights are
// assumptions, for no figure is published.
var (
	officeRoles   = []roleShare{{"secretary", 80}, {"assistant", 12}, {"substitute", 8}}
	dentistRoles  = []roleShare{{"assistant", 75}, {"secretary", 20}, {"substitute", 5}}
	pharmacyRoles = []roleShare{{"preparer", 62}, {"pharmacist", 33}, {"student", 5}}
	nurseRoles    = []roleShare{{"colleague", 55}, {"substitute", 35}, {"secretary", 10}}
	alliedRoles   = []roleShare{{"colleague", 45}, {"secretary", 30}, {"substitute", 25}}
	deskRoles     = []roleShare{{"clerk", 92}, {"secretary", 8}}
	labRoles      = []roleShare{{"secretary", 60}, {"technician", 40}}
)

// rolesOf returns the roles that an account's delegates may have.
func rolesOf(p *Account) []roleShare {
	switch p.Profile {
	case scenarios.Pharmacy:
		return pharmacyRoles
	case scenarios.Nurse:
		return nurseRoles
	case scenarios.HospitalDesk, scenarios.Vaccination:
		return deskRoles
	case scenarios.Lab:
		return labRoles
	}
	switch p.Profession {
	case doctor.code:
		return officeRoles
	case "40":
		return dentistRoles
	}
	return alliedRoles
}

// Delegates ranges over those who use accounts on their owners' behalf, by
// account in the order of indices and by number.
func (a *Accounts) Delegates() iter.Seq[record.Delegate] {
	return func(yield func(record.Delegate) bool) {
		for k := range a.list {
			for j := 1; j < int(a.list[k].Humans); j++ {
				if !yield(a.Delegate(uint32(k), j)) {
					return
				}
			}
		}
	}
}

// Delegate returns the j-th person, from 1 to Humans-1, who uses the
// credentials of account k besides the owner, such as a secretary; two in eight
// are men. Person 0 is the owner, and at a desk the one who opened it, whom no
// table names.
func (a *Accounts) Delegate(k uint32, j int) record.Delegate {
	p := &a.list[k]
	r := a.key.Stream(stDelegate).At2(uint64(k), uint64(j)).Rand()
	o := ownersOnce()
	s := 1
	if r.Below(8) < 2 {
		s = 0
	}
	c := o.cohortShare.Pick(r.Uint64())
	first := o.firstNames[s][o.first[s][c].Pick(r.Uint64())].Name
	last := o.lastNames[o.last[c].Pick(r.Uint64())].Name
	return record.Delegate{
		Account: p.ID, Number: uint8(j), LastName: last, FirstName: first, Sex: "MF"[s],
		Role: pickRole(rolesOf(p), &r), Since: a.since(p, &r),
	}
}

func pickRole(roles []roleShare, r *random.Rand) string {
	total := uint64(0)
	for _, role := range roles {
		total += role.weight
	}
	u := r.Below(total)
	for _, role := range roles {
		if u < role.weight {
			return role.word
		}
		u -= role.weight
	}
	return roles[0].word
}

// since draws the working day from which a delegate has used the account: after it was
// opened, at the latest the day before the world begins, and rather lately, as
// the product of two even draws.
func (a *Accounts) since(p *Account, r *random.Rand) record.Date {
	last := int64(a.start) - 1
	span := uint64(max(last-a.openedOn(p), 0))
	return dateOf(workday(random.Key(r.Uint64()), func(r *random.Rand) int64 {
		back := (span + 1) * (r.Below(1<<16) * r.Below(1<<16) >> 16) >> 16
		return last - int64(back)
	}))
}
