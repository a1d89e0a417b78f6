package campaign

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// choose picks the campaign's accounts by a keyed shuffle, of each profile as
// many as asked for. Ways of acquisition that need accounts of a kind of their
// own choose first; each campaign chooses for itself, and two may meet in an
// account.
func (c *resolved) choose(w *World) error {
	left := slices.Clone(c.sc.Access.Profiles)
	if len(left) == 0 {
		left = []scenarios.ProfileCount{{Profile: scenarios.NumProfiles, Count: c.sc.Access.Accounts}}
	}
	x := choice{c: c, w: w, last: w.Calendar.Of(c.stop).Number, taken: map[uint32]bool{}}
	counts := c.ways()
	for i, a := range c.sc.Access.Acquire {
		if special(a.How) {
			for _, want := range parts(left, counts[i]) {
				if err := x.take(want, a.How); err != nil {
					return err
				}
			}
			counts[i] = 0
		}
	}
	for _, want := range left {
		if err := x.take(want, scenarios.CredentialReplay); err != nil {
			return err
		}
	}
	c.assign(w, counts)
	return nil
}

// ways counts the accounts got in each way of the mix.
func (c *resolved) ways() []uint32 {
	weights := make([]uint64, len(c.sc.Access.Acquire))
	for i, a := range c.sc.Access.Acquire {
		weights[i] = uint64(a.Share)
	}
	if len(weights) == 0 {
		return nil
	}
	return shares(uint64(c.sc.Access.Accounts), weights)
}

// shares divides n in proportion to weights: each has its whole part, and what
// is left goes to those with the largest remainders, the first ones first.
func shares(n uint64, weights []uint64) []uint32 {
	out, rest, sum := make([]uint32, len(weights)), make([]uint64, len(weights)), uint64(0)
	for _, w := range weights {
		sum += w
	}
	left := n
	for i, w := range weights {
		out[i], rest[i] = uint32(n*w/sum), n*w%sum
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
	weights := make([]uint64, len(left))
	for i := range left {
		weights[i] = uint64(left[i].Count)
	}
	out := slices.Clone(left)
	total := uint64(0)
	for _, x := range weights {
		total += x
	}
	if total == 0 {
		return nil
	}
	for i, m := range random.NewLadder(weights).Counts(n, 1<<31, nil) {
		m = min(m, uint32(left[i].Count))
		out[i].Count = int(m)
		left[i].Count -= int(m)
		n -= m
	}
	for i := 0; i < len(left) && n > 0; i++ { // what rounding left over
		m := min(n, uint32(left[i].Count))
		out[i].Count += int(m)
		left[i].Count -= int(m)
		n -= m
	}
	return out
}

// choice is a campaign's accounts in the making.
type choice struct {
	c     *resolved
	w     *World
	last  int32 // day of the stop
	taken map[uint32]bool
}

// take picks accounts of a profile for a way of acquisition.
func (x *choice) take(want scenarios.ProfileCount, how scenarios.Acquisition) error {
	type candidate struct {
		rank uint64
		k    uint32
	}
	var list []candidate
	for k := range uint32(x.w.Accounts.Len()) {
		if x.taken[k] || want.Profile != scenarios.NumProfiles && x.w.Accounts.At(k).Profile != want.Profile || !x.kindOf(k, how) {
			continue
		}
		rank := x.c.key.At2(2, uint64(k)).Uint64() >> 1
		if x.w.Accounts.Auth(k, x.last) != event.Password && how != scenarios.SessionTheft && how != scenarios.Insider {
			rank |= 1 << 63 // those with a password until the stop come first
		}
		list = append(list, candidate{rank, k})
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.rank, b.rank) })
	have := 0
	for i := 0; i < len(list) && have < want.Count; i++ {
		if how == scenarios.SessionTheft && !x.rides(list[i].k) {
			continue
		}
		x.taken[list[i].k] = true
		x.c.lanes = append(x.c.lanes, &lane{account: list[i].k, how: how})
		have++
	}
	if have < want.Count {
		return fmt.Errorf("it takes %d %saccounts%s, but only %d exist: ask for fewer, or raise population.accounts or the profile's share",
			want.Count, kindWord(how), ofProfile(want.Profile), have)
	}
	return nil
}

// kindOf reports whether an account is one that can be got in a way.
func (x *choice) kindOf(k uint32, how scenarios.Acquisition) bool {
	idle, _ := x.w.Accounts.Idle(k)
	switch how {
	case scenarios.DormantAccount:
		return idle == population.Left
	case scenarios.SelfRegistration:
		return idle == population.Unused
	case scenarios.Insider: // the question on the owner's phone would be in the way
		return idle == population.Busy && x.w.Accounts.Auth(k, x.last) != event.ECPS
	}
	return idle == population.Busy
}

func kindWord(how scenarios.Acquisition) string {
	switch how {
	case scenarios.DormantAccount:
		return "idle "
	case scenarios.SelfRegistration:
		return "newly opened, unused "
	case scenarios.SessionTheft:
		return "busy enough "
	}
	return ""
}

// rides reports whether the owner's sessions leave room before the stop for the
// look-ups of a stolen session.
func (x *choice) rides(k uint32) bool {
	var room int64
	for _, r := range x.c.forList(ridesOf(x.w, x.c, k)) {
		if r.from >= x.c.sc.Window.From.UnixMicro() && r.to < x.c.stop {
			room += r.to - r.from
		}
	}
	return room >= leastRide
}

func ofProfile(p scenarios.Profile) string {
	if p == scenarios.NumProfiles {
		return ""
	}
	return fmt.Sprintf(" of profile %s", p)
}

// assign numbers the lanes in a keyed order and deals out the ways of
// acquisition that need no accounts of their own, each as often as its share
// says.
func (c *resolved) assign(w *World, counts []uint32) {
	slices.SortFunc(c.lanes, func(a, b *lane) int {
		return cmp.Compare(c.key.At2(3, uint64(a.account)).Uint64(), c.key.At2(3, uint64(b.account)).Uint64())
	})
	next := 0
	for i, l := range c.lanes {
		l.number, l.key = i, c.key.At2(4, uint64(l.account))
		if l.how == scenarios.Insider {
			l.human = w.userOf(l)
		}
		if special(l.how) {
			continue
		}
		for next < len(counts) && counts[next] == 0 {
			next++
		}
		if next < len(counts) {
			counts[next]--
			l.how = c.sc.Access.Acquire[next].How
		}
	}
}
