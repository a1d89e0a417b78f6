package agreement

import (
	"slices"

	"breachsim/output/audit/figure"
	"breachsim/output/audit/world"
	"breachsim/scenarios"
)

// sitting holds events and sessions together: the part of A16 about who sits
// in a session. An account and a sign-in method never change within one. A
// client and an address do not either, but for what is declared: who steals a
// session brings a client and an address of their own, so that events of a
// campaign are held against its own only. The address of a look-alike may change,
// that of a campaign which rotates within sessions, and that of an attacker who was
// just refused for a ban.
type sitting struct {
	outside  figure.Violations // events that need a session and have none
	accounts figure.Violations
	clients  figure.Violations
	ips      figure.Violations
}

// seat is one that sits in a session.
type seat struct {
	campaign world.Sym // 0 = its user
	client   world.Sym
	ip       world.Sym // of the last event
	banned   bool      // refused for a ban since the last event
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
	switch act := r.Cat[world.Action]; {
	case act == words.LookUp, act == words.Use, act == words.Logout,
		act == words.Login && r.Cat[world.Outcome] == words.Success:
		if s.outside.Of++; r.Session == 0 {
			s.outside.Add(where)
		}
	}
}

// row holds an event against the earlier ones of its session.
func (s *sitting) row(w *world.World, at *session, d *world.Day, r *world.Row) {
	where := func() string { return d.Where(r) }
	who := identity{r.Cat[world.Account], r.Cat[world.Auth]}
	if s.accounts.Of++; at.who == (identity{}) {
		at.who = who
	} else if at.who != who {
		s.accounts.Add(where)
	}
	side := at.seat(r)
	if s.clients.Of++; !same(&side.client, r.Cat[world.Client]) {
		s.clients.Add(where)
	}
	if s.ips.Of++; !same(&side.ip, r.Cat[world.IP]) && !mayMove(w, d, r) && !side.banned {
		s.ips.Add(where)
	}
	side.ip, side.banned = r.Cat[world.IP], false
}

// same reports whether a value is the one that was first.
func same(first *world.Sym, v world.Sym) bool {
	if *first == 0 {
		*first = v
	}
	return *first == v
}

// mayMove reports whether the truth or the scenario lets an event come from
// another address than its session did before.
func mayMove(w *world.World, d *world.Day, r *world.Row) bool {
	i, ok := d.Truth[r.ID]
	if !ok {
		return false
	}
	if d.Marks[i].BenignType != "" {
		return true
	}
	for _, c := range w.Scenario.Campaigns {
		if c.ID == string(d.Marks[i].Campaign) && (c.Rotation.IP >= scenarios.Sticky || movesIn(&c)) {
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
		figure.None("sessions of two clients", s.clients), figure.None("sessions of two addresses", s.ips),
	}
}
