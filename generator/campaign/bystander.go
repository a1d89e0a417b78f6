package campaign

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
)

// bystanders finds the honest users who share a banned address, such as the
// exit of a VPN or a carrier's gateway, and lays the ban over their sessions:
// from then on every request of theirs from that address is refused.
func (s *sim) bystanders() {
	first := forever
	for _, u := range s.uses {
		for _, b := range slices.Concat(s.banned[u.Addr], s.watch.blocked[u.Addr]) {
			first = min(first, b.from)
		}
	}
	if first == forever {
		return
	}
	w := &s.p.w
	from := w.Calendar.Of(first).Number - 1 // sessions reach over midnight
	to := w.Calendar.Of(w.Scenario.Time.End.UnixMicro() - 1).Number
	var sessions []traffic.Session
	for k := range uint32(w.Accounts.Len()) {
		for d := from; d <= to; d++ {
			sessions = w.Base.Sessions(k, d, sessions[:0])
			for i := range sessions {
				if sessions[i].End >= first {
					s.bystander(&sessions[i])
				}
			}
		}
	}
	s.changesLater()
}

// changesLater has bystanders whom a ban kept from the sign-in at which a forced
// change of passwords was due choose theirs at the next one that is accepted:
// nobody goes on with an old password.
func (s *sim) changesLater() {
	if s.p.policy == 0 {
		return
	}
	w := &s.p.w
	from := w.Calendar.Of(w.Scenario.Controls[s.p.policy-1].At.UnixMicro()).Number - 1
	for k := range uint32(w.Accounts.Len()) {
		if s.p.touched[k] && s.holders[k] == nil {
			s.changeLater(k, from)
		}
	}
}

// changeLater moves the forced change of an account to the first accepted
// sign-in after the one that was lost, if it was; from is a day before both.
func (s *sim) changeLater(k uint32, from int32) {
	w := &s.p.w
	due, at, session := forever, forever, portal.Name(0)
	s.signIns(k, from, func(ses *traffic.Session, m *traffic.Moment) {
		if m.Forced && s.p.touches[ses.Name()].InVain(m) {
			due = m.TS
		}
	})
	if due == forever {
		return
	}
	s.signIns(k, from, func(ses *traffic.Session, m *traffic.Moment) {
		if m.TS > due && m.TS < at && w.Accounts.Auth(k, ses.Day) == event.Password && !s.p.touches[ses.Name()].InVain(m) {
			at, session = m.TS, ses.Name()
		}
	})
	if at != forever {
		t := s.touch(session, event.ByControl, s.p.policy)
		t.Changes = append(t.Changes, at)
	}
}

// signIns visits the sign-ins of an account's base sessions that begin on a day
// or later, in no order.
func (s *sim) signIns(k uint32, from int32, visit func(*traffic.Session, *traffic.Moment)) {
	w := &s.p.w
	var sessions []traffic.Session
	var moments []traffic.Moment
	for d := from; d <= w.Calendar.Of(w.Scenario.Time.End.UnixMicro()-1).Number; d++ {
		sessions = w.Base.Sessions(k, d, sessions[:0])
		for i := range sessions {
			moments = w.Base.Moments(&sessions[i], moments[:0])
			for j := range moments {
				if m := &moments[j]; m.SignIn || m.Again {
					visit(&sessions[i], m)
				}
			}
		}
	}
}

// bystander lays the bans and limits of an address over one session that comes
// from it.
func (s *sim) bystander(ses *traffic.Session) {
	addr := s.p.w.Base.Visit(ses).Addr
	for _, b := range s.watch.blocked[addr] {
		if s.holders[ses.Account] == nil && ses.End >= b.from && ses.Start < b.until {
			s.neighbour(ses, b)
		}
	}
	for _, b := range s.banned[addr] {
		if ses.End >= b.from && ses.Start < b.until {
			s.banish(ses, b)
		}
	}
}

// neighbour lays a limit that somebody else has reached over one session.
func (s *sim) neighbour(ses *traffic.Session, b ban) {
	if b.why == event.NoReason {
		s.slowNeighbour(ses, b)
		return
	}
	if b.why != event.RateLimited {
		s.askNeighbour(ses, b)
		return
	}
	for _, m := range s.p.w.Base.Moments(ses, nil) {
		if m.LookUp && m.TS >= b.from && m.TS < b.until {
			s.p.touched[ses.Account] = true
			t := s.touch(ses.Name(), event.ByControl, b.by)
			t.Refused = append(t.Refused, traffic.Refusal{TS: m.TS, Why: event.RateLimited, By: b.by})
		}
	}
}

// banish lays a ban over one session.
func (s *sim) banish(ses *traffic.Session, b ban) {
	s.p.touched[ses.Account] = true
	t := s.touch(ses.Name(), event.ByControl, b.by)
	signedIn := false
	for _, m := range s.p.w.Base.Moments(ses, nil) {
		signedIn = signedIn || m.SignIn && m.TS < b.from
		switch {
		case m.TS < b.from || m.TS >= b.until || t.Lost(m.TS):
		case m.SignIn: // shut out from the start
			t.SignInFails, t.Refused = event.Banned, nil // nothing else is left to be refused
			before, behind := traffic.Span{From: max(ses.Start, b.from), To: m.TS}, traffic.Span{From: m.TS + 1, To: forever}
			t.Dead = append(t.Dead, before, behind)
			return
		case signedIn:
			t.Refused = append(t.Refused, traffic.Refusal{TS: m.TS, Why: event.Banned, By: b.by, Since: b.from})
			t.Dead = append(t.Dead, traffic.Span{From: m.TS + 1, To: forever})
			return
		}
	}
}
