package policy

import (
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// Closing is a time in which a control closes Infopatient for everybody. The
// rest of the portal is open, so most sessions go on without look-ups: some
// users try, some look persons up through the form for referring doctors, and
// afterwards all come back to their habits.
type Closing struct {
	By uint8

	from, to int64
}

// WhileClosed is what becomes of a look-up while the service is closed.
type WhileClosed uint8

// The ways.
const (
	TryAll      WhileClosed = iota // it is made, and gets 503
	StayAway                       // it is not made: the notice says that the service is closed
	GoElsewhere                    // it is made through another service
)

// What users do about a closed service (assumptions).
const (
	shifting = 150_000 // sessions that look persons up through the other form
	trying   = 350_000 // look-ups of the other sessions that are tried all the same
)

// Closings are the times in which the service is closed.
type Closings struct {
	agenda   *agenda.Agenda
	closings []Closing
}

// Close closes Infopatient for everybody from one time to another.
func (x *Closings) Close(from, to int64, by uint8) {
	x.closings = append(x.closings, Closing{from: from, to: to, By: by})
}

// Closes reports whether the service is closed at any time.
func (x *Closings) Closes() bool { return len(x.closings) > 0 }

// ClosedAt returns the closing in which step i of a session falls, nil for all but
// look-ups, and what becomes of it. Users who stay away look whether the service
// is back before the portal closes their session.
func (x *Closings) ClosedAt(s *course.Session, steps []course.Step, i int) (*Closing, WhileClosed) {
	if len(x.closings) == 0 {
		return nil, TryAll
	}
	c, what := x.drawn(s, &steps[i])
	if what == StayAway && x.keepsOpen(s, steps, i) {
		what = TryAll
	}
	return c, what
}

// keepsOpen reports whether a session would be idle for too long at its next
// step, were look-up i not made like those before it that are left.
func (x *Closings) keepsOpen(s *course.Session, steps []course.Step, i int) bool {
	last, made := s.Start, false
	for j := range steps[:i+1] {
		st := &steps[j]
		made = true
		if _, what := x.drawn(s, st); what == StayAway {
			made = j+1 < len(steps) && steps[j+1].Kind != course.Expired && x.agenda.Idle(last, steps[j+1].TS)
		}
		if made && !x.agenda.Down(st.TS) {
			last = st.TS
		}
	}
	return made
}

// drawn is ClosedAt without a thought of the session.
func (x *Closings) drawn(s *course.Session, st *course.Step) (*Closing, WhileClosed) {
	if st.Kind != course.LookUp {
		return nil, TryAll
	}
	detail := x.agenda.Details(s)
	for i := range x.closings {
		if c := &x.closings[i]; st.TS >= c.from && st.TS < c.to {
			return c, c.drawn(detail, course.StepKey(detail, st))
		}
	}
	return nil, TryAll
}

// drawn is what the user makes of it: by a draw of the session, and one of the
// step.
func (c *Closing) drawn(detail, step random.Key) WhileClosed {
	switch {
	case detail.At2(draws.Elsewhere, uint64(c.By)).Chance(shifting):
		return GoElsewhere
	case step.At2(draws.Try, uint64(c.By)).Chance(trying):
		return TryAll
	}
	return StayAway
}

// meets reports whether the service is closed at any time from one instant to
// another.
func (x *Closings) meets(from, to int64) bool {
	for i := range x.closings {
		if c := &x.closings[i]; to >= c.from && from < c.to {
			return true
		}
	}
	return false
}
