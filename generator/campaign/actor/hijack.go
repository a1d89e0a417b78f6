package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/allocation"
	"breachsim/generator/event"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// A hijacked session is used along with its owner, while the owner has it. What an
// actor does about a refusal takes place in sessions of the owner as well: who
// would come back when the owner has signed out waits for the next one. What is
// asked of a session is asked of both who use it, and who passes does so for
// both.
//
//	owner   sign-in ─ · ── · 429 ─ · sign-out        sign-in ─ · ──
//	actor            ▪▪ ▪▪▪ 429 · · · · · (pause) · · · · ▪▪▪ ▪▪

// Ride is a session of an owner that was used.
type Ride struct {
	Stay traffic.Stay
	ID   uint64 // session_id
}

// board waits for the owner's next session.
func (a *Actor) board() {
	if a.nth >= len(a.Hijacks) || a.mode == Lost || a.stuck {
		return
	}
	h := &a.Hijacks[a.nth]
	a.nth++
	a.boarding = a.stage.Queue.At(h.From, func(now int64) { a.useSession(now, h) })
}

// useSession uses one session of the owner, if the owner has it in this world.
func (a *Actor) useSession(now int64, h *allocation.Hijackable) {
	a.leaveSession(now)
	a.board()
	if a.over(now) || a.stuck {
		return
	}
	w := a.camp.Alloc.World
	stay, ok := h.Stay(&w, a.Index)
	if !ok || !a.lives(&stay, now) {
		return
	}
	a.steps++ // names the draws of this session
	a.sessions++
	a.Human = stay.Session.Human
	a.visit = a.newVisit(now, event.Scrape)
	a.visit.Session = stay.Session.Name()
	if stay.Renewed > 0 {
		a.visit.Session = a.visit.Session.At(stay.Renewed)
	}
	a.visit.Auth, a.visit.ColdCache = a.stage.World.Accounts.Auth(a.Index, stay.Session.Day), false
	a.hijack, a.since, a.last, a.shift, a.fresh = h, stay.From, now, 0, false
	a.camp.Rides = append(a.camp.Rides, Ride{stay, a.stage.World.IDs.Session(a.visit.Session)})
	a.leaving = a.stage.Queue.At(h.To, a.leaveSession)
	if a.trials > 0 {
		a.tryHijacked(now)
		return
	}
	if a.mode == Waiting || a.mode == Inside {
		a.mode = Inside
		a.comeBackHijacked(now)
	}
}

// lives reports whether a session of the owner is there in this world: its
// sign-in was let through, and no control or other campaign has closed it.
func (a *Actor) lives(stay *traffic.Stay, now int64) bool {
	if t := a.stage.Book.Overlays[stay.Session.Name()]; t.Lost(stay.From) || a.State.Revoked >= stay.From {
		return false
	}
	addr := a.stage.World.Base.Visit(&stay.Session).Addr
	return !a.banned(addr, stay.From)
}

// left reports whether the actor's hijacked session is over.
func (a *Actor) left(now int64) bool {
	return a.How == scenarios.SessionTheft && !a.stuck && (a.hijack == nil || now >= a.hijack.To)
}

// leaveSession ends what the actor does in a hijacked session.
func (a *Actor) leaveSession(now int64) {
	if a.hijack == nil || a.stuck {
		return
	}
	a.hijack = nil
	a.leaving.Stop()
	a.cut(now)
	if a.mode == Inside {
		a.timer.Stop()
		a.mode = Waiting
	}
	a.old = oldSession{a.visit, a.since, a.sessions}
	if a.camp.Spec.Rotation.Accounts == scenarios.Burn && a.begun && !a.Lost() {
		a.giveUp()
	}
}

// tryHijacked makes the trial look-ups, spread over the owner's session.
func (a *Actor) tryHijacked(now int64) {
	n := a.trials
	gap := max(min((a.hijack.To-now)/int64(n+1), calendar.Minute), 1)
	a.trials = 0
	for i := range n {
		ts := now + gap*int64(i) + int64(a.Key.At2(drawTrial, uint64(i)).Below(uint64(gap)))
		if until, _, down := a.stage.World.Portal.Down(ts); down { // it waits
			ts = min(until+int64(i+1)*calendar.Second, a.hijack.To-1)
		}
		a.stage.Queue.At(ts, func(now int64) {
			if a.Lost() || a.left(now) {
				return
			}
			a.stolen(now)
			if a.tryOut(now, i) && i == n-1 {
				a.note("trial_look_ups_done", event.Validate)
			}
		})
	}
}

// stolen notes when the first session of the account is used.
func (a *Actor) stolen(ts int64) {
	if a.Interval.First == 0 {
		a.Interval.AcquiredAt = ts
		a.noteAt(ts, "session_cookie_replayed", event.Acquire)
	}
}

// planHijacked lays out what is due in the owner's session, if there is one.
func (a *Actor) planHijacked(now int64) {
	if a.left(now) {
		a.mode = Waiting
		return
	}
	first := a.paced(now)
	if first >= a.hijack.To {
		a.mode = Waiting
		if first == forever {
			a.done(now)
		}
		return
	}
	a.mode = Inside
	a.open(now, 0, nil)
}

// comeBackHijacked goes on in the owner's session, or in the next one.
func (a *Actor) comeBackHijacked(now int64) {
	switch {
	case a.left(now):
		a.mode = Waiting
	case a.hand.held:
		a.relocate(now)
		a.mode = Inside
		a.layFrom(now, now)
	default:
		a.relocate(now)
		a.planHijacked(now)
	}
}

// relocate takes the address that the actor would use now.
func (a *Actor) relocate(now int64) {
	u := allocation.Use{TS: now, Session: uint64(a.sessions), Turned: uint64(a.turned)}
	if a.fresh {
		a.fresh = false
		place(&a.visit, a.camp.Pool.Exit(&a.Account, u, a.banned))
	}
}
