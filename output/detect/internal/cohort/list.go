package cohort

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/detect/internal/known"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// pairing is a key and an account that has it.
type pairing struct {
	key uint64
	of  int32
}

// most are how many accounts may share a key and still be compared with each other.
const most = 16

// neighbourhood is where a person stands on a list: where numbers are in clear, sex,
// month of birth and birthplace, for lists are sorted; else the person alone, for
// lists are worked through twice.
func neighbourhood(l *rule.Line) uint64 {
	const size = 10 // without the order at the birthplace and the key
	if len(l.NIR) < size {
		return l.Person
	}
	h := uint64(0)
	for i := range size {
		h = h*31 + uint64(l.NIR[i])
	}
	return known.Mix(h)
}

// shared calls link for each two accounts that have at least so many keys of the list
// in common, and sorts the list. A key that more than most accounts have is left out:
// it costs at most most² steps.
func shared(list []pairing, least int, link func(a, b int32)) {
	var pairs []uint64
	for run := range runs(list) {
		for i := range run {
			for j := range i {
				pairs = append(pairs, uint64(run[j].of)<<32|uint64(run[i].of))
			}
		}
	}
	slices.Sort(pairs)
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j] == pairs[i] {
			j++
		}
		if j-i >= least {
			link(int32(pairs[i]>>32), int32(pairs[i]&0xffffffff))
		}
		i = j
	}
}

// runs sorts the list and ranges over the accounts of each key that two accounts
// share, and not more than most.
func runs(list []pairing) func(yield func([]pairing) bool) {
	sortPairings(list)
	list = slices.Compact(list)
	return func(yield func([]pairing) bool) {
		for i := 0; i < len(list); {
			j := i
			for j < len(list) && list[j].key == list[i].key {
				j++
			}
			if n := j - i; n > 1 && n <= most && !yield(list[i:j]) {
				return
			}
			i = j
		}
	}
}

// sortPairings sorts a list by key and account. Most lists are sorted already.
func sortPairings(list []pairing) {
	slices.SortFunc(list, func(a, b pairing) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.of, b.of))
	})
}
