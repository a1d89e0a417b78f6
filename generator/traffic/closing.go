package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// closing is a time in which a control closes Infopatient for everybody. The
// rest of the portal is open, so most sessions go on without look-ups: some
// users try, some look persons up through the form for referring doctors, and
// afterwards all come back to their habits.
type closing struct {
	from, to int64
	by       uint8
}

// instead is what becomes of a look-up while the service is closed.
type WhileClosed uint8

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

// Close closes Infopatient for everybody from one time to another. It is part
// of the base world with and without campaigns.
func (w *World) Close(from, to int64, by uint8) {
	w.closings = append(w.closings, closing{from, to, by})
}

// closed returns the closing in which step i of a session falls, nil for all but
// look-ups, and what becomes of it. Users who stay away look whether the service
// is back before the portal closes their session.
func (w *World) closed(s *Session, steps []Step, i int) (*closing, WhileClosed) {
	c, what := w.drawn(s, &steps[i])
	if what == StayAway && w.keepsOpen(s, steps, i) {
		what = TryAll
	}
	return c, what
}

// keepsOpen reports whether a session would be idle for too long at its next
// step, were look-up i not made like those before it that are left.
func (w *World) keepsOpen(s *Session, steps []Step, i int) bool {
	last, made := s.Start, false
	for j := range steps[:i+1] {
		st := &steps[j]
		made = true
		if _, what := w.drawn(s, st); what == StayAway {
			made = j+1 < len(steps) && steps[j+1].Kind != Expired && w.sessionIdle > 0 && steps[j+1].TS-last > w.sessionIdle
		}
		if made && !w.down(st.TS) {
			last = st.TS
		}
	}
	return made
}

// drawn is closed without a thought of the session.
func (w *World) drawn(s *Session, st *Step) (*closing, WhileClosed) {
	if len(w.closings) == 0 || st.Kind != LookUp {
		return nil, TryAll
	}
	key := stepKey(w.details(s), st)
	for i := range w.closings {
		c := &w.closings[i]
		switch {
		case st.TS < c.from || st.TS >= c.to:
			continue
		case w.details(s).At2(drawElsewhere, uint64(c.by)).Chance(shifting):
			return c, GoElsewhere
		case key.At2(drawTry, uint64(c.by)).Chance(trying):
			return c, TryAll
		}
		return c, StayAway
	}
	return nil, TryAll
}

// closed emits a look-up that a closing concerns.
func (f *Filler) closed(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, c *closing, what WhileClosed) {
	if what == StayAway {
		f.interfere(e, at, event.Suppressed, event.ByControl, c.by)
		return
	}
	f.interfere(e, at, event.Changed, event.ByControl, c.by)
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, c.by
	if what == GoElsewhere {
		f.lookUpBy(e, &own, st, at, f.w.details(s), portal.Query{Doctor: true})
		return
	}
	f.refuse(e, &own, s, st, at, event.ServiceClosed)
}

// gateReach bounds how long after a look-up a user is through what a control
// asks for.
const gateReach = 3 * calendar.Minute

// trapped emits a look-up that a tarpit answers, slowly or with the record of
// nobody.
func (f *Filler) trapped(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, in verdict) {
	f.interfere(e, at, event.Changed, event.ByControl, in.by)
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, in.by
	var q portal.Query
	if in.slow {
		q.Slow = slowness(at.Key)
	}
	f.lookUpBy(e, &own, st, at, f.w.details(s), q)
}

// slowness draws how long a tarpit takes over the answer to a step.
func slowness(key random.Key) uint32 {
	draw := key.At(drawSlow).Rand()
	return portal.Slowed(&draw)
}
