package agreement

import (
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// sitting holds events and sessions together: the part of A16 about who sits
// in a session. An account and a sign-in method never change within one. Its user
// may go on over another line or at another post, so a session has two addresses and
// two clients at most. Who steals a session brings a client and an address of their
// own, so that events of a campaign are held against its own only, and there is one
// of each, but for what is declared: the address of a campaign that rotates within
// sessions may change, that of a look-alike, and that of who was just refused for
// a ban.
type sitting struct {
	outside  figure.Violations // events that need a session and have none
	accounts figure.Violations
	clients  figure.Violations
	ips      figure.Violations
}

// seat is one that sits in a session.
type seat struct {
	campaign world.Sym // 0 = its user
	clients  few
	ips      few
	banned   bool // refused for a ban since the last event
}

// few is the values that one in a session has shown, two at most.
type few [2]world.Sym

// has reports whether a value is among them, or is the next one that may be there:
// a campaign has one, a user two.
func (f *few) has(v, campaign world.Sym) bool {
	for i := range f {
		if f[i] == 0 {
			f[i] = v
		}
		if f[i] == v {
			return true
		}
		if campaign != 0 {
			return false
		}
	}
	return false
}

// seat is that of who made an event.
func (s *session) seat(r *world.Row) *seat {
	by := world.Sym(0)
	if r.Mark.Label == world.Attack {
		by = r.Mark.Campaign
	}
	for i := range s.seats {
		if s.seats[i].campaign == by {
			return &s.seats[i]
		}
	}
	s.seats = append(s.seats, seat{campaign: by})
	return &s.seats[len(s.seats)-1]
}

// identity is who opened a session and how.
type identity struct{ account, auth world.Sym }

// needed counts events outside a session.
func (s *sitting) needed(w *world.World, r *world.Row, where func() string) {
	words := &w.Words
	switch act := r.Of(world.Action); {
	case act == words.LookUp, act == words.Use, act == words.Logout,
		act == words.Login && r.Of(world.Outcome) == words.Success:
		if s.outside.Of++; r.Session == 0 {
			s.outside.Add(where)
		}
	}
}

// row holds an event against the earlier ones of its session.
func (s *sitting) row(w *world.World, at *session, d *world.Day, r *world.Row) {
	where := func() string { return d.Where(r) }
	who := identity{r.Of(world.Account), r.Of(world.Auth)}
	if s.accounts.Of++; at.who == (identity{}) {
		at.who = who
	} else if at.who != who {
		s.accounts.Add(where)
	}
	side := at.seat(r)
	if s.clients.Of++; !side.clients.has(r.Of(world.Client), side.campaign) {
		s.clients.Add(where)
	}
	if s.ips.Of++; !side.ips.has(r.Of(world.IP), side.campaign) {
		if !mayMove(w, d, r) && !side.banned {
			s.ips.Add(where)
		}
		side.ips = few{r.Of(world.IP)}
	}
	side.banned = false
}

// mayMove reports whether the truth or the scenario lets an event come from
// another address than its session did before.
func mayMove(w *world.World, d *world.Day, r *world.Row) bool {
	said, ok := d.SaidOf(r.ID)
	if !ok {
		return false
	}
	if said.BenignType != "" {
		return true
	}
	for _, c := range w.Scenario.Campaigns {
		if c.ID == said.Campaign && (c.Rotation.IP >= scenarios.Sticky || movesIn(&c)) {
			return true
		}
	}
	return false
}

// movesIn reports whether a campaign changes its address within the sessions
// that it steals when it is refused: it has no sign-in to begin another one with.
func movesIn(c *scenarios.Campaign) bool {
	theft := func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft }
	moves := func(r scenarios.Reaction) bool { return r.On != scenarios.On403 && r.Move == scenarios.RotateIP }
	return slices.ContainsFunc(c.Access.Acquire, theft) && slices.ContainsFunc(c.OnResponse, moves)
}

func (s *sitting) figures() []figure.Figure {
	return []figure.Figure{
		figure.None("events outside a session", s.outside),
		figure.None("sessions of two accounts or sign-in methods", s.accounts),
		figure.None("sessions of more clients than one in them has", s.clients),
		figure.None("sessions of more addresses than one in them has", s.ips),
	}
}
