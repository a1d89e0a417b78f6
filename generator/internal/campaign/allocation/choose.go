package allocation

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/scenarios"
)

// Choose picks the campaign's accounts by a keyed shuffle, of each profile as
// many as asked for, and numbers them in another keyed order. Each campaign
// chooses for itself, and two may meet in an account.
//
// Every way of acquisition has accounts that suit it (see suits). First each way
// takes what suits it, the ways with accounts of a kind of their own before the
// others. What is then missing is made up with the nearest kind of the profile
// asked for, and with other profiles when there are none left. An account for
// session_theft suits if its owner's sessions leave at least three minutes of
// working time in the window; when these run out, those with most room are taken.
//
// Of those that suit, accounts whose passwords hold go before others, where that matters.
// An account in which two campaigns would shut each other out is left to the one that has
// it, and the next of its kind takes its place; nothing else changes.
//
// Each account's part of the list follows from pacing.shares: the same for all, the
// owner's mean look-ups a day, or a draw from a gamma law. The error says that there
// are fewer accounts than asked for.
func Choose(c *Campaign) ([]Account, error) {
	if want, have := c.Spec.Access.Accounts, c.Accounts.Len(); want > have {
		return nil, fmt.Errorf("access.accounts: %d accounts are asked for, and there are %d: "+
			"write at most %d, or raise population.accounts", want, have, have)
	}
	asks, x := c.Spec.Access.Asks(), newChoice(c)
	for i := range asks {
		x.firm = c.Firm != nil
		x.natural(&asks[i])
		x.firm = false
		x.natural(&asks[i])
	}
	for i := range asks {
		x.nearest(&asks[i])
	}
	c.number(x.chosen)
	x.yield()
	for i := range x.chosen {
		c.settle(&x.chosen[i])
	}
	c.Weigh(x.chosen, c.Spec.Pacing.Shares)
	return x.chosen, nil
}

// number puts the accounts in a keyed order and gives those without a kind of
// their own the ways of the mix, each as often as its share says.
func (c *Campaign) number(accounts []Account) {
	ways, next := c.Spec.Access.Ways(), 0
	spent := func() bool { return ways[next] == 0 || c.Spec.Access.Acquire[next].How.Special() }
	order := c.draw(drawOrder)
	rank := func(a Account) uint64 { return order.At(uint64(a.Index)).Uint64() }
	slices.SortFunc(accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Index, b.Index))
	})
	for i := range accounts {
		a := &accounts[i]
		if a.Number = i; a.How.Special() {
			continue
		}
		for next < len(ways) && spent() {
			next++
		}
		if next < len(ways) {
			ways[next]--
			a.How = c.Spec.Access.Acquire[next].How
		}
	}
}

// settle says what follows from which account it is.
func (c *Campaign) settle(a *Account) {
	a.Key = c.draw(drawAccount).At(uint64(a.Index))
	a.Zone, a.Near = c.Accounts.Networks().Zone(c.Spec.Network.Kind, c.Accounts.At(a.Index).Dept)
	if a.How == scenarios.Insider {
		a.Human = c.userOf(a)
	}
}

// userOf chooses which of the users of an account an insider is: a delegate where
// there is one.
func (c *Campaign) userOf(a *Account) uint8 {
	if humans := c.Accounts.At(a.Index).Humans; humans > 1 {
		return 1 + uint8(a.draw(drawUser).Below(uint64(humans-1)))
	}
	return 0
}

// choice is a campaign's accounts in the making.
type choice struct {
	c      *Campaign
	order  []uint32 // all accounts, shuffled
	sorts  []kind   // by account
	rooms  map[uint32]int64
	taken  []bool
	chosen []Account
	firm   bool // only those whose passwords hold
}

func newChoice(c *Campaign) *choice {
	n := c.Accounts.Len()
	x := &choice{c: c, taken: make([]bool, n), rooms: map[uint32]int64{}}
	x.order, x.sorts = make([]uint32, n), make([]kind, n)
	key, day := c.draw(drawRank), c.Calendar.Of(c.Stop).Number
	ranks := make([]uint64, n)
	for k := range x.order {
		x.order[k], x.sorts[k] = uint32(k), c.sortOf(uint32(k), day)
		ranks[k] = key.At(uint64(k)).Uint64()
	}
	slices.SortFunc(x.order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(ranks[a], ranks[b]), cmp.Compare(a, b))
	})
	return x
}

// natural takes accounts that suit a way.
func (x *choice) natural(w *scenarios.Ask) {
	for _, sorts := range suits(w.How).natural {
		x.take(w, sorts, true)
	}
}

// nearest makes up what is missing.
func (x *choice) nearest(w *scenarios.Ask) {
	if w.How == scenarios.SessionTheft {
		x.roomiest(w)
	}
	s := suits(w.How)
	for _, sorts := range s.nearest {
		x.take(w, sorts, true)
	}
	for _, sorts := range slices.Concat(s.natural, s.nearest) {
		x.take(w, sorts, false)
	}
}

// take picks accounts of some sorts, of the wanted profile or of any, in keyed
// order.
func (x *choice) take(w *scenarios.Ask, sorts kind, profile bool) {
	profile = profile && w.Profile != scenarios.NumProfiles
	for _, k := range x.order {
		if w.Count == 0 {
			return
		}
		if x.taken[k] || x.sorts[k]&sorts == 0 || profile && x.c.Accounts.At(k).Profile != w.Profile {
			continue
		}
		if x.firm && !x.c.Firm(k) {
			continue
		}
		if w.How == scenarios.SessionTheft && sorts&busy != 0 && x.room(k) < leastRoom {
			continue
		}
		x.pick(w, k)
	}
}

func (x *choice) pick(w *scenarios.Ask, k uint32) {
	x.taken[k] = true
	x.chosen = append(x.chosen, Account{Index: k, How: w.How})
	w.Count--
}

// yield puts others in the place of accounts that are shut, each the next in the keyed
// order: of the same kind and profile, those whose passwords hold first; then, where no
// profile is asked for, of any profile; at last any that somebody works with, without a
// question on the telephone if possible. Where there is none, the account stays.
func (x *choice) yield() {
	if x.c.Shut == nil {
		return
	}
	profiles := len(x.c.Spec.Access.Profiles) > 0
	for i := range x.chosen {
		a := &x.chosen[i]
		if !x.c.Shut(a.Index, a.How) {
			continue
		}
		own, sort := x.c.Accounts.At(a.Index).Profile, x.sorts[a.Index]
		like := func(sorts kind, anyProfile bool) func(k uint32) bool {
			return func(k uint32) bool {
				return x.sorts[k]&sorts != 0 && (anyProfile || x.c.Accounts.At(k).Profile == own)
			}
		}
		firm := func(k uint32) bool { return like(sort, false)(k) && (x.c.Firm == nil || x.c.Firm(k)) }
		for _, fits := range []func(k uint32) bool{
			firm, like(sort, false), like(sort, !profiles), like(password|card, !profiles), like(busy, !profiles),
		} {
			if x.replace(a, fits) {
				break
			}
		}
	}
}

// replace puts the first account that fits and is open in the place of another one.
func (x *choice) replace(a *Account, fits func(k uint32) bool) bool {
	for _, k := range x.order {
		if x.taken[k] || !fits(k) || x.c.Shut(k, a.How) || a.How == scenarios.SessionTheft && x.room(k) < leastRoom {
			continue
		}
		x.taken[k], a.Index = true, k
		return true
	}
	return false
}

// room is the working time that the owner's sessions of an account leave.
func (x *choice) room(k uint32) int64 {
	room, known := x.rooms[k]
	if !known {
		room = x.c.room(k)
		x.rooms[k] = room
	}
	return room
}

// roomiest takes accounts for session_theft by the room that they have, those
// of the wanted profile first; those whose owners leave none come last.
func (x *choice) roomiest(w *scenarios.Ask) {
	if w.Count == 0 {
		return
	}
	var list []uint32
	for _, k := range x.order {
		if !x.taken[k] && x.sorts[k]&busy != 0 {
			list = append(list, k)
		}
	}
	other := func(k uint32) int {
		switch {
		case x.room(k) == 0:
			return 2
		case w.Profile != scenarios.NumProfiles && x.c.Accounts.At(k).Profile != w.Profile:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(other(a), other(b)), cmp.Compare(x.room(b), x.room(a)))
	})
	for _, k := range list[:min(w.Count, len(list))] {
		x.pick(w, k)
	}
}
