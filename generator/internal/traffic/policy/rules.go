package policy

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// Rules are all that the portal asks of everybody. They are set before anything is
// emitted, and read-only from then on.
type Rules struct {
	Limits
	Closings
	Factor
	Passwords

	agenda *agenda.Agenda
	reach  int64
}

// New returns rules that ask nothing, over the days that the key of the base world
// names.
func New(key random.Key, a *agenda.Agenda) *Rules {
	return &Rules{
		agenda: a, Closings: Closings{agenda: a}, Passwords: newPasswords(key, a),
		Factor: Factor{enrol: key.Stream(draws.EnrolStream)},
	}
}

// Limit has a control refuse a share of all look-ups, in millionths, from t on,
// for a reason; NoReason is a tarpit, which answers them slowly.
func (x *Rules) Limit(t int64, ppm int64, by uint8, why event.Reason) {
	if ppm <= 0 {
		return
	}
	l := Limit{from: t, ppm: ppm, By: by, Why: why}
	x.limits = append(x.limits, l)
	if l.Asks() {
		x.AskAtLookUps()
	}
}

// AskAtLookUps says that some control asks for an answer at look-ups.
func (x *Rules) AskAtLookUps() { x.reach = GateReach }

// Reach is how long after a look-up what a control asks for may end.
func (x *Rules) Reach() int64 { return x.reach }

// Attempt is how the user comes through whom a limit stops at a step, rest
// following it; ok is false where that cannot be played: sessions of
// look-alikes, look-ups that find nobody, sessions that end before it is over.
func (x *Rules) Attempt(
	s *course.Session, st *course.Step, rest []course.Step, l *Limit,
) (p ChallengeAttempt, ok bool) {
	if !s.Ordinary() || st.Result != event.Found {
		return p, false
	}
	key := course.StepKey(x.agenda.Details(s), st).At2(draws.Attempt, uint64(l.By))
	p = Pass(l.Why, st.TS, key, st.TS+GateReach)
	if p.Again == 0 || x.agenda.Down(st.TS) || x.agenda.Down(p.Again) || p.Again >= x.agenda.Until {
		return p, false
	}
	for i := range rest {
		next := &rest[i]
		if next.TS > p.Again+calendar.Second {
			break
		}
		if next.Kind != course.LookUp && next.Kind != course.UseService {
			return p, false
		}
	}
	if x.meets(st.TS, p.Again) {
		return p, false
	}
	v := x.agenda.Visit(s)
	turns, turn := x.agenda.Turns(s, &v)
	return p, !turn || turns.Steady(st.TS, p.Again)
}
