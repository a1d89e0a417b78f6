package targets

import (
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// A list of people whom the accounts' users know: each account has a batch of its own,
// as with targets near the accounts, of the relations in the shares that are asked for.
// A relation that is used up gives way to the next; in the end anybody of the
// département does.

// relationShares deals the relations of the list in their shares.
func (l *List) relationShares(key random.Key) *random.Quota {
	weights := make([]uint64, scenarios.NumRelations)
	for _, r := range l.targets.Relations {
		weights[r.Relation] = uint64(r.Share)
	}
	return random.NewQuota(key, weights)
}

// related returns the next holder whom an account's user knows, who adds no more than
// left persons, and notes the relation.
func (n *near) related(s *source, left int) (found, bool) {
	first := scenarios.Relation(s.kinds.Next())
	for k := range scenarios.NumRelations {
		kind := (first + k) % scenarios.NumRelations
		for {
			person, ok := s.known.Next(kind)
			if !ok {
				break
			}
			i := n.l.persons.Holder(person)
			if n.l.in.has(i) || !n.l.order.takes(i) || n.l.persons.Canary(i) != 0 {
				continue
			}
			if h := n.l.lookAt(i, 0); h.adds <= left {
				n.l.in.put(i)
				if n.l.relations == nil {
					n.l.relations = map[uint32]scenarios.Relation{}
				}
				n.l.relations[i] = kind
				return h, true
			}
		}
	}
	return found{}, false
}

// RelationOf returns what a holder of the list is to the user of the account in whose
// part it stands; ok is false where it is nothing.
func (l *List) RelationOf(holder uint32) (r scenarios.Relation, ok bool) {
	r, ok = l.relations[holder]
	return r, ok
}
