package actor

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// play writes a scripted step of the actor's visit, now, and notes the address.
func (c *core) play(act script.Action) {
	act.Step = c.step()
	if act.Visit.Account == 0 && act.Visit.Session == 0 {
		act.Visit = c.visit
	}
	c.stage.Book.Write(act)
	c.used(&act.Visit, act.Step.TS)
}

// playInside writes a scripted step of the session that the actor has.
func (c *core) playInside(act script.Action) {
	c.play(act)
	c.noteEvents(c.stage.Queue.Now(), c.stage.Queue.Now(), 1)
}

// used notes that the account was used from the address of a visit.
func (c *core) used(v *portal.Visit, ts int64) {
	iv := &c.Interval
	if iv.First == 0 {
		iv.First = ts
	}
	iv.First, iv.Last = min(iv.First, ts), max(iv.Last, ts)
	c.State.Used(c.stage.Book.Used(v, ts), ts)
}

// note adds a line to the campaign's journal.
func (c *core) note(what event.Move, phase event.Phase) { c.noteAt(c.stage.Queue.Now(), what, phase) }

func (c *core) noteAt(ts int64, what event.Move, phase event.Phase) {
	j := &c.stage.Book.Journal
	j.Campaigns = append(j.Campaigns, event.CampaignEntry{
		TS: ts, Campaign: c.camp.ID, Phase: phase, Action: what, Account: c.Index, Addr: c.visit.Addr,
	})
}

// noteEvents notes events in the session that the actor has.
func (c *core) noteEvents(from, to, events int64) {
	c.stage.Book.Session(&c.visit, from, to, events)
	c.last = max(c.last, to)
}

// noteBegin notes the first look-up of an entry of the list.
func (c *core) noteBegin(ts int64) {
	if !c.begun {
		c.begun = true
		c.noteAt(ts, event.ScrapingBegun, event.Scrape)
	}
}

// noteEnd notes the end of an actor that nobody stopped.
func (c *core) noteEnd(now int64) {
	if c.begun && !c.told && c.mode != Lost {
		c.noteAt(min(now, c.camp.End-1), event.ScrapingEnded, event.Stop)
		c.told = true
	}
}

// noteStolen notes when the first session of the account is used.
func (c *core) noteStolen(ts int64) {
	if c.Interval.First == 0 {
		c.Interval.AcquiredAt = ts
		c.noteAt(ts, event.CookieReplayed, event.Acquire)
	}
}

// book notes what the look-ups of a spell did: when, how many events, from which
// addresses.
func (c *core) book(l *spell.Log, s *spell.Spell) {
	if s.Booked {
		return
	}
	s.Booked = true
	first, last, events := c.bookEvents(l, s)
	if events == 0 {
		return
	}
	if c.How == scenarios.SessionTheft {
		c.noteStolen(first)
		if s.Made > 0 && s.Answered() {
			c.noteBegin(first)
		}
	}
	if !l.Seats.Rotates() {
		c.used(&s.Visit, first)
		c.used(&s.Visit, last)
	}
	c.Share.Used = true
	if s.Made > 0 && s.Answered() {
		c.State.Taken = max(c.State.Taken, last)
	}
	c.stage.Book.Session(&s.Visit, first, last, events)
	c.last = max(c.last, last)
}

// bookEvents counts the events of a spell, those that the portal answers among them, and
// notes from where they came if the address changes within it.
func (c *core) bookEvents(l *spell.Log, s *spell.Spell) (first, last, events int64) {
	sum := l.SumUp(s)
	c.Interval.LookUps += sum.Answered
	if l.Seats.Rotates() {
		l.Events(s, func(e spell.Event) {
			v := l.Seat(s, e.I, e.TS)
			c.used(&v, e.TS)
		})
	}
	return sum.First, sum.Last, sum.Events
}
