package actor

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/allocation"
	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/ledger"
	"breachsim/generator/campaign/targets"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// Campaign is one campaign on the stage: what its actors share.
type Campaign struct {
	ID     uint8  // 1 + index
	Name   uint16 // in the names of its steps; follows from its own id alone
	Spec   *scenarios.Campaign
	Policy Policy
	Key    random.Key
	List   *targets.List
	Alloc  *allocation.Campaign
	Pool   *allocation.Pool
	Ledger *ledger.Ledger
	Crew   *ledger.Crew
	Actors []*Actor
	Rides  []Ride // sessions of owners that were used
	Stop   int64  // look-ups of the wanted number lie before it
	End    int64  // and where nobody defends, the campaign goes on to here

	// Turns says of accounts that come one after the other which one waits for
	// which; nil = none does.
	Turns []allocation.Turn

	stage   *defence.Stage
	cursor  *targets.Cursor
	dealt   int64 // when the rest was dealt last
	deals   int
	timer   *clock.Timer
	ended   bool
	stopped bool // by a control by the clock
}

// Until is when the campaign is over. Where somebody defends, nobody gets anything
// beyond the stop: what is asked for then is refused.
func (c *Campaign) Until() int64 { return c.End }

// rated reports whether the scenario gives a rate.
func (c *Campaign) rated() bool { return c.Spec.Pacing.Rate.Unit != scenarios.NoRate }

// fairPart bounds what one session takes of a list that is worked through at a
// rate, so that all accounts are done at about the same time.
func (c *Campaign) fairPart() uint64 {
	working := uint64(1)
	for _, a := range c.Actors {
		if a.mode != Lost && !a.Share.Away {
			working++
		}
	}
	return max(c.Ledger.Left()/working/2, 1)
}

// Play queues the first steps of all actors.
func (c *Campaign) Play(s *defence.Stage) {
	c.stage, c.cursor = s, c.List.Cursor()
	c.dealt = c.Spec.Window.From.UnixMicro()
	c.deal(c.dealt)
	for _, a := range c.Actors {
		a.stage = s
		a.enlist()
	}
	s.Queue.At(c.Stop-lastMoments, c.lastCall)
	if c.End > c.Stop {
		at := c.Stop
		if s.Defence.Defended() {
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
	if c.ended || !slices.ContainsFunc(c.Actors, func(a *Actor) bool { return a.spell() != nil && a.pressing.Why == event.NoReason }) {
		return
	}
	open := false
	for _, a := range c.Actors {
		if a.spell() != nil || a.Lost() {
			continue
		}
		open = open || a.Share.Owed() > 0 || a.hand.held
		a.dropHand()
		a.Share.Away, a.waived = true, true
	}
	if open {
		c.deal(now)
	}
}

// settled is when a control by the clock is in force everywhere.
const settled = 2 * calendar.Second

// deal divides what is left among the actors.
func (c *Campaign) deal(now int64) {
	c.dealt = now
	c.deals++
	left := c.Ledger.Left()
	dealt := c.Crew.Deal(now, left)
	if dealt < left {
		c.deadlock(now)
	}
}

// deadlock deals anew what nobody can take because all sessions are laid out to
// the stop: they are cut, and take the rest.
func (c *Campaign) deadlock(now int64) {
	var cut []*Actor
	for _, a := range c.Actors {
		if a.mode == Inside && a.Share.Busy > now && !a.Share.Away && a.recut(now) {
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
func (c *Campaign) disturbed(now int64) {
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

// goOn lets a campaign that nobody stops go on behind its list, at the tempo that
// it had.
func (c *Campaign) goOn(now int64) {
	if c.ended {
		return
	}
	from := c.Spec.Window.From.UnixMicro()
	before, after := int64(0), int64(0)
	for _, s := range c.Crew.Shares {
		stop := s.Hours.Cumulative(c.Stop)
		before += stop - s.Hours.Cumulative(from)
		after += s.Hours.Cumulative(c.End) - stop
	}
	made := c.List.Entries()
	n := uint64(ledger.MulDiv(int64(made), after, max(before, 1)))
	c.Ledger.Grow(func(n uint64) (first, got uint64) {
		all := c.List.Batches()
		was := all[len(all)-1].First + all[len(all)-1].Count
		return was, c.List.Extend(was+n) - was
	})
	c.Crew.Stop = c.End
	c.deals++
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
func (c *Campaign) handOver(a *Actor) {
	if c.Turns == nil || c.Turns[a.Number].Order < 0 {
		return
	}
	now, own := c.stage.Queue.Now(), c.Turns[a.Number]
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

// abandon ends the campaign as a whole.
func (c *Campaign) abandon(now int64) {
	if c.ended {
		return
	}
	c.ended = true
	for _, a := range c.Actors {
		if a.mode != Lost {
			a.leaveAll()
			a.mode = Lost
			a.note("campaign_stopped", event.Stop)
		}
	}
}

// over reports whether nothing is looked up any more at an instant.
func (a *Actor) over(now int64) bool { return a.mode == Lost || a.camp.ended || now >= a.camp.Until() }

// localDay numbers the local day of an instant.
func (a *Actor) localDay(now int64) *calendar.Day { return a.stage.World.Calendar.Of(now) }
