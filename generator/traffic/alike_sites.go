package traffic

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/generator/accounts"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// near says how close the two of a pair must be.
type near uint8

// The degrees, from the usual one to none, for worlds without pairs enough.
const (
	pharmacies  near = iota // pharmacies at different sites of one département
	sameDept                // accounts of one profile there
	sameProfile             // accounts of one profile at different sites anywhere
	anotherSite             // any accounts at different sites
	anotherDesk             // any accounts
)

// twins picks pairs of busy accounts, as near to each other as there are: the
// two of a pair stand side by side.
func (w *World) twins(spec *scenarios.LookAlike, key random.Key) ([]uint32, error) {
	var out []uint32
	used := map[uint32]bool{}
	order, farthest := w.shuffled(key), anotherDesk
	if w.alikes.usual {
		farthest = sameDept
	}
	for how := pharmacies; how <= farthest; how++ {
		for _, k := range order {
			if len(out) == spec.Sites {
				return out, nil
			}
			if idle, _ := w.accounts.Idle(k); idle != accounts.Busy || used[k] || how == pharmacies && w.accounts.At(k).Profile != scenarios.Pharmacy {
				continue
			}
			if b, ok := w.neighbour(k, how, used); ok {
				used[k], used[b] = true, true
				out = append(out, k, b)
			}
		}
	}
	if len(out) == spec.Sites {
		return out, nil
	}
	return out, fmt.Errorf("benign.look_alikes: twin_sites asks for %d sites, but only %d accounts make pairs: ask for fewer, or raise population.accounts", spec.Sites, len(out))
}

// shuffled is all accounts in an order that the key draws.
func (w *World) shuffled(key random.Key) []uint32 {
	order := slices.Clone(w.order)
	slices.SortStableFunc(order, func(a, b uint32) int {
		return cmp.Compare(key.At2(drawRank, uint64(a)).Uint64(), key.At2(drawRank, uint64(b)).Uint64())
	})
	return order
}

// neighbour finds the unused busy account whose département, and there whose
// panel, is nearest, among those that are near in the way that is asked for.
func (w *World) neighbour(k uint32, how near, used map[uint32]bool) (best uint32, ok bool) {
	a := w.accounts.At(k)
	among := w.order
	if how <= sameDept {
		among = w.inDept(a.Dept)
	}
	var far int64
	var least uint32
	for _, n := range among {
		b := w.accounts.At(n)
		if idle, _ := w.accounts.Idle(n); idle != accounts.Busy || n == k || used[n] ||
			how <= sameProfile && b.Profile != a.Profile || how <= anotherSite && b.Site == a.Site {
			continue
		}
		away, apart := w.accounts.Distance(k, n), max(a.Panel.Start, b.Panel.Start)-min(a.Panel.Start, b.Panel.Start)
		if !ok || away < far || away == far && apart < least {
			best, far, least, ok = n, away, apart, true
		}
	}
	return best, ok
}

// sharedAfter counts the shared addresses that the entries behind one ask for.
func sharedAfter(sc *scenarios.Scenario, entry int) (n int) {
	for _, l := range sc.Benign.LookAlikes[entry+1:] {
		if l.Kind == scenarios.SharedNAT {
			n += l.Sites
		}
	}
	return n
}

// shareAddresses puts groups of neighbouring accounts behind one address each:
// of one département, in smaller groups where départements are sparse, and of
// several where there are no two left in any. later is how many addresses other
// entries are still to have: two accounts are left for each.
func (w *World) shareAddresses(spec *scenarios.LookAlike, key random.Key, later int) error {
	order, left, free := w.shuffled(key), spec.Sites, w.accounts.Len()-len(w.alikes.nat)
	share := func(least int, near func(k uint32) ([]uint32, int)) {
		for _, k := range order {
			if left == 0 {
				return
			}
			if w.alikes.nat[k] != 0 {
				continue
			}
			most := max(spec.PerAddress.Max, least)
			if !w.alikes.usual {
				most = min(most, free-2*(left-1+later))
			}
			others, at := near(k)
			if few := min(least, most); few > 1 && len(others)+1 >= few {
				want := few + int(key.At(uint64(k)).Below(uint64(most-few)+1))
				free -= w.group(k, others, at, want)
				left--
			}
		}
	}
	for least := max(spec.PerAddress.Min, 2); least >= 2; least = least * 3 / 4 {
		share(least, w.freeInDept)
	}
	if !w.alikes.usual {
		share(2, w.freeAnywhere)
	}
	if left > 0 {
		return fmt.Errorf("benign.look_alikes: shared_nat asks for %d addresses with several accounts each, but only %d can be made up: ask for fewer, or raise population.accounts",
			spec.Sites, spec.Sites-left)
	}
	return nil
}

// freeInDept lists the other accounts of k's département that are behind no
// shared address yet, and says where among them k would be.
func (w *World) freeInDept(k uint32) (others []uint32, at int) {
	for _, n := range w.inDept(w.accounts.At(k).Dept) {
		if w.alikes.nat[n] == 0 && n != k {
			others = append(others, n)
		}
	}
	at, _ = slices.BinarySearch(others, k)
	return others, at
}

// freeAnywhere is freeInDept of all départements, the nearest first.
func (w *World) freeAnywhere(k uint32) (others []uint32, at int) {
	for _, n := range w.order {
		if w.alikes.nat[n] == 0 && n != k {
			others = append(others, n)
		}
	}
	slices.SortStableFunc(others, func(a, b uint32) int {
		return cmp.Compare(w.accounts.Distance(k, a), w.accounts.Distance(k, b))
	})
	return others, 0
}

// group puts k and those next to it among others behind k's address, as many as
// wanted or as there are, and returns how many that is.
func (w *World) group(k uint32, others []uint32, at, want int) int {
	from := max(min(at-want/2, len(others)-want+1), 0)
	behind := others[from:min(from+want-1, len(others))]
	w.alikes.nat[k] = k + 1
	for _, n := range behind {
		w.alikes.nat[n] = k + 1
	}
	return 1 + len(behind)
}
