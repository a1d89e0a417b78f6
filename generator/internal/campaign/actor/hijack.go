package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// hijack waits for the sessions of the owner and uses them, one after the other. A
// hijacked session is used along with its owner, while the owner has it. What an
// actor does about a refusal takes place in sessions of the owner as well: who
// would come back when the owner has signed out waits for the next one. What is
// asked of a session is asked of both who use it, and who passes does so for
// both.
//
//	owner   sign-in ─ · ── · 429 ─ · sign-out        sign-in ─ · ──
//	actor            ▪▪ ▪▪▪ 429 · · · · · (pause) · · · · ▪▪▪ ▪▪
type hijack struct {
	*core
	up       hijackHost
	trials   *trials
	sessions []allocation.Hijackable // of the owner that it can use
	nth      int                     // of them, the next one
	boarding *clock.Timer            // the begin of the next one
	leaving  *clock.Timer            // the end of the one at hand
}

// hijackHost is what the sessions of an owner ask of the actor.
type hijackHost interface {
	cut(now int64)      // ends the spell in force
	comeBack(now int64) // goes on in the session at hand
	giveUp()            // drops the account
}

// wait waits for the owner's next session.
func (h *hijack) wait() {
	if h.nth >= len(h.sessions) || h.mode == Lost || h.stuck {
		return
	}
	next := &h.sessions[h.nth]
	h.nth++
	h.boarding = h.stage.Queue.At(next.From, func(now int64) { h.begin(now, next) })
}

// begin uses one session of the owner, if the owner has it in this world.
func (h *hijack) begin(now int64, x *allocation.Hijackable) {
	h.end(now)
	h.wait()
	if h.over(now) || h.stuck {
		return
	}
	w := h.camp.Alloc.World
	stay, ok := x.Stay(&w, h.Index)
	if !ok || !h.lives(&stay) {
		h.cameToNothing()
		return
	}
	h.steps++ // names the draws of this session
	h.take(now, x, &stay)
	h.leaving = h.stage.Queue.At(x.To, h.end)
	if h.trials.left > 0 {
		h.try(now)
		return
	}
	if h.mode == Waiting || h.mode == Inside {
		h.mode = Inside
		h.up.comeBack(now)
	}
}

// take makes a session of the owner the one at hand.
func (h *hijack) take(now int64, x *allocation.Hijackable, stay *traffic.Stay) {
	h.sessionNo++
	h.Human = stay.Session.Human
	h.visit = h.newVisit(now, event.Scrape)
	h.visit.Session = stay.Session.Name()
	if stay.Renewed > 0 {
		h.visit.Session = h.visit.Session.At(stay.Renewed)
	}
	h.visit.Auth, h.visit.Cache = h.stage.World.Accounts.Auth(h.Index, stay.Session.Day), portal.Cache{}
	h.hijacked, h.since, h.last, h.shift, h.fresh = x, stay.From, now, 0, false
	h.camp.Rides = append(h.camp.Rides, Ride{*stay, h.stage.World.IDs.Session(h.visit.Session)})
}

// lives reports whether a session of the owner is there in this world: its
// sign-in was let through, and no control or other campaign has closed it.
func (h *hijack) lives(stay *traffic.Stay) bool {
	if t := h.stage.Book.Overlays[stay.Session.Name()]; t.Lost(stay.From) || h.State.Revoked >= stay.From {
		return false
	}
	return !h.banned(h.stage.World.Base.VisitAt(&stay.Session, stay.From).Addr, stay.From)
}

// end ends what the actor does in a hijacked session.
func (h *hijack) end(now int64) {
	if h.hijacked == nil || h.stuck {
		return
	}
	h.hijacked = nil
	h.leaving.Stop()
	h.up.cut(now)
	if h.mode == Inside {
		h.timer.Stop()
		h.mode = Waiting
	}
	h.keep()
	h.cameToNothing()
	if h.camp.Spec.Rotation.Accounts == scenarios.Burn && h.begun && h.mode != Lost {
		h.up.giveUp()
	}
}

// hopes reports whether the actor has got nothing of the list yet, and may do so in
// a session of the owner to come before the stop, or in the one at hand.
func (h *hijack) hopes() bool {
	if h.How != scenarios.SessionTheft || h.Share.Used || h.Share.Away || h.mode == Lost {
		return false
	}
	return h.hijacked != nil || h.boarding.Waits() && h.sessions[h.nth-1].From < h.camp.Stop
}

// cameToNothing has what is kept for the actor dealt to others once it waits for no
// session any more.
func (h *hijack) cameToNothing() {
	if h.camp.Rated && !h.Share.Used && !h.hopes() {
		h.camp.Disturbed()
	}
}

// try makes the trial look-ups, spread over the owner's session.
func (h *hijack) try(now int64) {
	n, to := h.trials.left, h.hijacked.To
	gap := max(min((to-now)/int64(n+1), calendar.Minute), 1)
	h.trials.left = 0
	for i := range n {
		ts := now + gap*int64(i) + int64(h.Key.At2(drawTrial, uint64(i)).Below(uint64(gap)))
		if until, _, down := h.stage.World.Portal.Down(ts); down { // it waits
			ts = min(until+int64(i+1)*calendar.Second, to-1)
		}
		h.stage.Queue.At(ts, func(now int64) {
			if h.mode == Lost || h.left(now) {
				return
			}
			h.noteStolen(now)
			if h.trials.try(i) && i == n-1 {
				h.trials.done()
			}
		})
	}
}
