package agenda

import (
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
)

// UsersOf lists the accounts that can ever come from an address of a set, in
// order of their numbers; see [Agenda.MayUse].
func (a *Agenda) UsersOf(s *network.Addresses) (out []uint32) {
	for k := range uint32(a.Accounts.Len()) {
		if a.MayUse(k, s) {
			out = append(out, k)
		}
	}
	return out
}

// MayUse reports whether a base session of account k can come from an address of
// the set: by the lines of its users, the line that it shares, or what its
// look-alikes bring. No session is planned for it. A yes says that there is a
// way through the address's block, not that anybody ever goes it; a no is
// certain.
func (a *Agenda) MayUse(k uint32, s *network.Addresses) bool {
	if anchor, _, shares := a.Shown.Line(k); shares {
		if a.Accounts.MayUse(anchor, 1, s) {
			return true
		}
	} else if a.Accounts.MayUse(k, a.users(k), s) {
		return true
	}
	return a.brings(k, lookalike.Period{First: a.Calendar.First(), Last: a.Calendar.Last()}, s)
}

// MayUseOn is MayUse for the sessions that begin on one local day.
func (a *Agenda) MayUseOn(k uint32, day int32, s *network.Addresses) bool {
	if anchor, _, shares := a.Shown.Line(k); shares {
		if a.Accounts.MayUseOn(anchor, 0, day, s) {
			return true
		}
	} else {
		for human := range a.users(k) {
			if a.Accounts.MayUseOn(k, uint8(human), day, s) {
				return true
			}
		}
	}
	return a.brings(k, lookalike.Period{First: day, Last: day}, s)
}

// brings reports whether an account's look-alikes can bring an address of the set
// on one of the days.
func (a *Agenda) brings(k uint32, days lookalike.Period, s *network.Addresses) bool {
	if !a.Shown.Has(k) {
		return false
	}
	for _, i := range a.Shown.Of(k) {
		if a.Shown.At(i).Brings(days, s) {
			return true
		}
	}
	return false
}

// users is how many users an account has at most: those who share it, and those
// whom its look-alikes bring.
func (a *Agenda) users(k uint32) int {
	n := int(a.Accounts.At(k).Humans)
	if !a.Shown.Has(k) {
		return n
	}
	for _, i := range a.Shown.Of(k) {
		n = max(n, a.Shown.At(i).Kind.Users)
	}
	return n
}
