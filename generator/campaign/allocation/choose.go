package allocation

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// Account is one compromised account of a campaign.
type Account struct {
	Number int    // among the campaign's, in a keyed order
	Index  uint32 // among all accounts
	How    scenarios.Acquisition
	Human  uint8      // the account's user whose client and place it takes; an insider is that user
	Zone   uint8      // for addresses near it; see population.Networks.Zone
	Near   bool       // Zone says where it is
	Key    random.Key // of everything that is drawn about it in this campaign
	Weight uint64     // its part of the list, to those of the others; at least 1
}

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
// Each account's part of the list follows from pacing.shares: the same for all, the
// owner's mean look-ups a day, or a draw from a gamma law. The error says that there
// are fewer accounts than asked for.
func Choose(c *Campaign) ([]Account, error) {
	if want, have := c.Spec.Access.Accounts, c.Accounts.Len(); want > have {
		return nil, fmt.Errorf("access.accounts: %d accounts are asked for, and there are %d: "+
			"write at most %d, or raise population.accounts", want, have, have)
	}
	wants, ways := c.wants()
	x := newChoice(c)
	for i := range wants {
		x.natural(&wants[i])
	}
	for i := range wants {
		x.nearest(&wants[i])
	}
	c.number(x.chosen, ways)
	c.Weigh(x.chosen, c.Spec.Pacing.Shares)
	return x.chosen, nil
}

// want is a number of accounts that are still to be found.
type want struct {
	profile scenarios.Profile // scenarios.NumProfiles = any
	how     scenarios.Acquisition
	count   int
}

// wants lists what the campaign asks for, and how many of the accounts without a
// kind of their own are got in each entry of the acquisition mix. All of these are
// wanted as credential_replay.
func (c *Campaign) wants() (out []want, ways []uint32) {
	left := slices.Clone(c.Spec.Access.Profiles)
	if len(left) == 0 {
		left = []scenarios.ProfileCount{{Profile: scenarios.NumProfiles, Count: c.Spec.Access.Accounts}}
	}
	ways = c.ways()
	for i, a := range c.Spec.Access.Acquire {
		if !special(a.How) {
			continue
		}
		for _, p := range parts(left, ways[i]) {
			out = append(out, want{p.Profile, a.How, p.Count})
		}
		ways[i] = 0
	}
	for _, p := range left {
		out = append(out, want{p.Profile, scenarios.CredentialReplay, p.Count})
	}
	return out, ways
}

// ways counts the accounts got in each entry of the acquisition mix.
func (c *Campaign) ways() []uint32 {
	weights := make([]uint64, len(c.Spec.Access.Acquire))
	for i, a := range c.Spec.Access.Acquire {
		weights[i] = uint64(a.Share)
	}
	if len(weights) == 0 {
		return nil
	}
	return apportion(uint64(c.Spec.Access.Accounts), weights)
}

// apportion divides n in proportion to weights: each has its whole part, and what
// is left goes to those with the largest remainders, the first ones first.
func apportion(n uint64, weights []uint64) []uint32 {
	out, rest, sum := make([]uint32, len(weights)), make([]uint64, len(weights)), uint64(0)
	for _, w := range weights {
		sum += w
	}
	left := n
	for i, w := range weights {
		out[i], rest[i] = uint32(n*w/max(sum, 1)), n*w%max(sum, 1)
		left -= uint64(out[i])
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		out[best]++
		rest[best] = 0
	}
	return out
}

// special reports whether a way needs accounts of a kind of its own.
func special(how scenarios.Acquisition) bool { return how >= scenarios.SessionTheft }

// parts takes n accounts out of what is left of each profile, in proportion.
func parts(left []scenarios.ProfileCount, n uint32) []scenarios.ProfileCount {
	weights, total := make([]uint64, len(left)), uint64(0)
	for i := range left {
		weights[i] = uint64(left[i].Count)
		total += weights[i]
	}
	if total == 0 {
		return nil
	}
	out := slices.Clone(left)
	counts := apportion(min(uint64(n), total), weights)
	for i := range out {
		out[i].Count = min(int(counts[i]), left[i].Count)
		left[i].Count -= out[i].Count
		n -= uint32(out[i].Count)
	}
	for i := 0; i < len(left) && n > 0; i++ { // a profile that had none left
		m := min(n, uint32(left[i].Count))
		out[i].Count += int(m)
		left[i].Count -= int(m)
		n -= m
	}
	return out
}

// number puts the accounts in a keyed order and gives those without a kind of
// their own the ways of the mix, each as often as its share says.
func (c *Campaign) number(accounts []Account, ways []uint32) {
	order := c.draw(drawOrder)
	rank := func(a Account) uint64 { return order.At(uint64(a.Index)).Uint64() }
	slices.SortFunc(accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Index, b.Index))
	})
	next := 0
	for i := range accounts {
		a := &accounts[i]
		a.Number, a.Key = i, c.draw(drawAccount).At(uint64(a.Index))
		a.Zone, a.Near = c.Accounts.Networks().Zone(c.Spec.Network.Kind, c.Accounts.At(a.Index).Dept)
		if a.How == scenarios.Insider {
			a.Human = c.userOf(a)
		}
		if special(a.How) {
			continue
		}
		for next < len(ways) && ways[next] == 0 {
			next++
		}
		if next < len(ways) {
			ways[next]--
			a.How = c.Spec.Access.Acquire[next].How
		}
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
func (x *choice) natural(w *want) {
	for _, sorts := range suits(w.how).natural {
		x.take(w, sorts, true)
	}
}

// nearest makes up what is missing.
func (x *choice) nearest(w *want) {
	if w.how == scenarios.SessionTheft {
		x.roomiest(w)
	}
	s := suits(w.how)
	for _, sorts := range s.nearest {
		x.take(w, sorts, true)
	}
	for _, sorts := range slices.Concat(s.natural, s.nearest) {
		x.take(w, sorts, false)
	}
}

// take picks accounts of some sorts, of the wanted profile or of any, in keyed
// order.
func (x *choice) take(w *want, sorts kind, profile bool) {
	profile = profile && w.profile != scenarios.NumProfiles
	for _, k := range x.order {
		if w.count == 0 {
			return
		}
		if x.taken[k] || x.sorts[k]&sorts == 0 || profile && x.c.Accounts.At(k).Profile != w.profile {
			continue
		}
		if w.how == scenarios.SessionTheft && sorts&busy != 0 && x.room(k) < leastRoom {
			continue
		}
		x.pick(w, k)
	}
}

func (x *choice) pick(w *want, k uint32) {
	x.taken[k] = true
	x.chosen = append(x.chosen, Account{Index: k, How: w.how})
	w.count--
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
func (x *choice) roomiest(w *want) {
	if w.count == 0 {
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
		case w.profile != scenarios.NumProfiles && x.c.Accounts.At(k).Profile != w.profile:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(other(a), other(b)), cmp.Compare(x.room(b), x.room(a)))
	})
	for _, k := range list[:min(w.count, len(list))] {
		x.pick(w, k)
	}
}
