package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
)

// From the moment of a forced change on, whoever signs in with a password first
// has to choose a new one, the threat actor too: the owner's then no longer
// works, and nor does that of another threat actor.
//
//	policy ─┬─ the owner signs in first ─► new password ─► the robot is locked out
//	        └─ the robot does           ─► new password ─► the owner is locked out

// mustChange reports whether the portal asks for a new password at a sign-in.
func (s *sim) mustChange(a *account, v *portal.Visit, now int64) bool {
	if s.p.policy == 0 || v.Auth != event.Password {
		return false
	}
	at := s.p.w.Scenario.Controls[s.p.policy-1].At.UnixMicro()
	return now >= at && a.chosen < at
}

// signsIn plays an accepted sign-in of the threat actor, and the new password
// that the portal asks for behind it, and returns when the session may be used; in
// is false where a second factor keeps the threat actor out.
func (s *sim) signsIn(a *account, v *portal.Visit, now int64) (at int64, in bool) {
	c, l := a.camp, a.lane
	s.play(a, action{do: doSignIn, visit: *v, step: l.step(c, now), ok: true})
	if now, in = s.factor(a, v, now); !in || !s.mustChange(a, v, now) {
		return now, in
	}
	at = now + between(l.key.At2(77, uint64(l.steps)), 21*calendar.Second, 45*calendar.Second)
	own := *v
	own.Truth.CausedBy = s.p.policy
	s.play(a, action{do: doSetPassword, visit: own, step: l.step(c, at), why: event.PasswordChangeRequired})
	s.session(a, v, now, at, 1)
	s.chooseAt(a, at)
	return at, true
}

// ownerSets plays a password that the owner chooses by a link from the mailbox:
// there is none while the portal wants to see who asks.
func (s *sim) ownerSets(a *account, ses *traffic.Session, m *traffic.Moment) {
	if a.reset && !s.silent(ses, m.TS) {
		t := s.touch(ses.Name(), event.ByControl, a.resetBy)
		t.Dead = append(t.Dead, traffic.Span{From: m.TS, To: m.TS + 1})
		return
	}
	s.chooses(a, ses, m)
}

// chooses follows a new password of the owner's base session: one behind a
// sign-in needs the old one to be known, and is asked of nobody with a card.
func (s *sim) chooses(a *account, ses *traffic.Session, m *traffic.Moment) {
	if a.reset || s.silent(ses, m.TS) || s.p.touches[ses.Name()].Lost(m.TS) {
		return
	}
	password := s.p.w.Accounts.Auth(a.index, ses.Day) == event.Password
	if (m.SignIn || m.Again) && (!a.ownerKnows || !password) {
		return
	}
	if m.TS >= a.chosen { // else a thief has chosen another one since
		a.ownerChose(m.TS)
	}
}
