package targets

import (
	"slices"

	"breachsim/generator/internal/integer"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
)

// Targets near the accounts: each account has a batch of its own, of as many
// persons as its part of the work. Of its holders the wanted share live in the
// account's département, every second of these from the circle of persons whom
// the account sees anyway, while that lasts; the others live anywhere.
//
//	account 0: circle · département · circle · anywhere · …   (region_match 0.75)
//	account 1: …

// Part is an account's part of a list whose targets live near the accounts.
type Part struct {
	Account uint32
	Key     random.Key // names the draws of its holders
	Weight  uint64     // how much of the list it takes, relative to the others
}

// Names of draws, of a part's key. A number is never given to anything else.
const (
	drawCircle     uint64 = 1 + iota // the order of the persons whom the account sees
	drawDepartment                   // the order of those who live in its département
	drawAnywhere                     // the order of everybody
	drawPhase                        // with which of its holders the share begins
)

// near chooses the holders of accounts and knows who is chosen.
type near struct {
	accounts *population.Accounts
	in       crowd
	match    int64 // share of holders near the account, in millionths
}

// Near replaces the list proper by one batch for each part, in proportion to
// their weights, and returns the entries of each. There must be a part; where
// no weight is positive all are alike. It fails as New does.
func (l *List) Near(accounts *population.Accounts, parts []Part) ([]uint64, error) {
	l.parents = slices.DeleteFunc(l.parents, func(p parent) bool { return p.batch != onTrial })
	l.near = &near{accounts: accounts, in: newCrowd(l.persons.Len()), match: int64(l.targets.RegionMatch)}
	for _, h := range l.trials {
		l.near.in.put(h)
	}
	chosen, ok := l.chooseNear(parts)
	if !ok {
		return nil, l.tooFew()
	}
	counts := make([]uint64, len(parts))
	l.batches, l.hits, l.entries, l.kept = nil, 0, 0, 0
	for i, holders := range chosen {
		l.sortHolders(holders)
		for hit, h := range holders {
			f := l.lookAt(h, 0)
			l.note(&f, i, uint64(hit))
		}
		b := batch{first: l.entries, hits: uint64(len(holders)), holders: holders}
		b.entries = entriesFor(l.hits+b.hits, l.targets.HitRate) - l.entries // rounded once, not for each account
		l.hits, l.entries = l.hits+b.hits, l.entries+b.entries
		l.batches, counts[i] = append(l.batches, b), b.entries
	}
	return counts, nil
}

// chooseNear returns the holders of each part.
func (l *List) chooseNear(parts []Part) (chosen [][]uint32, ok bool) {
	weights := make([]uint64, len(parts))
	for i := range parts {
		weights[i] = parts[i].Weight
	}
	left := 0
	for i, n := range integer.Divide(int64(l.targets.Exposed-l.tried), weights) {
		left += int(n)
		source, holders := l.sourceOf(&parts[i]), []uint32(nil)
		for left > 0 {
			h, ok := l.nextNear(source, left)
			if !ok {
				break // what is left, a later part may find
			}
			holders, left = append(holders, h.holder), left-h.adds
		}
		chosen = append(chosen, holders)
	}
	return chosen, left == 0 || l.exchangeNear(chosen, left)
}

// sources are where an account's holders come from, each gone through once in
// a keyed order.
const (
	circle = iota
	department
	anywhere
	sources
)

// source finds the holders of one account.
type source struct {
	account uint32
	seen    population.Panel
	from    uint32 // first person of the département
	perms   [sources]random.Perm
	next    [sources]uint64
	phase   int64
	chosen  int64
}

func (l *List) sourceOf(p *Part) *source {
	a := l.near.accounts.At(p.Account)
	from, to := l.persons.DeptRange(a.Dept)
	s := &source{account: p.Account, seen: a.Seen, from: from, phase: int64(p.Key.At(drawPhase).Below(random.Million))}
	s.perms[circle] = random.NewPerm(p.Key.At(drawCircle), uint64(a.Seen.Len))
	s.perms[department] = random.NewPerm(p.Key.At(drawDepartment), uint64(to-from))
	s.perms[anywhere] = random.NewPerm(p.Key.At(drawAnywhere), uint64(l.persons.Len()))
	return s
}

// person returns person n of a kind of source.
func (l *List) person(s *source, kind int, n uint64) uint32 {
	i := uint32(s.perms[kind].At(n))
	switch kind {
	case circle:
		return l.near.accounts.PanelPerson(s.account, s.seen, i)
	case department:
		return s.from + i
	}
	return i
}

// kind returns where the next holder comes from: so often near that the share
// is met, by turns from the circle and the département.
func (s *source) kind(match int64) int {
	share := func(n int64) int64 { return (n*match + s.phase) / random.Million }
	before := share(s.chosen)
	switch {
	case share(s.chosen+1) == before:
		return anywhere
	case before%2 == 0:
		return circle
	}
	return department
}

// nextNear returns an account's next holder who adds no more than left
// persons; a kind of source that is used up gives way to the next.
func (l *List) nextNear(s *source, left int) (found, bool) {
	for kind := s.kind(l.near.match); kind < sources; kind++ {
		for p := &s.perms[kind]; s.next[kind] < p.Len(); {
			i := l.persons.Holder(l.person(s, kind, s.next[kind]))
			s.next[kind]++
			if l.near.in.has(i) || !l.takes(i) {
				continue
			}
			if h := l.lookAt(i, 0); h.adds <= left {
				s.chosen++
				l.near.in.put(i)
				return h, true
			}
		}
	}
	return found{}, false
}

// exchangeNear completes lists for which the population was used up too early,
// as exchange does.
func (l *List) exchangeNear(chosen [][]uint32, left int) bool {
	last := len(chosen) - 1
	for rank := uint64(0); rank < l.perm.Len() && left > 0; rank++ {
		i := uint32(l.perm.At(rank))
		if l.near.in.has(i) || !l.takes(i) || l.persons.Avoided(i) {
			continue
		}
		h := l.lookAt(i, 0)
		if h.adds > left && !l.dropNear(chosen, h.adds-left) {
			continue
		}
		l.near.in.put(i)
		chosen[last], left = append(chosen[last], i), max(left-h.adds, 0)
	}
	return left == 0
}

// dropNear takes n holders without children out of the lists; it takes none
// and returns false if there are not so many.
func (l *List) dropNear(chosen [][]uint32, n int) bool {
	alone := func(i uint32) bool { return l.persons.HouseholdSize(i) == 1 && l.persons.Canary(i) == 0 }
	have := 0
	for _, holders := range chosen {
		for at := 0; at < len(holders) && have < n; at++ {
			if alone(holders[at]) {
				have++
			}
		}
	}
	if have < n {
		return false
	}
	for part := range chosen {
		chosen[part] = slices.DeleteFunc(chosen[part], func(i uint32) bool {
			if n == 0 || !alone(i) {
				return false
			}
			n--
			l.near.in.drop(i)
			return true
		})
	}
	return true
}
