package traffic

import (
	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// step is one step of a script: its timing and nothing that needs a person.
type step struct {
	ts      int64
	pos     uint16
	about   uint16 // position whose draws choose the person: a retry is about the same one
	kind    Kind
	result  event.Result
	service event.Service
	first   bool // first look-up of the session
	kin     bool // about the partner of the person drawn
}

// longest is how long a user stays at most, and idle how long a pause in it can
// be. The portal may close the session earlier; the user then signs in again.
const (
	longest = 4*calendar.Hour - 10*calendar.Minute
	idle    = 3 * calendar.Hour
)

// script replays a session step by step. Only timing and kinds are drawn here,
// from one sequence; details come from each step's own key.
type script struct {
	p        *profile
	g        gait // of an errand
	errand   bool
	slot     int64 // length of an appointment; 0 = people walk in
	midnight int64 // of the session's day
	turn     int64 // when the next appointment begins
	run      int64 // look-ups in a row without a pause
	draw     random.Rand
	cut      int64 // no step later than this
	now      int64
	left     int
	pos      uint16
	phase    uint8
	retry    uint16        // 1 + position that the next look-up repeats
	kin      uint16        // 1 + position whose person's partner is next
	follow   event.Service // service that the last look-up led to
	seen     bool
	isReturn bool // more passwords are forgotten on the day after a holiday
	card     bool
	stuck    stuck   // in an outage
	session  session // as the portal sees it
}

const (
	entering uint8 = iota
	resetting
	choosing
	working
	leaving
	over
)

func (w *World) script(s *Session, p *profile) script {
	d := w.cal.Day(s.Day)
	a := w.accounts.At(s.Account)
	sc := script{
		p: p, draw: w.sessions.At2(uint64(s.Account)<<8|uint64(s.Index), uint64(uint32(s.Day))).Rand(),
		now: s.Start, cut: s.Start + longest, left: int(s.LookUps), isReturn: d.Return[w.zones[a.Dept]], card: w.accounts.Auth(s.Account, s.Day) != event.Password,
		stuck: stuck{state: w.state}, session: session{idle: w.sessionIdle, limit: w.sessionLimit},
	}
	if sc.g, sc.errand = w.gaitOf(s); !sc.errand {
		sc.slot = w.slot(a, p)
		sc.turn, sc.midnight = sc.now+sc.slot, d.Start
	}
	return sc
}

// slot is how long an account's appointments last, 15 or 20 minutes; 0 where
// people walk in.
func (w *World) slot(a *accounts.Account, p *profile) int64 {
	u := w.slots.At(uint64(a.Index)).Uint64()
	if int64(u>>32*million>>32) >= p.booked {
		return 0
	}
	return (15 + int64(u&1)*5) * calendar.Minute
}

// ordinary returns the following step where the portal is never down; ok is
// false after the last.
func (s *script) ordinary() (st step, ok bool) {
	switch s.phase {
	case entering:
		st = s.enter()
	case resetting:
		s.now += s.draw.Between(50*calendar.Second, 5*calendar.Minute)
		st, s.phase = step{ts: s.now, kind: SetPassword}, choosing
	case choosing:
		s.now += s.draw.Between(6*calendar.Second, 40*calendar.Second)
		st = s.entered()
	case working:
		if st, ok = s.work(); !ok {
			return s.leave()
		}
	case leaving:
		return s.leave()
	default:
		return step{}, false
	}
	st.pos = s.pos
	s.pos++
	return st, true
}

// enter is an attempt to sign in: 4 in 100 fail, and of those with a password
// some end in a new one.
func (s *script) enter() step {
	if s.errand && s.pos < uint16(s.g.refused) || s.draw.Chance(40_000) && s.pos < 4 {
		st := step{ts: s.now, kind: SignInRefused}
		s.now += s.draw.Between(5*calendar.Second, 35*calendar.Second)
		return st
	}
	forgotten := int64(1_000)
	if s.isReturn {
		forgotten *= 4
	}
	if s.pos > 0 {
		forgotten *= 60 // after a refusal
	}
	if s.g.reset || !s.card && s.draw.Chance(forgotten) {
		s.phase = resetting
		return step{ts: s.now, kind: RequestReset}
	}
	return s.entered()
}

func (s *script) entered() step {
	s.phase = working
	st := step{ts: s.now, kind: SignIn}
	s.now += 12 * calendar.Second
	return st
}

// work is one action of the session; ok is false when none is left.
func (s *script) work() (st step, ok bool) {
	if s.left == 0 && s.retry == 0 && s.kin == 0 && s.follow == event.NoService && (s.seen || s.pos > 6) {
		return st, false
	}
	s.now += s.gap()
	if s.now > s.cut {
		return st, false
	}
	switch {
	case s.follow != event.NoService:
		st = step{ts: s.now, kind: UseService, service: s.follow}
		s.follow = event.NoService
	case s.left == 0 && s.retry == 0 && s.kin == 0: // a session without look-ups
		s.seen = true
		st = step{ts: s.now, kind: UseService, service: s.pick()}
	default:
		st = s.lookUp()
	}
	return st, true
}

// lookUp decides what a look-up will find: a typed number has a wrong key in
// 3 of 100 cases and is typed again; 1 in 250 fails upstream and is repeated.
func (s *script) lookUp() step {
	st := step{ts: s.now, kind: LookUp, about: s.pos, result: event.Found, first: !s.seen}
	s.seen = true
	again := s.retry > 0
	switch {
	case again:
		st.about, s.retry = s.retry-1, 0
	case s.kin > 0:
		st.about, st.kin, s.kin = s.kin-1, true, 0
	default:
		s.left--
	}
	bad, missing := s.p.typed*3/100, int64(11_000)
	if s.errand {
		bad, missing = s.g.bad, s.g.missing
	}
	switch u := int64(s.draw.Below(million)); {
	case u < bad && !st.kin:
		st.result, s.retry = event.BadKey, st.about+1
	case u < bad+4_000 && !st.kin:
		st.result, s.retry = event.ResultError, st.about+1
	case u < bad+4_000+missing:
		if !again { // somebody's number does not become nobody's by being typed again
			st.result = event.NotFound
		}
	case u < bad+10_000+missing:
		st.result = event.NoRights
	case s.errand:
	case s.draw.Chance(s.p.service):
		s.follow = s.pick()
	case !st.kin && s.draw.Chance(s.p.couples):
		s.kin = st.about + 1
	}
	return st
}

func (s *script) pick() event.Service {
	return s.p.services[s.draw.Below(uint64(len(s.p.services)))]
}

// gap is the time to the next action: thinking within a burst, a pause between
// bursts, quick after an error. Both are log-normal; together they have the
// heavy tail that web sessions show (Radicchi 2009). A burst feeds itself: the
// longer it has lasted, the less likely a pause. Where people come by
// appointment the pause lasts until the next one, which begins some minutes
// early or late, and later still when somebody does not turn up.
func (s *script) gap() int64 {
	switch {
	case s.retry > 0:
		return s.draw.LogNormal(9*calendar.Second, random.One/2)
	case s.kin > 0:
		return s.draw.LogNormal(14*calendar.Second, random.One/2)
	case s.errand:
		return min(wait(s.g.think, &s.draw), idle)
	case !s.seen || s.follow != event.NoService:
		return min(s.draw.LogNormal(s.p.think, random.One*8/10), idle)
	}
	if s.draw.Chance(s.p.burst * 6 / (6 + s.run)) {
		s.run = 0
		if s.slot > 0 {
			return s.appointment()
		}
		return s.atMost(s.draw.LogNormal(s.p.pause, random.One))
	}
	s.run++
	return s.atMost(s.draw.LogNormal(s.p.think, random.One*8/10))
}

// appointment is the time to the next person with an appointment: 8 in 100 do
// not turn up, and of those who do half need no look-up.
func (s *script) appointment() int64 {
	for s.turn <= s.now {
		s.turn += s.slot
	}
	for range 2 {
		if s.draw.Chance(80_000 + 460_000) {
			s.turn += s.slot
		}
	}
	at := s.turn + 5*calendar.Minute*s.draw.Normal()>>16
	if wall := at - s.midnight; wall > 12*calendar.Hour+20*calendar.Minute && wall < 14*calendar.Hour && s.draw.Chance(700_000) { // lunch
		at = s.midnight + 14*calendar.Hour + s.draw.Between(0, 25*calendar.Minute)
	}
	return min(max(at-s.now, 40*calendar.Second), idle)
}

// leave signs out in half of the sessions; the others are left to run out.
func (s *script) leave() (st step, ok bool) {
	s.phase = over
	leaves := int64(520_000)
	if s.errand {
		leaves = s.g.leaves
	}
	if !s.draw.Chance(leaves) {
		return st, false
	}
	s.now = min(s.now, s.cut) + s.draw.Between(3*calendar.Second, 90*calendar.Second)
	return step{ts: s.now, kind: SignOut, pos: s.pos}, true
}
