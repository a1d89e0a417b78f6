package defence

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// An analyst resets accounts with a script, which waits for the directory at each of
// them, and bans addresses by hand, one after the other, from a list of what used these
// accounts: some are overlooked, and now and then the finger slips to somebody else's.
//
//	at ─► resets, 0.1 to 2 s apart ─► bans, pace apart ─► what was banned by mistake is freed
//
// A machine, and an analyst whose bans alone hold a campaign off, bans at once and
// leaves nothing out.

// Draws of a containment, below the key of its control and its time.
const (
	drawFirst    = 1 + iota // until the first ban
	drawGap                 // between two of them
	drawScript              // between two resets
	drawRank                // of an address on the list
	drawOverlook            // whether an address is overlooked
	drawMistake             // whether somebody else's is banned as well
	drawInnocent            // whose
	drawFreed               // when that is noticed
)

// Containment by hand (assumptions).
const (
	mostByHand  = 50 * calendar.Minute // for a list, however long: whoever has a long one is helped
	spreadOf    = 52_400               // sigma 0.8 of the gaps between bans, in 1/65536
	scriptGap   = 350 * 1_000          // median time that a reset takes
	mostScripts = 30 * calendar.Second // for all of them
)

// hand is one containment.
type hand struct {
	c    control
	key  random.Key
	slow bool // by hand
}

// handOfControl sets the draws of hands apart from those of other alerts.
const handOfControl = 1 << 32

// handOf is the hand that acts for a control at an instant.
func (x *acts) handOf(c control, now int64) hand {
	h := hand{c: c, key: x.world.Key.Stream(script.AlertStream).At2(handOfControl|uint64(c.id), uint64(now))}
	h.slow = c.Type == scenarios.Analyst && c.Pace > 0 && slices.Contains(c.Actions, scenarios.ResetAccounts) &&
		!slices.ContainsFunc(x.world.Scenario.Campaigns, func(k scenarios.Campaign) bool {
			return k.Access.Takes(scenarios.Insider) // whose cards go on to work
		})
	return h
}

// banAll queues the bans of a list of addresses.
func (x *acts) banAll(h hand, uses []*event.AddressInterval, now int64) {
	if !h.slow {
		for i, u := range uses {
			x.queue.At(now+int64(i)*banEvery, func(now int64) { x.ban(h.c, u, now) })
		}
		return
	}
	list := slices.Clone(uses)
	rank := func(u *event.AddressInterval) uint64 { return h.of(drawRank, u).Uint64() }
	slices.SortStableFunc(list, func(a, b *event.AddressInterval) int { return cmp.Compare(rank(a), rank(b)) })
	pace := min(int64(h.c.Pace), mostByHand/2/int64(max(len(list), 1)))
	latest := now + mostByHand
	at := now + script.Between(h.key.At(drawFirst), 5*calendar.Second, 40*calendar.Second)
	for _, u := range list {
		if h.of(drawOverlook, u).Chance(int64(h.c.Missed)) {
			continue
		}
		x.queue.At(min(at, latest), func(now int64) { x.ban(h.c, u, now) })
		draw := h.of(drawGap, u).Rand()
		at += draw.LogNormal(pace, spreadOf) + calendar.Second
		if h.of(drawMistake, u).Chance(int64(h.c.Mistaken)) {
			x.queue.At(min(at, latest), func(now int64) { x.mistake(h, u, now) })
			at += calendar.Second
		}
	}
}

// of names a draw about an address.
func (h *hand) of(what uint64, u *event.AddressInterval) random.Key {
	return h.key.At2(what, u.Addr.Hi).At(u.Addr.Lo)
}

// mistake bans the address of somebody who has nothing to do with it, until they have
// complained and been heard.
func (x *acts) mistake(h hand, beside *event.AddressInterval, now int64) {
	w := x.world
	k := uint32(h.of(drawInnocent, beside).Below(uint64(w.Accounts.Len())))
	u := &event.AddressInterval{}
	u.Addr, u.Net, u.Place = w.Base.Address(k, 0, w.Calendar.Of(now).Number, 0)
	_, out := x.addrs.Banned(u.Addr, now)
	used := func(b *event.AddressInterval) bool { return b.Addr == u.Addr }
	if out || u.Addr.IsZero() || slices.ContainsFunc(x.book.Uses, used) {
		return
	}
	key := h.of(drawFreed, beside)
	heard := w.AtDesk(now+script.Between(key, 2*calendar.Hour, 30*calendar.Hour), key)
	c, until := h.c, *h.c.Control
	until.Duration = scenarios.Micros(heard - now)
	c.Control, c.detail = &until, "by mistake"
	x.mistaken = append(x.mistaken, u.Addr)
	x.ban(c, u, now)
}

// resetTimes spreads resets over the time that the script takes.
func (h *hand) resetTimes(n int, now int64) []int64 {
	out := make([]int64, n)
	at := now + resetAfter
	for i := range out {
		out[i] = at
		gap := int64(resetEvery)
		if h.slow {
			draw := h.key.At2(drawScript, uint64(i)).Rand()
			gap = min(draw.LogNormal(scriptGap, spreadOf), max(mostScripts-(at-now), int64(n-i)*1_000)/int64(n-i)*3)
		}
		at += gap
	}
	return out
}
