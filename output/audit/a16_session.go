package audit

import (
	"slices"

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
	outside  violations // events that need a session and have none
	accounts violations
	clients  violations
	ips      violations
}

// seat is one that sits in a session.
type seat struct {
	campaign sym // 0 = its user
	client   sym
	ip       sym  // of the last event
	banned   bool // refused for a ban since the last event
}

// seat is that of who made an event.
func (s *session) seat(r *row) *seat {
	by := sym(0)
	if r.mark.label == attack {
		by = r.mark.campaign
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
type identity struct{ account, auth sym }

// needed counts events outside a session.
func (s *sitting) needed(w *world, r *row, where func() string) {
	words := &w.words
	switch act := r.cat[fAction]; {
	case act == words.lookUp, act == words.use, act == words.logout, act == words.login && r.cat[fOutcome] == words.success:
		if s.outside.of++; r.session == 0 {
			s.outside.add(where)
		}
	}
}

// row holds an event against the earlier ones of its session.
func (s *sitting) row(w *world, at *session, d *day, r *row) {
	where := func() string { return d.where(r) }
	who := identity{r.cat[fAccount], r.cat[fAuth]}
	if s.accounts.of++; at.who == (identity{}) {
		at.who = who
	} else if at.who != who {
		s.accounts.add(where)
	}
	side := at.seat(r)
	if s.clients.of++; !same(&side.client, r.cat[fClient]) {
		s.clients.add(where)
	}
	if s.ips.of++; !same(&side.ip, r.cat[fIP]) && !w.mayMove(d, r) && !side.banned {
		s.ips.add(where)
	}
	side.ip, side.banned = r.cat[fIP], false
}

// same reports whether a value is the one that was first.
func same(first *sym, v sym) bool {
	if *first == 0 {
		*first = v
	}
	return *first == v
}

// mayMove reports whether the truth or the scenario lets an event come from
// another address than its session did before.
func (w *world) mayMove(d *day, r *row) bool {
	i, ok := d.truth[r.id]
	if !ok {
		return false
	}
	if d.marks[i].BenignType != "" {
		return true
	}
	for _, c := range w.scenario.Campaigns {
		if c.ID == string(d.marks[i].Campaign) && (c.Rotation.IP >= scenarios.Sticky || movesIn(&c)) {
			return true
		}
	}
	return false
}

// movesIn reports whether a campaign changes its address within the sessions
// that it steals when it is refused: it has no sign-in to begin another one with.
func movesIn(c *scenarios.Campaign) bool {
	return slices.ContainsFunc(c.Access.Acquire, func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft }) &&
		slices.ContainsFunc(c.OnResponse, func(r scenarios.Reaction) bool { return r.On != scenarios.On403 && r.Move == scenarios.RotateIP })
}

func (s *sitting) figures() []Figure {
	return []Figure{
		none("events outside a session", s.outside), none("sessions of two accounts or sign-in methods", s.accounts),
		none("sessions of two clients", s.clients), none("sessions of two addresses", s.ips),
	}
}
