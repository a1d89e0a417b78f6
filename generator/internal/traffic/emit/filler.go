package emit

import (
	"math"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/bound"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
	"github.com/breachsim/breachsim/generator/nir"
)

// Stage is what campaigns and controls do to the base world, as the Plan found.
// The zero value is nothing.
type Stage struct {
	Overlays overlay.Overlays
	Touched  []bool           // by account: worth a look in Overlays; nil = none is
	Policy   uint8            // 1 + index of the control behind the forced change of passwords; 0 = none
	Played   map[uint32]int64 // by account: from when on the Plan itself plays bounds before it
}

// OverlayOf is what campaigns and controls do to a session.
func (s *Stage) OverlayOf(x *course.Session) *overlay.Overlay {
	if s.Touched == nil || !s.Touched[x.Account] {
		return nil
	}
	return s.Overlays[x.Name()]
}

// PlayedFrom is from when on the Plan plays the bounds of an account.
func (s *Stage) PlayedFrom(k uint32) int64 {
	if from, played := s.Played[k]; played {
		return from
	}
	return math.MaxInt64
}

// Filler emits the base world's part of slices. It shares the days that it plans
// with the other Fillers of its world. One Filler serves one goroutine.
type Filler struct {
	teller

	source  source
	rulings *bound.Rulings
	known   *known
	// Sessions with a line in the slice, or near it, and the scripts that they point into.
	sessions []sitting
	steps    []course.Step

	asked   []uint32 // persons whom the slice's look-ups are about, in order
	persons []uint32 // 1 + those of a session's steps, as far as they were asked for; 0 = not yet
}

// source is what bounds take the look-ups of accounts from.
type source struct {
	*near
	*Stage
}

// World is what a Filler emits.
type World struct {
	Agenda *agenda.Agenda
	Days   *Days
	Rules  *policy.Rules
	Bounds *bound.Bounds
}

// New returns a Filler. refs may be nil when the logs omit the number.
func New(w World, refs *nir.Refs, stage Stage) *Filler {
	f := &Filler{
		teller: teller{agenda: w.Agenda, rules: w.Rules, policy: stage.Policy, refs: refs},
		known:  newKnown(w.Agenda.Persons, refs),
	}
	f.source = source{newNear(w.Days, f), &stage}
	f.rulings = w.Bounds.Rulings(f.source)
	if w.Bounds.Any() {
		f.source.note = f.rulings.Note
	}
	return f
}

// Remember takes over what another Filler knows of the persons of the same world, under whatever
// stage. The other one must not be used any more.
func (f *Filler) Remember(other *Filler) {
	if f.known.people == other.known.people && (f.known.refs == nil) == (other.known.refs == nil) {
		f.known = other.known
	}
}

// Fill emits every base event of the slice, in the order of accounts and
// their sessions within each local day.
//
// It goes over the sessions twice: first to list whom the look-ups are about,
// so that the directory is asked for all of them together, then to emit.
func (f *Filler) Fill(e *portal.Emitter) {
	f.out = e
	f.gather()
	f.asked = f.asked[:0]
	for i := range f.sessions {
		s := &f.sessions[i]
		f.ask(&s.Session, f.steps[s.First:][:s.Steps])
	}
	f.answers, f.next = f.known.Replies(f.asked, f.answers[:0]), 0
	for i := range f.sessions {
		s := &f.sessions[i]
		f.session(s, f.steps[s.First:][:s.Steps])
	}
	f.out = nil
}

// gather lists the sessions with a line in the slice, or near it.
func (f *Filler) gather() {
	e, before, after := f.out, f.out.Before(), portal.After+f.rules.Reach()
	f.sessions, f.steps = f.sessions[:0], f.steps[:0]
	number, cal := e.Batch.Window.Day, f.agenda.Calendar
	w := f.wanted()
	for n := number - 1; n <= number+1; n++ {
		if n < number && e.From-cal.Day(number).Start > course.Longest+portal.Before+after {
			f.source.forget(n)
			continue // no session of the day before reaches this far
		}
		if n > number && cal.Day(n).Start-e.To > before {
			continue // and none of the next day's page flows begins this early
		}
		from := len(f.sessions)
		f.sessions, f.steps = f.source.of(n).near(&w, f.sessions, f.steps)
		if cal.Day(n).Start < f.agenda.From {
			f.sessions = append(f.sessions[:from], slices.DeleteFunc(f.sessions[from:], func(s sitting) bool {
				return s.Start < f.agenda.From // signed in before the scenario begins
			})...)
		}
	}
}

// wanted is the sessions near the slice, and which of their steps bear on it: those near it,
// and those that have asked for a person shortly before. Where a control may ask for
// something, or the service be closed, others do too.
func (f *Filler) wanted() stretch {
	e, reach := f.out, f.rules.Reach()
	w := stretch{from: e.From - portal.After - reach, to: e.To + e.Before()}
	if reach > 0 || f.rules.Closes() {
		return w.all()
	}
	w.since, w.until, w.whole = w.from-portal.Cached, e.To+portal.Before, f.source.Touched
	return w
}

// ask lists the persons whom a session's look-ups in the slice are about.
func (f *Filler) ask(s *course.Session, steps []course.Step) {
	var detail random.Key
	for i, known := 0, false; i < len(steps) && steps[i].TS < f.out.To; i++ {
		st := &steps[i]
		if !needsAnswer(f.out, st) {
			continue
		}
		if !known {
			detail, known = f.agenda.Details(s), true
		}
		f.asked = append(f.asked, f.agenda.Person(s, st, detail))
	}
}

// session emits the steps of a session's script that are near the slice.
func (f *Filler) session(at *sitting, steps []course.Step) {
	first, renewed := f.first(steps)
	if first == len(steps) {
		return
	}
	s, before := &at.Session, f.out.Before()
	v := f.agenda.Visit(s)
	a := act{session: s, steps: steps, detail: f.agenda.Details(s), over: f.source.OverlayOf(s), visit: &v}
	turns, turn := f.agenda.Turns(s, &v)
	if turn {
		a.turns = &turns
	}
	if renewed += at.renewals; renewed > 0 {
		v.Session = s.Renewed(renewed)
	}
	v.Cache.Old = first == 0 && !f.out.Batch.NoAccess && f.agenda.OldFiles(s)
	f.persons = slices.Grow(f.persons[:0], len(steps))[:len(steps)]
	clear(f.persons)
	for i := first; i < len(steps) && steps[i].TS-before < f.out.To; i++ {
		st := &steps[i]
		if i > first && st.Kind == course.SignInAgain {
			renewed++
			v.Session = s.Renewed(renewed)
		}
		if !f.near(steps, i) {
			continue
		}
		if i > 0 { // the page of the first attempt has asked for the files
			v.Cache = portal.Cache{}
		}
		if turn {
			turns.Lay(&v, st.TS)
		}
		a.place, a.step = i, st
		a.at = portal.Step{Name: s.Name().At(int(st.Pos)), TS: st.TS, Key: course.StepKey(a.detail, st)}
		if i > 0 {
			follow(&a.at, &steps[i-1])
		}
		needs := needsAnswer(f.out, st)
		a.again = needs && f.again(&a)
		f.tell(&a)
		if needs {
			f.next++
		}
	}
}

// first is the first of some steps that is near the slice, len(steps) where none is, and
// how many are new sign-ins up to it.
func (f *Filler) first(steps []course.Step) (i, renewals int) {
	before := f.out.Before()
	for i := range steps {
		if steps[i].TS-before >= f.out.To {
			break
		}
		if steps[i].Kind == course.SignInAgain {
			renewals++
		}
		if f.near(steps, i) {
			return i, renewals
		}
	}
	return len(steps), 0
}

// again reports whether the session has asked for the person of an act minutes before.
func (f *Filler) again(a *act) bool {
	who := f.asked[f.next]
	f.persons[a.place] = 1 + who
	for i := a.place - 1; i >= 0 && a.step.TS-a.steps[i].TS < portal.Cached; i-- {
		st := &a.steps[i]
		if st.Kind != course.LookUp || st.Result != event.Found {
			continue
		}
		if f.persons[i] == 0 {
			f.persons[i] = 1 + f.agenda.Person(a.session, st, a.detail)
		}
		if f.persons[i] == 1+who {
			return true
		}
	}
	return false
}

// follow says what a step follows in its session.
func follow(at *portal.Step, before *course.Step) {
	at.Prior = before.TS
	switch before.Kind {
	case course.LookUp:
		at.From = event.PathInfopatient
	case course.UseService:
		at.From = portal.PageOf(before.Service)
	case course.SignIn, course.SignInAgain:
		at.From = event.PathHome
	case course.SignInRefused:
		at.Retry = true
	}
}

// near reports whether a step of a session, or what follows from it, can have a line in
// the slice.
func (f *Filler) near(steps []course.Step, i int) bool {
	st, e, reach := &steps[i], f.out, f.rules.Reach()
	switch {
	case st.SignsIn():
		return e.Touches(st.TS)
	case reach > 0: // what a control asks for may lie around it
		return e.Near(st.TS) || st.Kind == course.LookUp && st.TS+reach >= e.From
	case i == 0:
		return e.Near(st.TS)
	}
	return e.Follows(st.TS, steps[i-1].TS)
}

// tell emits an act, or what became of it. Hardly anything becomes of any.
func (f *Filler) tell(a *act) {
	if a.over != nil && f.overlaid(a) {
		return
	}
	if (a.over != nil || a.step.Kind == course.LookUp) && f.minded(a) {
		return
	}
	f.play(a)
}

// overlaid emits an act that a campaign or control keeps from being as planned. It
// reports whether one does.
func (f *Filler) overlaid(a *act) bool {
	switch d := a.over.Of(a.at.TS); d.Disposition {
	case overlay.Lost:
		f.dropped(a, d)
		return true
	case overlay.Refused:
		f.rewritten(a, d)
		return true
	}
	return false
}

// minded emits a look-up that a bound, a tarpit, a limit or a closing minds. It reports
// whether one does.
func (f *Filler) minded(a *act) bool {
	if r := f.rulings.Of(a.session, a.step, a.at.Name); r.By != 0 {
		f.bounded(a, &r)
		return true
	}
	if d, slow := a.over.At(a.at.TS, overlay.Slowed); slow {
		f.trapped(a, true, d.By)
		return true
	}
	if l := f.rules.LimitOn(a.step, a.at.Key); l != nil && f.stopped(a, l) {
		return true
	}
	if c, what := f.rules.ClosedAt(a.session, a.steps, a.place); c != nil {
		f.closed(a, c, what)
		return true
	}
	return false
}

// bounded emits a look-up that a bound minds.
func (f *Filler) bounded(a *act, r *bound.Ruling) {
	l := policy.Limit{Why: r.Why, By: r.By}
	switch {
	case r.Asks:
		if p, ok := f.rules.Attempt(a.session, a.step, a.rest(), &l); ok {
			f.gated(a, gate{&l, &p, r.Again})
			return
		}
	case r.Why == event.NoReason:
		f.trapped(a, r.Slow, r.By)
		return
	}
	f.limited(a, &l)
}

// stopped emits a look-up that a limit for everybody hits. It reports whether it
// does: a user who cannot be shown to come through is let through.
//
// What follows in the session is not looked at, as it is where bounds are judged:
// an answer may lie behind the user's sign-out.
func (f *Filler) stopped(a *act, l *policy.Limit) bool {
	switch {
	case l.Why == event.NoReason:
		f.trapped(a, true, l.By)
		return true
	case !l.Asks():
		f.limited(a, l)
		return true
	case a.over != nil:
		return false
	}
	p, ok := f.rules.Attempt(a.session, a.step, a.rest(), l)
	if ok {
		f.gated(a, gate{l, &p, bound.Verdict{}})
	}
	return ok
}
