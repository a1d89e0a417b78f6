package course

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
)

// idle is how long a pause in a session can be.
const idle = 3 * calendar.Hour

// script replays a session step by step. Only timing and kinds are drawn here,
// from one sequence; details come from each step's own key.
type script struct {
	profile  *habit.Profile
	style    Style // of an extra session
	extra    bool
	manner   *habit.Manner // of the account's users; nil in an extra session
	midnight int64         // of the session's day
	done     int64         // when its user means to be done
	back     int64         // when the account opens again after noon; 0 = not today
	pause    int64         // median between bursts
	skip     int64         // chance that a look-up is not needed at an appointment, or two
	run      int64         // look-ups in a row without a pause
	draw     random.Rand
	cut      int64 // no step later than this
	now      int64
	left     int // look-ups to come
	pos      uint16
	phase    phase
	retry    uint16        // 1 + position that the next look-up repeats
	kin      uint16        // 1 + position whose person's partner is next
	follow   event.Service // service that the last look-up led to
	started  bool          // a first look-up, or a use without any, has been made
	isReturn bool          // more passwords are forgotten on the day after a holiday
	card     bool
	begun    bool // it is drawn what comes first
	failed   bool // the last look-up failed upstream

	state *portal.Conditions // nil = a portal that is never down
}

// Shares in millionths of sessions that begin elsewhere than with a look-up, of users of
// other services; and of those without look-ups, that look at the home page alone
// (assumed).
const (
	elsewhere = 140_000
	glances   = 250_000
)

// phase is how far a session has come.
type phase uint8

const (
	entering phase = iota
	resetting
	choosing
	working
	leaving
	over
)

// ordinary returns the following step where the portal is never down; ok is
// false after the last.
func (s *script) ordinary() (st Step, ok bool) {
	switch s.phase {
	case entering:
		st = s.enter()
	case resetting:
		s.now += s.draw.Between(50*calendar.Second, 5*calendar.Minute)
		st, s.phase = Step{TS: s.now, Kind: SetPassword}, choosing
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
		return Step{}, false
	}
	return s.numbered(st), true
}

// numbered gives a step that was put off its position in the script.
func (s *script) numbered(st Step) Step {
	st.Pos = s.pos
	s.pos++
	return st
}

// enter is an attempt to sign in: 4 in 100 fail, and of those with a password
// some end in a new one.
func (s *script) enter() Step {
	if s.extra && s.pos < uint16(s.style.Refused) || s.draw.Chance(s.refused()) && s.pos < 5 {
		st := Step{TS: s.now, Kind: SignInRefused}
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
	if s.style.Reset || !s.card && s.draw.Chance(forgotten) {
		s.phase = resetting
		return Step{TS: s.now, Kind: RequestReset}
	}
	return s.entered()
}

// refused is the chance that the next attempt is: who has failed once is likelier to fail
// again.
func (s *script) refused() int64 {
	switch {
	case s.pos > 0:
		return 240_000
	case s.manner != nil:
		return s.manner.Clumsy
	}
	return 30_000
}

func (s *script) entered() Step {
	s.phase = working
	st := Step{TS: s.now, Kind: SignIn}
	s.now += 12 * calendar.Second
	return st
}

// work is one action of the session; ok is false when none is left.
func (s *script) work() (st Step, ok bool) {
	noLookUp := s.left == 0 && s.retry == 0 && s.kin == 0
	if noLookUp && s.follow == event.NoService && (s.started || s.pos > 6) || s.glance() {
		return st, false
	}
	s.now += s.gap()
	if s.now > s.cut {
		return st, false
	}
	switch {
	case s.follow != event.NoService:
		st = Step{TS: s.now, Kind: UseService, Service: s.follow}
		s.follow = event.NoService
	case noLookUp: // a session without look-ups
		s.started = true
		st = Step{TS: s.now, Kind: UseService, Service: s.pick()}
	default:
		st = s.lookUp()
	}
	return st, true
}

// glance decides at the first action of a usual session whether it is a mere glance, which ends
// it, or begins with another service than the look-up.
func (s *script) glance() bool {
	if s.started || s.extra || s.begun || s.retry > 0 {
		return false
	}
	s.begun = true
	switch {
	case s.left == 0:
		return s.draw.Chance(glances)
	case s.manner.Service > 0 && s.draw.Chance(elsewhere):
		s.follow = s.pick()
	}
	return false
}

// lookUp decides what a look-up will find, but for rights that have ended: a typed number has a wrong key in
// 3 of 100 cases and is typed again; what fails upstream is repeated.
func (s *script) lookUp() Step {
	st := Step{TS: s.now, Kind: LookUp, About: s.pos, Result: event.Found, First: !s.started}
	s.started = true
	again := s.retry > 0
	switch {
	case again:
		st.About, s.retry = s.retry-1, 0
	case s.kin > 0:
		st.About, st.Kin, s.kin = s.kin-1, true, 0
	default:
		s.left--
	}
	bad, missing := s.profile.Typed*3/100, int64(11_000)
	if s.extra {
		bad, missing = s.style.Bad, s.style.Missing
	}
	failing := s.failing()
	switch u := int64(s.draw.Below(million)); {
	case u < bad && !st.Kin:
		st.Result, s.retry = event.BadKey, st.About+1
	case u < bad+failing && !st.Kin:
		st.Result, s.retry, s.failed = event.ResultError, st.About+1, true
	case u < bad+failing+missing:
		if !again { // somebody's number does not become nobody's by being typed again
			st.Result = event.NotFound
		}
	case s.extra:
	case s.draw.Chance(s.manner.Service):
		s.follow = s.pick()
	case !st.Kin && s.draw.Chance(s.profile.Couples):
		s.kin = st.About + 1
	}
	return st
}

// failsAgain is how often what has failed upstream fails once more when it is tried at
// once (assumed).
const failsAgain = 150_000

// failing is how likely the next look-up is to fail upstream.
func (s *script) failing() int64 {
	share := s.state.Failing(s.now)
	if s.failed {
		share = max(share, failsAgain)
	}
	s.failed = false
	return share
}

func (s *script) pick() event.Service {
	return s.profile.Services[s.draw.Below(uint64(len(s.profile.Services)))]
}

// gap is the time to the next action: thinking within a burst, a pause between
// bursts, quick after an error. Both are log-normal; together they have the
// heavy tail that web sessions show (Radicchi 2009). A burst feeds itself: the
// longer it has lasted, the less likely a pause. Where people come by
// appointment the pause lasts until the next one, which begins some minutes
// late, and later still when somebody does not turn up.
func (s *script) gap() int64 {
	switch {
	case s.retry > 0:
		return s.draw.LogNormal(9*calendar.Second, random.One/2)
	case s.kin > 0:
		return s.draw.LogNormal(14*calendar.Second, random.One/2)
	case s.extra:
		return min(wait(s.style.Think, &s.draw), idle)
	case s.started && portal.Form(s.follow): // is filled in before it is sent
		return min(s.draw.LogNormal(90*calendar.Second, random.One*6/10), idle)
	case !s.started || s.follow != event.NoService:
		return min(s.draw.LogNormal(s.profile.Think, random.One*8/10), idle)
	}
	chance := s.manner.Burst
	if s.manner.Slot == 0 && !s.manner.Steady {
		chance = chance * 6 / (6 + s.run)
	}
	if s.draw.Chance(chance) {
		pause := int64(0)
		if s.manner.Slot > 0 {
			pause = s.appointment()
		} else {
			pause = s.atMost(s.draw.LogNormal(s.pause, random.One*8/10))
		}
		if s.now+pause < s.done {
			s.run = 0
			return pause
		}
		if s.comesBack() {
			return s.back + s.draw.LogNormal(6*calendar.Minute, random.One*6/10) - s.now
		}
	}
	s.run++
	return s.atMost(s.draw.LogNormal(s.profile.Think, random.One*8/10))
}

// spread has the pauses between the look-ups take up the time that there is, where
// the session stays open between two persons.
func (s *script) spread(room int64) {
	n, m := int64(s.left), s.manner
	pauses := max(n*m.Burst, million) // millionths
	switch {
	case m.Slot > 0:
		slots := min(room*9/10/calendar.Second*million/(m.Slot/calendar.Second)*1_000/(pauses/1_000), 24*million/10)
		s.skip = max(slots-million, 0) / 2
	case m.Steady:
		thought := n * (million - m.Burst) / 1_000 * (s.profile.Think * 138 / 100) / 1_000
		mean := max(room*9/10-thought, 0) / 1_000 * million / (pauses / 1_000)
		s.pause = min(max(mean*100/138, 40*calendar.Second), 35*calendar.Minute)
	}
}

// comesBack reports whether a user for whom it is time to close at noon leaves the
// session open and goes on in the afternoon. The others do at once what is left.
func (s *script) comesBack() bool {
	if s.back == 0 || s.back+calendar.Hour > s.cut || s.back <= s.now {
		return false
	}
	stays := int64(350_000)
	if s.manner.Steady {
		stays = 850_000
	}
	if !s.draw.Chance(stays) {
		s.back = 0
		return false
	}
	s.done, s.run = s.cut-winding, 0
	return true
}

// atMost brings a pause that is longer than any down to a usual long one, no
// two of them the same.
func (s *script) atMost(pause int64) int64 {
	if pause <= idle {
		return pause
	}
	return idle - int64(s.draw.Below(uint64(idle/3)))
}

// appointment is the time to the next person with an appointment who turns up and
// needs a look-up.
func (s *script) appointment() int64 {
	m := s.manner
	wall := s.now - s.midnight
	turn := wall - (wall-m.Grid)%m.Slot + m.Slot
	for range 2 {
		if s.draw.Chance(s.skip) {
			turn += m.Slot
		}
	}
	at := turn + s.draw.LogNormal(m.Late, random.One*7/10)
	return min(max(at-wall, 40*calendar.Second), idle)
}

// leave signs out as often as the account's users do; other sessions are left to run
// out.
func (s *script) leave() (st Step, ok bool) {
	s.phase = over
	leaves := s.style.Leaves
	if !s.extra {
		leaves = s.manner.Leaves
	}
	if !s.draw.Chance(leaves) {
		return st, false
	}
	s.now = min(s.now, s.cut)
	s.now += s.parting(s.cut - s.now + 5*calendar.Minute)
	return Step{TS: s.now, Kind: SignOut, Pos: s.pos}, true
}

// Some who mean to sign out are called away before they do (assumed). Whom the portal has
// closed the session for by then has nothing to sign out of.
const (
	calledAway = 70_000
	awayFor    = 12 * calendar.Minute
)

// parting is the time between the last action and the sign-out, less than there is room for.
func (s *script) parting(room int64) int64 {
	median := 15 * calendar.Second
	if !s.extra {
		median = s.manner.Parting
	}
	if t := Parting(median, &s.draw); t < room {
		return t
	}
	return soonest + int64(s.draw.Below(uint64(room-soonest)))
}

// soonest is how soon behind an answer somebody may sign out.
const soonest = 1_100 * calendar.Second / 1_000

// Parting draws the time between the last action and a sign-out about a person's median.
func Parting(median int64, draw *random.Rand) int64 {
	if draw.Chance(calledAway) {
		median = awayFor
	}
	return soonest + draw.LogNormal(median, random.One)
}
