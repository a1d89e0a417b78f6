// Package script is what the stage writes down while it is played: every step of
// the log outside the base sessions and outside the spells of look-ups, what is
// laid over base sessions, and the truth of the period.
//
//	actor, owner, defence ─► Book ─┬─► actions    ready to be emitted by any slice
//	                               ├─► overlays   what becomes of honest users' sessions
//	                               └─► journal    the truth that belongs to the whole period
//
// A step is written by a handler of the queue at the handler's own time; Write
// counts those that are not, and a test demands that there are none. The package
// decides nothing.
package script

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// Book is written while the stage is played, and read-only afterwards.
type Book struct {
	World    *World
	Queue    *clock.Queue
	Actions  []Action
	Overlays overlay.Overlays
	Touched  []bool // accounts that overlays speak of
	Journal  event.Journal

	// Misplaced counts steps that were not written at the time of their
	// handler. It is 0.
	Misplaced int

	parts map[part]int // place in the journal's sessions
	uses  map[use]*event.AddressInterval
	Uses  []*event.AddressInterval // in order of first use
	acts  map[uint8]int            // steps of each control so far
}

// part is a campaign's part in a session: two may be in one that was hijacked.
type part struct {
	session  uint64
	campaign uint8
}

// use is a campaign's use of an address.
type use struct {
	addr     event.Addr
	campaign uint8
}

// NewBook returns an empty book.
func NewBook(w *World, q *clock.Queue) *Book {
	return &Book{
		World: w, Queue: q, Overlays: overlay.Overlays{}, Touched: make([]bool, w.Accounts.Len()),
		parts: map[part]int{}, uses: map[use]*event.AddressInterval{}, acts: map[uint8]int{},
	}
}

// Write adds a step of the log.
func (b *Book) Write(a Action) {
	if a.Step.TS != b.Queue.Now() {
		b.Misplaced++
	}
	b.Actions = append(b.Actions, a)
}

// Lay adds a step when the stage is over: what follows for those who shared an
// address.
func (b *Book) Lay(a Action) { b.Actions = append(b.Actions, a) }

// Overlay returns what is laid over a base session, a new one if need be.
func (b *Book) Overlay(s *traffic.Session, cause event.Cause, by uint8) *overlay.Overlay {
	b.Touched[s.Account] = true
	t := b.Overlays[s.Name()]
	if t == nil {
		t = &overlay.Overlay{Cause: cause, By: by}
		b.Overlays[s.Name()] = t
	}
	return t
}

// Respond notes a step of the defender.
func (b *Book) Respond(r event.Response) { b.Journal.Responses = append(b.Journal.Responses, r) }

// ControlStep names and keys the next step of a control.
func (b *Book) ControlStep(id uint8, ts int64) portal.Step {
	b.acts[id]++
	n := b.acts[id]
	return portal.Step{
		Name: portal.StepName(portal.ControlKind, uint32(id), n), TS: ts,
		Key: b.World.Key.Stream(RecoveryStream).At2(uint64(id), uint64(n)),
	}
}

// Used notes that a campaign used an address at an instant, and returns the
// interval in which it did.
func (b *Book) Used(v *portal.Visit, ts int64) *event.AddressInterval {
	at := use{v.Addr, v.Truth.Campaign}
	u := b.uses[at]
	if u == nil {
		u = &event.AddressInterval{Addr: v.Addr, Net: v.Net, Place: v.Place, Campaign: v.Truth.Campaign, First: ts}
		b.uses[at] = u
		b.Uses = append(b.Uses, u)
	}
	u.First, u.Last = min(u.First, ts), max(u.Last, ts)
	return u
}

// Session notes events of a campaign in a session of its own or in one that was
// hijacked.
func (b *Book) Session(v *portal.Visit, from, to, events int64) {
	id := part{b.World.IDs.Session(v.Session), v.Truth.Campaign}
	n, known := b.parts[id]
	if !known {
		n = len(b.Journal.Sessions)
		b.parts[id] = n
		b.Journal.Sessions = append(b.Journal.Sessions, event.SessionTruth{
			Session: id.session, Account: v.Account, Addr: v.Addr, Campaign: v.Truth.Campaign, From: from, To: to,
		})
	}
	t := &b.Journal.Sessions[n]
	t.From, t.To, t.Attack = min(t.From, from), max(t.To, to), t.Attack+events
}

// Known reports whether the campaign of a visit is known to have used its
// session.
func (b *Book) Known(v *portal.Visit) bool {
	_, known := b.parts[part{b.World.IDs.Session(v.Session), v.Truth.Campaign}]
	return known
}

// Sort brings actions and truth into the order of time, once all is played.
func (b *Book) Sort() {
	slices.SortStableFunc(b.Actions, func(x, y Action) int { return cmp.Compare(x.Step.TS, y.Step.TS) })
	j := &b.Journal
	slices.SortStableFunc(j.Campaigns, func(x, y event.CampaignEntry) int { return cmp.Compare(x.TS, y.TS) })
	slices.SortStableFunc(j.Sessions, func(x, y event.SessionTruth) int { return cmp.Compare(x.From, y.From) })
	slices.SortStableFunc(j.Responses, func(x, y event.Response) int { return cmp.Compare(x.TS, y.TS) })
}
