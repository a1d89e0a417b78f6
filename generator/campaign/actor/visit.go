package actor

import (
	"breachsim/generator/campaign/allocation"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// acquiring numbers the session of the takeover, beyond those of the campaign
// proper.
const acquiring = 1 << 24

// newVisit is the context of a session that the actor opens now.
func (a *Actor) newVisit(now int64, phase event.Phase) portal.Visit {
	v := portal.Visit{Account: a.Index, Auth: event.Password, ColdCache: a.steps == 0}
	v.Session = portal.ScriptName(a.camp.Name, a.Number, 1<<21+a.sessions)
	v.Truth = event.Truth{
		Label: event.Attack, Phase: phase, Purpose: event.ListScraping, Actor: event.Bot,
		Number: uint16(a.Number + 1), Campaign: a.camp.ID,
	}
	switch {
	case phase != event.Acquire:
	case a.How == scenarios.Insider:
		v.Truth.Purpose = event.AccessCheck
	default:
		v.Truth.Purpose = event.AccountTakeover
	}
	a.camp.Alloc.Dress(&a.Account, now, &v)
	u := allocation.Use{TS: now, Session: uint64(a.sessions), Turned: uint64(a.turned)}
	if phase == event.Acquire {
		u.Session = acquiring
	}
	place(&v, a.camp.Pool.Exit(&a.Account, u, a.banned))
	return v
}

// place gives a visit an address.
func place(v *portal.Visit, x allocation.Exit) { v.Addr, v.Net, v.Place = x.Addr, x.Net, x.Place }

// banned reports whether an address is banned at an instant.
func (a *Actor) banned(addr event.Addr, ts int64) bool {
	_, out := a.stage.Defence.Banned(addr, ts)
	return out
}

// rotates reports whether the actor's address changes within a session.
func (a *Actor) rotates() bool { return a.camp.Alloc.Rotates() && a.How != scenarios.Insider }

// seat is the visit of a spell's look-up i at ts. Addresses that are banned by the
// time known are passed over.
func (a *Actor) seat(s *Spell, i uint64, ts, known int64) portal.Visit {
	v := s.Visit
	if !a.rotates() {
		return v
	}
	var banned allocation.Banned
	if known > 0 {
		banned = a.banned
	}
	u := allocation.Use{TS: ts, Session: uint64(s.Number), Request: i + s.shift, Turned: s.turned}
	place(&v, a.camp.Pool.Exit(&a.Account, u, banned))
	return v
}

// Seat is the visit of a spell's look-up i at ts, as the log has it.
func (a *Actor) Seat(s *Spell, i uint64, ts int64) portal.Visit { return a.seat(s, i, ts, ts) }
