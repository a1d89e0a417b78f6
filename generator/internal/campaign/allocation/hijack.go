package allocation

import (
	"iter"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// A hijacked session is used while it lives: the threat actor sends its id from
// another address, under the name of the owner's client, between the clicks of
// the owner. There is no sign-in of its own, and when the owner signs out it has
// to wait for the owner's next session.
//
//	owner   sign-in ─ · ── · ─── · sign-out          sign-in ─ · ──
//	actor            ▪▪ ▪▪▪ ▪▪▪▪                               ▪▪▪

// Hijackable is a session of the portal that an owner opens and a campaign can use
// along with the owner, and what it takes to find it again.
type Hijackable struct {
	Span           // in which it can be used
	Day     int32  // local day of the owner's session
	Renewed uint16 // sign-ins of that session that came before
	Index   uint8  // of the session within the account's day
}

const (
	leastRoom   = 3 * calendar.Minute  // that the sessions of an account must have
	cookieDelay = 3 * calendar.Second  // after the owner's sign-in
	shortest    = 20 * calendar.Second // of the sessions that are used
)

// Stay finds the owner's session again; ok is false for a session of another
// account.
func (h *Hijackable) Stay(w *World, account uint32) (stay traffic.Stay, ok bool) {
	for _, s := range w.Base.Sessions(account, h.Day, nil) {
		if s.Index != h.Index {
			continue
		}
		for _, stay = range w.Base.Stays(&s, nil) {
			if stay.Renewed == int(h.Renewed) {
				return stay, true
			}
		}
	}
	return traffic.Stay{}, false
}

// hijackable lists the sessions of an account that can be used, in order of time
// and none over another, from the trial look-ups until the campaign's end. A
// session that its owner leaves open can be used for a while afterwards, but
// where the campaign keeps to the owner's presence.
func (c *Campaign) hijackable(k uint32) iter.Seq[Hijackable] {
	from := max(c.From-int64(c.Spec.Access.Validate.Lead), c.Scenario.Time.Start.UnixMicro())
	until := min(c.End, c.Scenario.Time.End.UnixMicro())
	return func(yield func(Hijackable) bool) {
		var sessions []traffic.Session
		var stays []traffic.Stay
		last := from
		first := max(c.Calendar.Of(from).Number-1, c.Calendar.First()) // sessions reach over midnight
		for day := first; day <= c.Calendar.Of(until-1).Number; day++ {
			sessions = c.Base.Sessions(k, day, sessions[:0])
			for i := range sessions {
				stays = c.Base.Stays(&sessions[i], stays[:0])
				for j := range stays {
					x := &stays[j]
					h := Hijackable{Day: day, Index: sessions[i].Index, Renewed: uint16(x.Renewed)}
					h.From, h.To = max(x.From+cookieDelay, last), min(c.lasts(x), until)
					if x.From < from || h.To-h.From <= shortest {
						continue
					}
					last = h.To
					if !yield(h) {
						return
					}
				}
			}
		}
	}
}

// lasts is until when an owner's session can be used.
func (c *Campaign) lasts(x *traffic.Stay) int64 {
	if !x.Left || c.Spec.CoUse == scenarios.SameSession {
		return x.To
	}
	p := &c.Scenario.Portal
	return min(x.To+int64(p.SessionIdle)*6/10, x.From+int64(p.SessionLimit))
}

// forList leaves out the session that the trial look-ups take, the first one.
func (c *Campaign) forList(all iter.Seq[Hijackable]) iter.Seq[Hijackable] {
	if c.Spec.Access.Validate.LookUps == 0 {
		return all
	}
	return func(yield func(Hijackable) bool) {
		trial := true
		for h := range all {
			if !trial && !yield(h) {
				return
			}
			trial = false
		}
	}
}

// inWindow is the part of an account's session, or of another span, in which the
// list can be worked through: as long as so much work takes at its mean.
func (c *Campaign) inWindow(k uint32, s Span) int64 {
	from, to := max(s.From, c.From), min(s.To, c.Stop)
	switch {
	case from >= to:
		return 0
	case c.Own == nil:
		return c.worked(to) - c.worked(from)
	}
	own := c.Own(k)
	return integer.MulDiv(own.Cumulative(to)-own.Cumulative(from), calendar.Second, own.Second())
}

// room is the working time that the owner's sessions of an account leave in the
// window: all of them, or the longest where one is used. It is not counted further
// once it is enough.
func (c *Campaign) room(k uint32) (room int64) {
	one := c.oneShot()
	for h := range c.forList(c.hijackable(k)) {
		if n := c.inWindow(k, h.Span); one {
			room = max(room, n)
		} else {
			room += n
		}
		if room >= leastRoom || h.From >= c.Stop {
			break
		}
	}
	return room
}

// oneShot reports whether each hijacked session is used once, and the account
// left alone then.
func (c *Campaign) oneShot() bool { return c.Spec.Rotation.Accounts == scenarios.Burn }
