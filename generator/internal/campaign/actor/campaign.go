package actor

import (
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/scenarios"
)

// Campaign is one campaign on the stage: its actors, and how they divide the work.
type Campaign struct {
	Shared
	Actors []*Actor
	Probes []*Probe

	// Turns says of accounts that come one after the other which one waits for
	// which; nil = none does.
	Turns []allocation.Turn

	dealt int64 // when the rest was dealt last
	timer *clock.Timer
}

// working counts the accounts that work.
func (c *Campaign) working() (n uint64) {
	for _, a := range c.Actors {
		if a.mode != Lost && !a.Share.Away {
			n++
		}
	}
	return n
}

// kept is how many entries are kept for others than one account: at a given rate the
// list may be done before an owner opens the session that somebody waits for, or
// before an account that nobody tries beforehand is first put to work.
func (c *Campaign) kept(number int) (n uint64) {
	if !c.Rated || c.stage.Queue.Now() >= c.Stop {
		return 0
	}
	for _, b := range c.Actors {
		if b.Number != number && (b.hijack.hopes() && b.log.Open() == nil || c.Turns == nil && untouched(b)) {
			n++
		}
	}
	return n
}

// untouched reports whether an account that nobody tries beforehand is still to be taken,
// or about to be.
func untouched(a *Actor) bool {
	return a.How != scenarios.SessionTheft && a.camp.Spec.Access.Validate.LookUps == 0 && !a.Share.Used &&
		a.log.Open() == nil && a.mode != Lost && !a.Share.Away && (a.Interval.First == 0 || a.mode == Entering)
}

// Play queues the first steps of all actors.
func (c *Campaign) Play(s *defence.Stage) {
	c.stage, c.cursor, c.whole = s, c.List.Cursor(), c
	c.Calendar, c.Working, c.Kept, c.Disturbed = s.World.Calendar, c.working, c.kept, c.disturbed
	c.dealt = c.Spec.Window.From.UnixMicro()
	c.deal(c.dealt)
	for _, a := range c.Actors {
		a.enlist(s)
	}
	for _, p := range c.Probes {
		p.enlist(s)
	}
	if c.Crew.Stop < c.Stop {
		s.Queue.At(c.Crew.Stop, c.makeUp)
	}
	s.Queue.At(c.Stop-lastMoments, c.lastCall)
	if c.End > c.Stop {
		at := c.Stop
		if s.Defence.Ends() {
			at += settled
			s.Queue.At(c.Stop, func(int64) { c.stopped = true })
		}
		s.Queue.At(at, c.goOn)
	}
}

// lastMoments is how long before the stop only those go on who are at work.
const lastMoments = 15 * calendar.Second

// lastCall has those who are at work take over what others would only come to
// when the stop is over.
func (c *Campaign) lastCall(now int64) {
	getsOn := func(a *Actor) bool { return a.log.Open() != nil && !a.run.pressing.Refused() }
	if c.ended || !slices.ContainsFunc(c.Actors, getsOn) {
		return
	}
	open := false
	for _, a := range c.Actors {
		if a.log.Open() != nil || a.Lost() {
			continue
		}
		open = open || a.Share.Owed() > 0 || a.run.hand.held
		a.run.dropHand()
		a.Share.Away, a.waived = true, true
	}
	if open {
		c.deal(now)
	}
}

// settled is when a control by the clock is in force on every account.
const settled = 40 * calendar.Second

// deal divides what is left among the actors. Under a bound on look-ups, what they cannot make
// before the time that is kept back waits for that.
func (c *Campaign) deal(now int64) {
	c.dealt = now
	c.Deals++
	left := c.Ledger.Left()
	dealt := c.Crew.Deal(now, left)
	if dealt < left && c.Spec.Pacing.AtMost.Count == 0 {
		c.deadlock(now)
	}
}

// deadlock deals anew what nobody can take because all sessions are laid out to
// the stop: they are cut, and take the rest.
func (c *Campaign) deadlock(now int64) {
	var cut []*Actor
	for _, a := range c.Actors {
		if a.mode == Inside && a.Share.Busy > now && !a.Share.Away && a.run.recut(now) {
			cut = append(cut, a)
		}
	}
	if len(cut) == 0 {
		return
	}
	c.Crew.Deal(now, c.Ledger.Left())
	for _, a := range cut {
		a.reconsider(now)
	}
}

// disturbed says that the deal does not hold any more: an actor dropped out, came
// back, or handed entries back. The rest is dealt anew, soon: at most 64 times
// until the time left is halved.
func (c *Campaign) disturbed() {
	now := c.stage.Queue.Now()
	if c.timer.Waits() || c.ended || now >= c.Crew.Stop {
		return
	}
	at := max(now, c.dealt+(c.Crew.Stop-now)/64)
	c.timer = c.stage.Queue.At(at, func(now int64) {
		if c.ended || now >= c.Crew.Stop || c.Ledger.Left() == 0 {
			return
		}
		c.deal(now)
		for _, a := range c.Actors {
			a.reconsider(now)
		}
	})
}

// makeUp deals what bounds have held up, in the time that was kept back for it.
func (c *Campaign) makeUp(now int64) {
	if c.ended {
		return
	}
	c.Crew.Stop, c.Hurry = c.Stop, true
	if left := c.Ledger.Left(); c.Crew.Deal(now, left) < left {
		for _, s := range c.Crew.Shares {
			s.Most = ledger.Tempo{} // each tries as much as it can
		}
	}
	c.deal(now)
	for _, a := range c.Actors {
		a.reconsider(now)
	}
}

// goOn lets a campaign that nobody stops go on behind its list, at the tempo that
// it had.
func (c *Campaign) goOn(now int64) {
	if c.ended {
		return
	}
	before, after := c.Crew.Mass(c.Spec.Window.From.UnixMicro(), c.Stop), c.Crew.Mass(c.Stop, c.End)
	n := uint64(integer.MulDiv(int64(c.List.Entries()), after, max(before, 1)))
	c.Ledger.Grow(func(n uint64) (first, got uint64) {
		all := c.List.Batches()
		was := all[len(all)-1].First + all[len(all)-1].Count
		return was, c.List.Extend(was+n) - was
	})
	c.Crew.Stop, c.Hurry = c.End, false
	c.Deals++
	for _, a := range c.Actors {
		if a.waived && a.mode != Lost && a.mode != Resting {
			a.Share.Away = false
		}
	}
	c.Crew.Deal(now, n+c.Ledger.Left())
	for _, a := range c.Actors {
		a.reconsider(now)
	}
}

// handOver lets the next account of a slot begin, where accounts come one after
// the other.
func (c *Campaign) handOver(number int) {
	if c.Turns == nil || c.Turns[number].Order < 0 {
		return
	}
	now, own := c.stage.Queue.Now(), c.Turns[number]
	for _, b := range c.Actors {
		t := c.Turns[b.Number]
		if t.Slot != own.Slot || t.Order <= own.Order || b.Lost() {
			continue
		}
		if t.Order == own.Order+1 && b.Share.Away {
			c.stage.Queue.At(now+t.Pause, func(now int64) {
				b.Share.Away = false
				c.deal(now)
				b.reconsider(now)
			})
			return
		}
	}
}

// spares reports whether others can do an account's part from an instant on: nothing
// seals it, and somebody else is at work who has hours left before the stop.
func (c *Campaign) spares(number int, now int64) bool {
	if c.Sealed {
		return false
	}
	return slices.ContainsFunc(c.Actors, func(b *Actor) bool {
		return b.Number != number && b.mode != Lost && !b.Share.Away && b.Share.Used &&
			(now >= c.Stop || b.pace.TimeLeft(now) > 2*nearStop)
	})
}

// abandon ends the campaign as a whole.
func (c *Campaign) abandon(now int64) {
	if c.ended {
		return
	}
	c.ended = true
	for _, a := range c.Actors {
		if a.mode != Lost {
			a.drop(event.CampaignStopped)
		}
	}
}
