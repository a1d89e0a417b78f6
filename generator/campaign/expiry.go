package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/traffic"
)

// ownerReturns plays an owner's new sign-in within a base session that the
// portal had closed: where the password no longer works, nothing more comes of
// that session.
func (s *sim) ownerReturns(a *account, ses traffic.Session, m *traffic.Moment, now int64) {
	if m.NewPassword && !s.silent(&ses, now) {
		s.chooses(a, &ses, m)
	}
	if s.p.w.Accounts.Auth(a.index, ses.Day) != event.Password || a.ownerKnows && !a.reset {
		return
	}
	cause, by := a.locked()
	t := s.touch(ses.Name(), cause, by)
	t.Dead = append(t.Dead, traffic.Span{From: now, To: forever})
}

// takesBack is longer than the way back through the mailbox takes, should the
// password have been changed meanwhile.
const takesBack = 4*calendar.Minute + 10*calendar.Second

// drawEarlier names the draw of how much earlier a session is renewed than a
// control by the clock asks for.
const drawEarlier = 90

// renewal returns when the threat actor signs in again after now. A sign-in that
// could not be over before a control by the clock acts would be put off until
// then, and the look-ups in between would be lost: it comes earlier, by up to
// two minutes more than that takes.
func (s *sim) renewal(l *lane, now int64) int64 {
	at := s.due(l, now)
	for after := s.clear(at, byMail); after != at; after = s.clear(at, byMail) {
		earlier := after - settled - byMail - between(l.key.At2(drawEarlier, uint64(at)), 0, 2*calendar.Minute)
		if earlier <= now {
			break
		}
		at = earlier
	}
	return at
}

// due returns when a session must be renewed: before it grows too old for the
// portal, and some minutes before the first look-up that comes after a pause in
// which the portal would close it.
func (s *sim) due(l *lane, now int64) int64 {
	p := &s.p.w.Scenario.Portal
	age := between(l.key.At2(18, uint64(len(l.segments))), renewalFrom, renewalTo)
	seg, opened := &l.segments[len(l.segments)-1], now
	if seg.resumed {
		opened = l.since
	}
	at := max(now, opened+min(age, int64(p.SessionLimit)*(age/calendar.Minute)/(4*60)))
	idle, last := int64(p.SessionIdle)-calendar.Minute, now
	for i := seg.first; i < l.left; i++ {
		ts := l.time(seg, i)
		if ts-last > idle {
			return ts - min(between(l.key.At2(19, i), takesBack, 7*calendar.Minute), (ts-last)/2)
		}
		if ts >= at {
			return at
		}
		last = ts
	}
	return at
}
