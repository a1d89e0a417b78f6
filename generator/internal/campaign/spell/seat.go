package spell

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// Seats says from which address each look-up of an account comes.
type Seats struct {
	Account *allocation.Account
	Alloc   *allocation.Campaign
	Pool    *allocation.Pool
	Banned  func(addr event.Addr, ts int64) bool
}

// Rotates reports whether the account's address changes within a session.
func (x *Seats) Rotates() bool { return x.Alloc.Rotates() && x.Account.How != scenarios.Insider }

// At is the visit of a spell's look-up i at ts, as the log has it: addresses that
// are banned by then are passed over, unless the look-ups are refused for the ban.
func (x *Seats) At(s *Spell, i uint64, ts int64) portal.Visit {
	if s.Why == event.Banned {
		return x.Unaware(s, i, ts)
	}
	return x.seat(s, i, ts, x.Banned)
}

// Unaware is the visit of a spell's look-up i at ts of an actor that does not know
// of a ban before it meets it.
func (x *Seats) Unaware(s *Spell, i uint64, ts int64) portal.Visit { return x.seat(s, i, ts, nil) }

func (x *Seats) seat(s *Spell, i uint64, ts int64, banned allocation.Banned) portal.Visit {
	v := s.Visit
	if !x.Rotates() {
		return v
	}
	u := allocation.Use{TS: ts, Session: uint64(s.Number), Request: i + s.Shift, Turned: s.Turned}
	x.Pool.Exit(x.Account, u, banned).Apply(&v)
	return v
}
