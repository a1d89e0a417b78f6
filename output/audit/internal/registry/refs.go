package registry

import "github.com/breachsim/breachsim/output/audit/internal/world"

// refs is a bounded set of references: those with the smallest hashes.
type refs struct {
	at    map[uint64]bool
	limit uint64
}

// most is how many references a set has at most.
const most = 40_000

func newRefs() refs { return refs{map[uint64]bool{}, ^uint64(0)} }

// add adds a reference. When the set is full, half of the hashes are given up.
func (s *refs) add(ref uint64) {
	if world.Mix(ref) > s.limit || s.at[ref] {
		return
	}
	s.at[ref] = true
	if len(s.at) <= most {
		return
	}
	s.limit /= 2
	for r := range s.at {
		if world.Mix(r) > s.limit {
			delete(s.at, r)
		}
	}
}

func (s *refs) has(ref uint64) bool { return s.at[ref] }
