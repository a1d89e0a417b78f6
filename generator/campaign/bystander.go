package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/traffic"
)

// bystanders finds the honest users who share a banned address, such as the
// exit of a VPN or a carrier's gateway, and lays the ban over their sessions:
// from then on every request of theirs from that address is refused.
func (s *sim) bystanders() {
	if len(s.banned) == 0 {
		return
	}
	w := &s.p.w
	first := forever
	for _, u := range s.uses {
		if at, out := s.banned[u.Addr]; out {
			first = min(first, at)
		}
	}
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
}

// bystander lays a ban over one session if it comes from a banned address.
func (s *sim) bystander(ses *traffic.Session) {
	at, out := s.banned[s.p.w.Base.Visit(ses).Addr]
	if !out || ses.End < at {
		return
	}
	s.p.touched[ses.Account] = true
	t := s.touch(ses.Name(), event.ByControl, s.banBy)
	for _, m := range s.p.w.Base.Moments(ses, nil) {
		switch {
		case ses.Start >= at && m.SignIn: // shut out from the start
			t.SignInFails = event.Banned
			t.Dead = append(t.Dead, traffic.Span{From: ses.Start, To: m.TS}, traffic.Span{From: m.TS + 1, To: forever})
			return
		case ses.Start < at && m.TS >= at:
			t.RefuseAt, t.RefuseWhy = m.TS, event.Banned
			t.Dead = append(t.Dead, traffic.Span{From: m.TS + 1, To: forever})
			return
		}
	}
}
