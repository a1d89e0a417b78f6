package verdict

import (
	"cmp"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
)

// Counter counts what happens while the log is handed over. It remembers the accounts
// that controls disturb and those through which persons are exposed.
type Counter struct {
	ours      map[uint8]bool // controls of the arena, by 1 + index
	disturbed map[uint32]*disturbed
	taken     map[through]*taken
	warned    map[through]int64 // first true alert
	acted     map[through]int64 // first action
	truly     int64             // alerts on something that a campaign used
	falsely   int64
}

// through is an account that a campaign uses.
type through struct {
	campaign uint8
	account  uint32
}

// taken is what a campaign got through an account.
type taken struct {
	persons int64
	last    int64
}

// disturbed is an account whose users a control has refused something.
type disturbed struct {
	since             int64 // of the refusal that nothing that went well has followed yet; 0 = none
	lost              int64 // time from refusals to what went well after them
	out, banned, asks bool
}

// New returns a counter that has seen nothing. ours are the controls by which a detector
// acts, as 1 + their index.
func New(ours []uint8) *Counter {
	c := &Counter{
		ours: map[uint8]bool{}, disturbed: map[uint32]*disturbed{}, taken: map[through]*taken{},
		warned: map[through]int64{}, acted: map[through]int64{},
	}
	for _, k := range ours {
		c.ours[k] = true
	}
	return c
}

// See takes an event that was handed over.
func (c *Counter) See(ev *event.Event, t *event.Truth) {
	if ev.Account == event.NoAccount || t.Label == event.Attack || t.Label == event.Policy {
		return
	}
	if ev.Outcome == event.Failure && t.Label == event.Collateral && c.ours[t.CausedBy] {
		c.refused(ev)
		return
	}
	if d := c.disturbed[ev.Account]; d != nil && d.since != 0 && served(ev) {
		d.lost += ev.TS - d.since
		d.since = 0
	}
}

// refused notes that a user was refused something.
func (c *Counter) refused(ev *event.Event) {
	d := c.disturbed[ev.Account]
	if d == nil {
		d = &disturbed{}
		c.disturbed[ev.Account] = d
	}
	if d.since == 0 {
		d.since = ev.TS
	}
	switch ev.Reason {
	case event.Banned:
		d.banned = true
	case event.Challenged, event.StepUpNeeded:
		d.asks = true
	default:
		d.out = true
	}
}

// served reports whether an event is one that users come to the portal for, or the
// sign-in before it.
func served(ev *event.Event) bool {
	if ev.Outcome != event.Success {
		return false
	}
	return ev.Action == event.Login || ev.Action == event.Lookup || ev.Action == event.ServiceUse
}

// Expose takes the exposures of a slice, each once.
func (c *Counter) Expose(list []event.Exposure) {
	for i := range list {
		x := &list[i]
		at := through{x.Campaign, x.Account}
		if c.taken[at] == nil {
			c.taken[at] = &taken{}
		}
		c.taken[at].persons++
		c.taken[at].last = max(c.taken[at].last, x.TS)
	}
}

// Alert takes an alert at its time, about an account that a campaign uses; campaign 0
// is a false one.
func (c *Counter) Alert(campaign uint8, account uint32, ts int64) {
	if campaign == 0 {
		c.falsely++
		return
	}
	c.truly++
	c.first(c.warned, through{campaign, account}, ts)
}

// Act takes an action about an account that a campaign uses.
func (c *Counter) Act(campaign uint8, account uint32, ts int64) {
	c.first(c.acted, through{campaign, account}, ts)
}

func (c *Counter) first(of map[through]int64, at through, ts int64) {
	if was, known := of[at]; !known || ts < was {
		of[at] = ts
	}
}

// Persons counts the persons exposed.
func (c *Counter) Persons() (n int64) {
	for _, t := range c.taken {
		n += t.persons
	}
	return n
}

// ordered lists the keys of a map by campaign and account.
func ordered[V any](m map[through]V) []through {
	return slices.SortedFunc(maps.Keys(m), func(a, b through) int {
		return cmp.Or(cmp.Compare(a.campaign, b.campaign), cmp.Compare(a.account, b.account))
	})
}
