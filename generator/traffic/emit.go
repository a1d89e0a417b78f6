package traffic

import (
	"math"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
)

// Filler emits the base world's part of slices. It remembers the sessions of
// the last few days, which changes nothing but the speed. One Filler serves
// one goroutine.
type Filler struct {
	w       *World
	stage   Stage
	refs    *nir.Refs
	cache   [3]dayCache
	asked   []uint32            // persons whom the slice's look-ups are about, in order
	answers []population.Answer // and what the directory knows of them
	next    int                 // the next answer to be used
	rest    []Step              // of the session, behind the one at hand
	steps   []Step              // of the session
	place   int                 // of the step at hand among them

	rulings [3]rulings          // of the bounds, where there are any
	counts  []counted           // of the last days
	tallies []map[uint32]*tally // by group of bounds, of the accounts that may meet one
	looks   []looked            // of the account at hand
}

// Stage is what campaigns and controls do to the base world, as the Plan found.
// The zero value is nothing.
type Stage struct {
	Overlays overlay.Overlays
	Touched  []bool           // by account: worth a look in Overlays; nil = none is
	Policy   uint8            // 1 + index of the control behind [World.ForceChange]; 0 = none
	Played   map[uint32]int64 // by account: from when on the Plan itself plays bounds before it
}

// plays is from when on the Plan plays the bounds of an account.
func (s *Stage) plays(k uint32) int64 {
	if from, played := s.Played[k]; played {
		return from
	}
	return math.MaxInt64
}

type dayCache struct {
	day      int32
	valid    bool
	sessions []Session
	steps    []Step
	from, to []uint32 // by account: its sessions; nil without bounds
}

// NewFiller returns a Filler. refs may be nil when the logs omit the number.
func (w *World) NewFiller(refs *nir.Refs, stage Stage) *Filler {
	f := &Filler{w: w, refs: refs, stage: stage}
	days := int32(0)
	for i := range w.groups {
		days = max(days, w.groups[i].days+2)
	}
	f.counts = make([]counted, min(days, mostCounted))
	return f
}

// Fill emits every base event of the slice, in the order of accounts and
// their sessions within each local day.
//
// It goes over the sessions twice: first to list whom the look-ups are about,
// so that the directory is asked for all of them together, then to emit.
func (f *Filler) Fill(e *portal.Emitter) {
	f.asked = f.asked[:0]
	f.each(e, f.ask)
	f.answers, f.next = f.w.persons.Answers(f.asked, f.answers[:0]), 0
	f.each(e, f.session)
}

// each calls do for every session with a line in the slice, or near it.
func (f *Filler) each(e *portal.Emitter, do func(e *portal.Emitter, s *Session, steps []Step)) {
	day := e.Batch.Window.Day
	for d := day - 1; d <= day+1; d++ {
		if d == day-1 && e.From-f.w.cal.Day(day).Start > Longest+portal.Before+portal.After+f.w.reach {
			continue // no session of the day before reaches this far
		}
		if d == day+1 && f.w.cal.Day(d).Start-e.To > portal.Before {
			continue // and none of the next day's page flows begins this early
		}
		c := f.day(d)
		for i := range c.sessions {
			s := &c.sessions[i]
			if s.Start < f.w.from {
				continue // signed in before the scenario begins
			}
			if s.Start-portal.Before < e.To && s.End+portal.After+f.w.reach >= e.From {
				do(e, s, c.steps[s.First:][:s.Steps])
			}
		}
	}
}

// day plans a local day, or remembers it.
func (f *Filler) day(day int32) *dayCache {
	c := &f.cache[uint32(day)%uint32(len(f.cache))]
	if !c.valid || c.day != day {
		c.day, c.valid, c.sessions, c.steps = day, true, c.sessions[:0], c.steps[:0]
		for _, k := range f.w.order {
			from := len(c.sessions)
			c.sessions, c.steps = f.w.plan(k, day, c.sessions, c.steps)
			f.note(c, k, from)
		}
	}
	return c
}

// session emits the steps of a session's script that are near the slice.
func (f *Filler) session(e *portal.Emitter, s *Session, steps []Step) {
	detail := f.w.details(s)
	var v portal.Visit
	ready, failing, renewed := false, false, 0
	failed, fails := f.w.fails(s)
	touch := f.touchOf(s)
	for i := range steps {
		st := &steps[i]
		if st.TS-portal.Before >= e.To {
			return
		}
		if st.Kind == SignInAgain {
			renewed++
			v.Session = renew(s, renewed)
		}
		if !e.Near(st.TS) && !(st.SignsIn() && e.Touches(st.TS)) && !(f.w.reach > 0 && st.Kind == LookUp && st.TS+f.w.reach >= e.From) {
			continue
		}
		if !ready {
			v, ready = f.w.Visit(s), true
			if renewed > 0 {
				v.Session = renew(s, renewed)
			}
			v.OldFiles = st.Kind <= SetPassword && f.w.loads(s) // only a sign-in asks for files
		}
		if fails && !failing && st.TS >= failed {
			f.w.failover(&v, s)
			failing = true
		}
		f.steps, f.place = steps, i
		f.step(e, &v, s, st, detail, touch)
		if needsAnswer(e, st) {
			f.next++
		}
	}
}

// details names the draws of a session's actions.
func (w *World) details(s *Session) random.Key {
	return w.sessions.At2(uint64(s.Account)<<8|uint64(s.Index), uint64(uint32(s.Day))).At(drawDetails)
}

// Visit is the context of a session: one of the account's users, with their
// own client, at the account's own address of the day.
func (w *World) Visit(s *Session) portal.Visit {
	a, detail := w.accounts.At(s.Account), w.details(s)
	v := portal.Visit{Session: s.Name(), Account: a.Index, Auth: w.accounts.Auth(s.Account, s.Day), Browser: true, ColdCache: detail.At(drawColdCache).Chance(250_000)}
	v.Addr, v.Net, v.Place = w.address(s, detail)
	v.UserAgent, v.ClientFP = w.accounts.Client(a.Index, s.Human, s.Day)
	v.Truth.Actor, v.Truth.Purpose = event.Owner, w.profiles[a.Profile].Purpose
	if s.Human > 0 {
		v.Truth.Actor, v.Truth.Number = event.Delegate, uint16(s.Human)
	}
	if s.LookAlike != 0 {
		w.dress(&v, s)
	} else if len(w.alikes.nat) > 0 || len(w.alikes.flash) > 0 {
		v.Truth.Benign = w.label(s)
	}
	return v
}

// address is where a session comes from: its account's own place, or the one
// whose address the account shares.
func (w *World) address(s *Session, detail random.Key) (event.Addr, uint16, uint16) {
	if anchor := w.alikes.nat[s.Account]; anchor != 0 {
		return w.accounts.Address(anchor-1, 0, s.Day, uint64(w.odds.At2(drawSharing, uint64(anchor))))
	}
	return w.accounts.Address(s.Account, s.Human, s.Day, uint64(detail))
}

// step emits one step, or what became of it.
func (f *Filler) step(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, detail random.Key, touch *overlay.Overlay) {
	at := portal.Step{Name: s.Name().At(int(st.Pos)), TS: st.TS, Key: stepKey(detail, st)}
	switch d := touch.Of(st.TS); d.Disposition {
	case overlay.Lost:
		f.dropped(e, v, s, st, at, d)
		return
	case overlay.Refused:
		f.rewritten(e, v, s, st, at, d)
		return
	}
	if r := f.ruling(s, st, at.Name); r.by != 0 {
		f.bounded(e, v, s, st, at, &r)
		return
	}
	if d, slow := touch.At(st.TS, overlay.Slowed); slow {
		f.trapped(e, v, s, st, at, verdict{slow: true, by: d.By})
		return
	}
	if l := f.w.limitOn(st, at.Key); l != nil {
		if l.why == event.NoReason {
			f.trapped(e, v, s, st, at, verdict{slow: true, by: l.by})
			return
		}
		if l.why == event.RateLimited {
			f.limited(e, v, s, st, at, l)
			return
		}
		if p, ok := f.w.attempt(s, st, f.rest, l); ok && touch == nil {
			f.gated(e, v, s, st, at, l, &p, verdict{})
			return
		}
	}
	if c, what := f.w.closed(s, f.steps, f.place); c != nil {
		f.closed(e, v, s, st, at, c, what)
		return
	}
	f.play(e, v, s, st, at, detail, touch)
	f.askFactor(e, v, s, st, at, touch)
}

func (f *Filler) play(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, detail random.Key, touch *overlay.Overlay) {
	switch st.Kind {
	case SignInRefused:
		why := event.BadCredentials
		if v.Auth != event.Password {
			why = event.CardError
		}
		e.SignIn(v, at, false, why)
	case SignIn:
		e.SignIn(v, at, true, event.NoReason)
		if v.Auth == event.Password && (f.w.forced(s, st) || f.postponed(touch, st)) {
			f.forceChange(e, v, s, at, detail)
		} else if v.Auth == event.Password && st.Kind == SignIn && f.w.ranOut(s) {
			e.SetPassword(v, changeStep(s, at, detail), event.PasswordChangeRequired)
		}
	case RequestReset:
		e.RequestReset(v, at)
	case SetPassword:
		e.SetPassword(v, at, event.ForgottenPassword)
	case LookUp:
		f.lookUp(e, v, st, at, detail)
	case UseService:
		e.Use(v, at, st.Service)
	case SignOut:
		e.SignOut(v, at)
	case Expired:
		expire(e, v, st, at)
	case SignInAgain:
		own := *v
		own.ColdCache = false
		e.SignIn(&own, at, true, event.NoReason)
		if v.Auth == event.Password && (f.w.forced(s, st) || f.postponed(touch, st)) {
			f.forceChange(e, v, s, at, detail)
		}
	}
}

// changeStep is the change of password that follows a sign-in.
func changeStep(s *Session, signedIn portal.Step, detail random.Key) portal.Step {
	draw := detail.At(drawChangeWhen).Rand()
	return portal.Step{Name: s.Name().At(portal.MaxPos), TS: signedIn.TS + 6*calendar.Second + int64(draw.Below(uint64(4*calendar.Second))), Key: detail.At(drawChangeStep)}
}

func (f *Filler) forceChange(e *portal.Emitter, v *portal.Visit, s *Session, signedIn portal.Step, detail random.Key) {
	at, own := changeStep(s, signedIn, detail), *v
	own.Truth.Label, own.Truth.Purpose, own.Truth.CausedBy = event.Policy, event.ForcedChange, f.stage.Policy
	e.SetPassword(&own, at, event.PasswordChangeRequired)
	f.interfere(e, at, event.Added, event.ByControl, f.stage.Policy)
}

// putOff reports whether the forced change comes at a sign-in because the one
// that it was due at came to nothing.
func (f *Filler) postponed(touch *overlay.Overlay, st *Step) bool {
	_, changes := touch.At(st.TS, overlay.Changed)
	return changes
}

// dropped tells of a step that does not happen.
func (f *Filler) dropped(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, d overlay.Decision) {
	f.interfere(e, at, event.Suppressed, d.Cause, d.By)
	f.nothingBehind(e, v, s, st, at, d)
}

// rewritten emits a step that a campaign or control turned into a refusal.
func (f *Filler) rewritten(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, d overlay.Decision) {
	f.interfere(e, at, event.Changed, d.Cause, d.By)
	f.nothingBehind(e, v, s, st, at, d)
	own := *v
	own.Truth.Label = event.Collateral
	if d.Cause == event.ByControl {
		own.Truth.CausedBy = d.By
	} else {
		own.Truth.Campaign = d.By
	}
	f.refuse(e, &own, s, st, at, d.Why)
}

// nothingBehind tells of what would have followed a step and now does not: the
// question on the phone, the new password and the second factor at a sign-in.
func (f *Filler) nothingBehind(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, d overlay.Decision) {
	if st.SignsIn() && v.Auth == event.ECPS && (d.Disposition == overlay.Lost || d.Why == event.Banned) && !f.w.down(st.TS) {
		f.interfere(e, portal.Push(at), event.Suppressed, d.Cause, d.By)
	}
	if v.Auth == event.Password && f.w.changes(s, st) {
		f.interfere(e, changeStep(s, at, f.w.details(s)), event.Suppressed, d.Cause, d.By)
	}
	f.noFactor(e, v, s, st, at, d)
}

func (f *Filler) interfere(e *portal.Emitter, at portal.Step, effect event.Effect, cause event.Cause, by uint8) {
	if !e.Holds(at.TS) {
		return
	}
	e.Batch.Interference = append(e.Batch.Interference, event.Interference{
		TS: at.TS, Event: e.IDs.Event(at.Name), Effect: effect, Cause: cause, Index: by,
	})
}
