package kinds

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// sharedNAT is many accounts behind one address.
func sharedNAT() lookalike.Kind {
	return lookalike.Kind{Name: scenarios.SharedNAT, Choose: shareAddresses, Truth: sharers}
}

// sharers appends the truth of shared addresses, by account.
func sharers(x *lookalike.Set, dst []lookalike.Stretch) []lookalike.Stretch {
	if x.Sharing() == 0 {
		return dst
	}
	for k := range uint32(x.Accounts.Len()) {
		if x.Shares(k) {
			dst = append(dst, lookalike.Stretch{
				Account: k, From: x.From, To: x.Until,
				Kind: event.LookAlike(scenarios.SharedNAT), Fools: scenarios.SharedNAT.Fools(),
			})
		}
	}
	return dst
}

// sharing is the accounts of a world while their addresses are given out.
type sharing struct {
	*lookalike.Set
	entry *lookalike.Entry
	order []uint32
	left  int // addresses to come
	later int // and those of later entries, for each of which two accounts are left
	free  int // accounts without a shared address
}

// shareAddresses puts groups of neighbouring accounts behind one address each:
// of one département, in smaller groups where départements are sparse, and of
// several where there are no two left in any.
func shareAddresses(x *lookalike.Set, e *lookalike.Entry) ([]lookalike.Chosen, error) {
	s := sharing{Set: x, entry: e, order: x.Shuffled(e), left: e.Spec.Sites}
	s.free = x.Accounts.Len() - x.Sharing()
	for _, l := range e.Later {
		if l.Kind == scenarios.SharedNAT {
			s.later += l.Sites
		}
	}
	for least := max(e.Spec.PerAddress.Min, 2); least >= 2; least = least * 3 / 4 {
		s.share(least, s.freeInDept)
	}
	if !x.Sparing {
		s.share(2, s.freeAnywhere)
	}
	if s.left > 0 {
		return nil, fmt.Errorf("benign.look_alikes: shared_nat asks for %d addresses with several accounts each, "+
			"but only %d can be made up: ask for fewer, or raise population.accounts",
			e.Spec.Sites, e.Spec.Sites-s.left)
	}
	return nil, nil
}

// share makes up groups of at least so many, each from those that are near to its
// first account.
func (s *sharing) share(least int, near func(k uint32) ([]uint32, int)) {
	for _, k := range s.order {
		if s.left == 0 {
			return
		}
		if s.Shares(k) {
			continue
		}
		most := max(s.entry.Spec.PerAddress.Max, least)
		if !s.Sparing {
			most = min(most, s.free-2*(s.left-1+s.later))
		}
		others, at := near(k)
		if few := min(least, most); few > 1 && len(others)+1 >= few {
			want := few + int(s.entry.Key.At(uint64(k)).Below(uint64(most-few)+1))
			from := max(min(at-want/2, len(others)-want+1), 0)
			s.group(k, others[from:min(from+want-1, len(others))])
		}
	}
}

// group puts k and those behind it behind k's address.
func (s *sharing) group(k uint32, behind []uint32) {
	s.Share(s.entry, k, k)
	for _, n := range behind {
		s.Share(s.entry, n, k)
	}
	s.free -= 1 + len(behind)
	s.left--
}

// freeInDept lists the other accounts of k's département that are behind no
// shared address yet, and says where among them k would be.
func (s *sharing) freeInDept(k uint32) (others []uint32, at int) {
	for _, n := range s.InDept(s.Accounts.At(k).Dept) {
		if !s.Shares(n) && n != k {
			others = append(others, n)
		}
	}
	at, _ = slices.BinarySearch(others, k)
	return others, at
}

// freeAnywhere is freeInDept of all départements, the nearest first.
func (s *sharing) freeAnywhere(k uint32) (others []uint32, at int) {
	for _, n := range s.Order {
		if !s.Shares(n) && n != k {
			others = append(others, n)
		}
	}
	slices.SortStableFunc(others, func(a, b uint32) int {
		return cmp.Compare(s.Accounts.Distance(k, a), s.Accounts.Distance(k, b))
	})
	return others, 0
}
