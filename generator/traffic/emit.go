package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population"
	"breachsim/generator/portal"
)

// Filler emits the base world's part of slices. It remembers the sessions of
// the last few days, which changes nothing but the speed. One Filler serves
// one goroutine.
type Filler struct {
	w       *World
	touches Touches
	touched []bool // by account: worth a look in touches
	refs    *nir.Refs
	policy  uint8 // 1 + index of the control that forces new passwords
	cache   [3]dayCache
	asked   []uint32            // persons whom the slice's look-ups are about, in order
	answers []population.Answer // and what the directory knows of them
	next    int                 // the next answer to be used
	steps   []step              // of the session
	place   int                 // of the step at hand among them
}

type dayCache struct {
	day      int32
	valid    bool
	sessions []Session
	steps    []step
}

// NewFiller returns a Filler. refs may be nil when the logs omit the number;
// touched marks the accounts that touches speaks of; policy is 1 plus the
// index of the control behind [World.ForceChange], 0 without one.
func (w *World) NewFiller(refs *nir.Refs, touches Touches, touched []bool, policy uint8) *Filler {
	return &Filler{w: w, refs: refs, touches: touches, touched: touched, policy: policy}
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
func (f *Filler) each(e *portal.Emitter, do func(e *portal.Emitter, s *Session, steps []step)) {
	day := e.Batch.Window.Day
	for d := day - 1; d <= day+1; d++ {
		if d == day-1 && e.From-f.w.cal.Day(day).Start > longest+portal.Before+portal.After+f.w.reach {
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
				do(e, s, c.steps[s.first:][:s.steps])
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
			c.sessions, c.steps = f.w.plan(k, day, c.sessions, c.steps)
		}
	}
	return c
}

// session emits the steps of a session's script that are near the slice.
func (f *Filler) session(e *portal.Emitter, s *Session, steps []step) {
	detail := f.w.details(s)
	var v portal.Visit
	ready, failing, renewed := false, false, 0
	failed, fails := f.w.fails(s)
	var touch *Touch
	if f.touched != nil && f.touched[s.Account] {
		touch = f.touches[s.Name()]
	}
	for i := range steps {
		st := &steps[i]
		if st.ts-portal.Before >= e.To {
			return
		}
		if st.kind == signInAgain {
			renewed++
			v.Session = renew(s, renewed)
		}
		if !e.Near(st.ts) && !(st.signsIn() && e.Touches(st.ts)) && !(f.w.reach > 0 && st.kind == lookUp && st.ts+f.w.reach >= e.From) {
			continue
		}
		if !ready {
			v, ready = f.w.Visit(s), true
			if renewed > 0 {
				v.Session = renew(s, renewed)
			}
			v.OldFiles = st.kind <= setPassword && f.w.loads(s) // only a sign-in asks for files
		}
		if fails && !failing && st.ts >= failed {
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
	return w.sessions.At2(uint64(s.Account)<<8|uint64(s.Index), uint64(uint32(s.Day))).At(1)
}

// Visit is the context of a session: one of the account's users, with their
// own client, at the account's own address of the day.
func (w *World) Visit(s *Session) portal.Visit {
	a, detail := w.accounts.At(s.Account), w.details(s)
	v := portal.Visit{Session: s.Name(), Account: a.Index, Auth: w.accounts.Auth(s.Account, s.Day), Browser: true, ColdCache: detail.At(2).Chance(250_000)}
	v.Addr, v.Net, v.Place = w.address(s, detail)
	v.UserAgent, v.ClientFP = w.accounts.Client(a.Index, s.Human, s.Day)
	v.Truth.Actor, v.Truth.Purpose = event.Owner, w.profiles[a.Profile].purpose
	if s.Human > 0 {
		v.Truth.Actor, v.Truth.Number = event.Delegate, uint16(s.Human)
	}
	if s.alike != 0 {
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
		return w.accounts.Address(anchor-1, 0, s.Day, uint64(w.odds.At2(3<<32, uint64(anchor))))
	}
	return w.accounts.Address(s.Account, s.Human, s.Day, uint64(detail))
}

// step emits one step, or what became of it.
func (f *Filler) step(e *portal.Emitter, v *portal.Visit, s *Session, st *step, detail random.Key, touch *Touch) {
	at := portal.Step{Name: s.Name().At(int(st.pos)), TS: st.ts, Key: detail.At(uint64(st.pos) + 16)}
	fate := touch.fate(st)
	if fate != keep && st.signsIn() && v.Auth == event.ECPS { // the question on the phone is not asked
		f.interfere(e, portal.Push(at), event.Suppressed, touch.Cause, touch.By)
	}
	switch fate {
	case suppress:
		f.interfere(e, at, event.Suppressed, touch.Cause, touch.By)
		if v.Auth == event.Password && f.w.changes(s, st) {
			f.interfere(e, changeStep(s, at, detail), event.Suppressed, touch.Cause, touch.By)
		}
		f.noFactor(e, v, s, st, at, touch)
		return
	case rewrite:
		f.rewritten(e, v, s, st, at, detail, touch)
		return
	}
	if r, slow := touch.slow(st.ts); slow {
		f.slowed(e, v, st, at, detail, r.By)
		return
	}
	if l := f.w.limitOn(st, at.Key); l != nil {
		if l.why == event.NoReason {
			f.slowed(e, v, st, at, detail, l.by)
			return
		} else if l.why == event.RateLimited {
			f.limited(e, v, st, at, detail, l)
			return
		} else if g, ok := f.gate(s, st, at, detail, touch); ok {
			f.gated(e, v, s, st, at, detail, l, &g)
			return
		}
	}
	if c, what := f.w.closed(s, f.steps, f.place); c != nil {
		f.closed(e, v, st, at, detail, c, what)
		return
	}
	f.play(e, v, s, st, at, detail, touch)
	f.askFactor(e, v, s, st, at, touch)
}

func (f *Filler) play(e *portal.Emitter, v *portal.Visit, s *Session, st *step, at portal.Step, detail random.Key, touch *Touch) {
	switch st.kind {
	case signInRefused:
		why := event.BadCredentials
		if v.Auth != event.Password {
			why = event.CardError
		}
		e.SignIn(v, at, false, why)
	case signIn:
		e.SignIn(v, at, true, event.NoReason)
		if v.Auth == event.Password && (f.w.forced(s, st) || touch.putOff(st.ts)) {
			f.forceChange(e, v, s, at, detail)
		} else if v.Auth == event.Password && st.kind == signIn && f.w.ranOut(s) {
			e.SetPassword(v, changeStep(s, at, detail), event.PasswordChangeRequired)
		}
	case requestReset:
		e.RequestReset(v, at)
	case setPassword:
		e.SetPassword(v, at, event.ForgottenPassword)
	case lookUp:
		f.lookUp(e, v, st, at, detail)
	case useService:
		e.Use(v, at, st.service)
	case signOut:
		e.SignOut(v, at)
	case expired:
		expire(e, v, st, at)
	case signInAgain:
		own := *v
		own.ColdCache = false
		e.SignIn(&own, at, true, event.NoReason)
		if v.Auth == event.Password && (f.w.forced(s, st) || touch.putOff(st.ts)) {
			f.forceChange(e, v, s, at, detail)
		}
	}
}

// changeStep is the change of password that follows a sign-in.
func changeStep(s *Session, signedIn portal.Step, detail random.Key) portal.Step {
	draw := detail.At(3).Rand()
	return portal.Step{Name: s.Name().At(portal.MaxPos), TS: signedIn.TS + 6*calendar.Second + int64(draw.Below(uint64(4*calendar.Second))), Key: detail.At(4)}
}

func (f *Filler) forceChange(e *portal.Emitter, v *portal.Visit, s *Session, signedIn portal.Step, detail random.Key) {
	at, own := changeStep(s, signedIn, detail), *v
	own.Truth.Label, own.Truth.Purpose, own.Truth.CausedBy = event.Policy, event.ForcedChange, f.policy
	e.SetPassword(&own, at, event.PasswordChangeRequired)
	f.interfere(e, at, event.Added, event.ByControl, f.policy)
}

// rewritten emits a step that a campaign or control turned into a refusal.
func (f *Filler) rewritten(e *portal.Emitter, v *portal.Visit, s *Session, st *step, at portal.Step, detail random.Key, touch *Touch) {
	cause, by := touch.Cause, touch.By
	if r, refused := touch.refusal(st.ts); refused && r.By != 0 {
		cause, by = event.ByControl, r.By
	}
	f.interfere(e, at, event.Changed, cause, by)
	own := *v
	own.Truth.Label = event.Collateral
	refusal, refused := touch.refusal(st.ts)
	switch {
	case refused:
		own.Truth.CausedBy = refusal.By
	case touch.Cause == event.ByControl:
		own.Truth.CausedBy = touch.By
	default:
		own.Truth.Campaign = touch.By
	}
	if v.Auth == event.Password && f.w.changes(s, st) { // no new password is asked for behind it
		f.interfere(e, changeStep(s, at, detail), event.Suppressed, cause, by)
	}
	f.noFactor(e, v, s, st, at, touch)
	if refused {
		f.refuse(e, &own, st, at, detail, refusal.Why)
		return
	}
	e.SignIn(&own, at, false, touch.SignInFails)
}

func (f *Filler) interfere(e *portal.Emitter, at portal.Step, effect event.Effect, cause event.Cause, by uint8) {
	if !e.Holds(at.TS) {
		return
	}
	e.Batch.Interference = append(e.Batch.Interference, event.Interference{
		TS: at.TS, Event: e.IDs.Event(at.Name), Effect: effect, Cause: cause, Index: by,
	})
}
