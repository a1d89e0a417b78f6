package campaign

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// choose picks the campaign's accounts by a keyed shuffle, of each profile as
// many as asked for. Ways of acquisition that need accounts of a kind of their
// own choose first; each campaign chooses for itself, and two may meet in an
// account.
func (c *resolved) choose(w *World) error {
	x := choice{c: c, w: w, last: w.Calendar.Of(c.stop).Number, taken: map[uint32]bool{}}
	for _, ask := range c.sc.Access.Asks() {
		if err := x.take(scenarios.ProfileCount{Profile: ask.Profile, Count: ask.Count}, ask.How); err != nil {
			return err
		}
	}
	c.assign(w)
	return nil
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
		if how == scenarios.Insider && x.w.Accounts.Auth(k, x.last) == event.ECPS {
			rank |= 1 << 63 // the question on the owner's phone would be in the way
		}
		list = append(list, candidate{rank, k})
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.rank, b.rank) })
	var chosen []uint32
	for i := 0; i < len(list) && len(chosen) < want.Count; i++ {
		if how != scenarios.SessionTheft || x.rides(list[i].k) {
			chosen = append(chosen, list[i].k)
		}
	}
	if x.c.sc.Pacing.Rate.Unit == scenarios.OwnerMean && how != scenarios.SessionTheft && len(chosen) == want.Count {
		others := make([]uint32, 0, len(list)-len(chosen))
		for _, l := range list[len(chosen):] {
			others = append(others, l.k)
		}
		x.enough(chosen, others, want.Profile)
	}
	for _, k := range chosen {
		x.taken[k] = true
		x.c.lanes = append(x.c.lanes, &lane{account: k, how: how})
	}
	if have := len(chosen); have < want.Count {
		return fmt.Errorf("it takes %d %saccounts%s, but only %d exist: ask for fewer, or raise population.accounts or the profile's share",
			want.Count, kindWord(how), ofProfile(want.Profile), have)
	}
	return nil
}

// enough replaces, one by one, the chosen account whose owner looks up least by
// the next other one whose owner looks up more than the mean that a check of the
// file reckons with, until all together look up so much.
func (x *choice) enough(chosen, others []uint32, p scenarios.Profile) {
	volume := func(k uint32) int64 { return x.w.Accounts.At(k).MeanMilli }
	mean, sum := x.w.Scenario.OwnerVolume(x.c.sc, p), int64(0)
	for _, k := range chosen {
		sum += volume(k)
	}
	for _, k := range others {
		if sum >= mean*int64(len(chosen)) {
			return
		}
		if volume(k) <= mean {
			continue
		}
		least := 0
		for i := range chosen {
			if volume(chosen[i]) < volume(chosen[least]) {
				least = i
			}
		}
		if volume(chosen[least]) < mean {
			sum += volume(k) - volume(chosen[least])
			chosen[least] = k
		}
	}
}

// kindOf reports whether an account is one that can be got in a way.
func (x *choice) kindOf(k uint32, how scenarios.Acquisition) bool {
	idle, _ := x.w.Accounts.Idle(k)
	switch how {
	case scenarios.DormantAccount:
		return idle == population.Left
	case scenarios.SelfRegistration:
		return idle == population.Unused
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
func (c *resolved) assign(w *World) {
	counts := c.sc.Access.Ways()
	for i, a := range c.sc.Access.Acquire {
		if a.How.Special() {
			counts[i] = 0
		}
	}
	slices.SortFunc(c.lanes, func(a, b *lane) int {
		return cmp.Compare(c.key.At2(3, uint64(a.account)).Uint64(), c.key.At2(3, uint64(b.account)).Uint64())
	})
	next := 0
	for i, l := range c.lanes {
		l.number, l.key = i, c.key.At2(4, uint64(l.account))
		if l.how == scenarios.Insider {
			l.human = w.userOf(l)
		}
		if l.how.Special() {
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
