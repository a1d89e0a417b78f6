package population

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// cardDay is the day from which a mail address was no identifier any more and
// passwords ran out (announcement to pharmacists, 2022): 1 July 2022, in days
// since 1970-01-01.
const cardDay = 19_174

// signInHistory is how an account signs in over time: first one way and, from a
// day on, another, or the same one for good.
type signInHistory struct {
	before, after event.Auth
	change        int32 // day since 1970-01-01
}

// at returns the method on a day.
func (h *signInHistory) at(day int32) event.Auth {
	if day < h.change {
		return h.before
	}
	return h.after
}

// Auth returns the sign-in method of account k on a local day, in days since
// 1970-01-01. It changes once at most: most of those with a password took to
// the card or its mobile form in the weeks around 1 July 2022. Those that kept
// the password are known by their insurance number from then on.
func (a *Accounts) Auth(k uint32, day int32) event.Auth { return a.list[k].signIn.at(day) }

// Shares of sign-in methods in millionths, cumulative: password, then card;
// the rest is the card's mobile form. Assumptions; all three were in use in
// March 2022.
var (
	authBefore = [scenarios.NumProfiles][2]int64{
		scenarios.GP: {400_000, 850_000}, scenarios.Pharmacy: {450_000, 930_000}, scenarios.Nurse: {500_000, 780_000},
		scenarios.Other: {480_000, 800_000}, scenarios.HospitalDesk: {500_000, 980_000}, scenarios.Lab: {550_000, 950_000},
		scenarios.Vaccination: {450_000, 850_000},
	}
	authAfter = [2]int64{150_000, 680_000}
)

// signIn draws how the account signs in, one draw for all time: those lowest
// keep the password, and of those who give it up as many take the card, the
// lowest first, as it needs for its later share.
func (d *accountDraw) signIn(p *Account) {
	r := d.key.Stream(stAuth).At(uint64(p.Index)).Rand()
	cut, h := authBefore[p.Profile], &p.signIn
	switch u := int64(r.Below(random.Million)); {
	case u < cut[0]:
		h.before, h.after = event.Password, event.Password
		if u >= authAfter[0] {
			h.after = event.CPS
			if newCards := authAfter[1] - authAfter[0] - (cut[1] - cut[0]); u >= authAfter[0]+newCards {
				h.after = event.ECPS
			}
		}
	case u < cut[1]:
		h.before, h.after = event.CPS, event.CPS
	default:
		h.before, h.after = event.ECPS, event.ECPS
	}
	p.HasEmail = h.before == event.Password || r.Chance(800_000)
	h.change = cardDay + moved(&r)
	p.Auth = h.at(d.a.start)
}

// moved draws on which day an account gives its password up, in days from
// cardDay: a quarter in the two months before, ever more towards the end; half
// in the fortnight after, when the old identifier is refused; the others until
// passwords of July have run out, half a year on. An assumption: no figure is
// published.
func moved(r *random.Rand) int32 {
	switch u := r.Below(100); {
	case u < 25:
		return -1 - int32(min(r.Below(60), r.Below(60)))
	case u < 75:
		return int32(min(r.Below(14), r.Below(14)))
	}
	return 14 + int32(r.Below(170))
}
