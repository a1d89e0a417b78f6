package targets

import (
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Targets near the accounts: each account has a batch of its own, of as many
// persons as its part of the work. Of its holders the wanted share live in the
// account's département, every second of these from the circle of persons whom
// the account sees anyway, while that lasts; the others live anywhere. Before all that, a share of
// the persons may be cover: whom the account's own users found in the weeks before.
//
//	account 0: circle · département · circle · anywhere · …   (region_match 0.75)
//	account 1: known · known · circle · known · anywhere · …   (cover 0.6)

// Part is an account's part of a list whose targets live near the accounts.
type Part struct {
	Account uint32
	Key     random.Key // names the draws of its holders
	Weight  uint64     // how much of the list it takes, relative to the others
	Need    Need       // how often persons come to its users
	Known   Known      // whom its user knows, where the list is of these

	// For cover alone: whom its users find, in order of time; who of those whom they may see
	// comes at an instant, in draw n; and when so many millionths of the part's work are done.
	Lately []Found
	Comes  func(ts int64, n uint64) (holder uint32)
	When   func(done int64) int64
}

// Need is how often a person has to do with an account's users, of the one who has most often,
// in parts of [Always]; a nil Need takes all alike.
type Need func(person uint32) uint32

// Always is the need of the one in greatest need.
const Always = 1 << 16

// Known tells whom the user of an account knows, one after the other, each once.
type Known interface {
	// Next returns the next person of a relation; ok is false where there is no more.
	Next(r scenarios.Relation) (person uint32, ok bool)
}

// Found is somebody whom the users of an account find.
type Found struct {
	Holder uint32
	From   int64 // the first time
}

// Lately is how long ago users of an account found somebody who is cover, at most, in
// microseconds; yesterday at the latest. Most come again after a prescription of four weeks or
// of twelve.
const (
	Lately    = 16 * 7 * yesterday
	yesterday = 24 * 3600 * 1_000_000
)

// comings is how many of those who come on a day are asked for one whom users of the account
// know, before anybody whom they know is taken.
const comings = 64

// Names of draws, of a part's key. A number is never given to anything else.
const (
	drawCircle     uint64 = 1 + iota // the order of the persons whom the account sees
	drawDepartment                   // the order of those who live in its département
	drawAnywhere                     // the order of everybody
	drawPhase                        // with which of its holders the share begins
	drawRelation                     // what each of its holders is to the user
	drawCover                        // which of its holders are cover
	drawKnown                        // who is
	drawNeed                         // who of those that the account might see comes
)

// near chooses the holders of accounts for a list.
type near struct {
	l        *List
	accounts *accounts.Accounts
	match    int64                 // share of holders near the account, in millionths
	cover    int64                 // share of holders who are cover, in millionths
	covers   []map[uint32]struct{} // who they are, by part
}

// Near replaces the list proper by one batch for each part, in proportion to
// their weights, and returns the entries of each. There must be a part; where
// no weight is positive all are alike. It fails as New does.
func (l *List) Near(accounts *accounts.Accounts, parts []Part) ([]uint64, error) {
	l.parents = slices.DeleteFunc(l.parents, func(p parent) bool { return p.batch != onTrial })
	l.parted, l.in = true, newCrowd(l.persons.Len())
	for _, h := range l.trials {
		l.in.put(h)
	}
	n := near{l: l, accounts: accounts, match: int64(l.targets.RegionMatch), cover: int64(l.targets.Cover)}
	chosen, ok := n.choose(parts)
	if !ok {
		return nil, l.tooFew()
	}
	counts := make([]uint64, len(parts))
	l.batches, l.hits, l.entries, l.kept = nil, 0, 0, 0
	for i, holders := range chosen {
		l.order.sort(holders)
		for hit, h := range holders {
			f := l.lookAt(h, 0)
			l.note(&f, i, uint64(hit))
		}
		b := batch{first: l.entries, hits: uint64(len(holders)), holders: holders, covers: n.covers[i]}
		b.entries = entriesFor(l.hits+b.hits, l.targets.HitRate) - l.entries // rounded once, not for each account
		l.hits, l.entries = l.hits+b.hits, l.entries+b.entries
		l.batches, counts[i] = append(l.batches, b), b.entries
	}
	return counts, nil
}

// choose returns the holders of each part.
func (n *near) choose(parts []Part) (chosen [][]uint32, ok bool) {
	weights := make([]uint64, len(parts))
	for i := range parts {
		weights[i] = parts[i].Weight
	}
	left := 0
	for i, count := range integer.Divide(int64(n.l.targets.Exposed-n.l.tried), weights) {
		left += int(count)
		source, holders, all := n.sourceOf(&parts[i]), []uint32(nil), left
		for left > 0 {
			h, ok := n.nextOf(source, left, all)
			if !ok {
				break // what is left, a later part may find
			}
			holders, left = append(holders, h.holder), left-h.adds
		}
		chosen, n.covers = append(chosen, holders), append(n.covers, source.covers)
	}
	return chosen, left == 0 || n.exchange(chosen, left)
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
	seen    accounts.Panel
	from    uint32 // first person of the département
	perms   [sources]random.Perm
	next    [sources]uint64
	rounds  [sources]uint64 // how often it was gone through
	phase   int64
	chosen  int64
	known   Known
	kinds   *random.Quota // of relations

	part   *Part
	covers map[uint32]struct{} // who is cover, where anybody is
	since  map[uint32]int64    // when its users first found somebody, where anybody is cover
	asked  uint64              // of those who come
}

func (n *near) sourceOf(p *Part) *source {
	a := n.accounts.At(p.Account)
	from, to := n.l.persons.DeptRange(a.Dept)
	s := &source{account: p.Account, part: p, seen: a.Seen, from: from}
	s.phase = int64(p.Key.At(drawPhase).Below(random.Million))
	if s.known = p.Known; s.known != nil {
		s.kinds = n.l.relationShares(p.Key.At(drawRelation))
	}
	s.perms[circle] = random.NewPerm(p.Key.At(drawCircle), uint64(a.Seen.Len))
	s.perms[department] = random.NewPerm(p.Key.At(drawDepartment), uint64(to-from))
	s.perms[anywhere] = random.NewPerm(p.Key.At(drawAnywhere), uint64(n.l.persons.Len()))
	return s
}

// nextOf returns an account's next holder, when left of all persons of its part are still to be
// chosen: one who is cover, or one who is wanted.
func (n *near) nextOf(s *source, left, all int) (found, bool) {
	turn := uint64(s.chosen) + uint64(len(s.covers))
	if n.cover == 0 || !s.part.Key.At2(drawCover, turn).Chance(n.cover) {
		return n.next(s, left)
	}
	at := s.part.When(int64(all-left) * random.Million / int64(all))
	h, ok := n.returning(s, at, left)
	if !ok {
		h, ok = n.lately(s, at, left)
	}
	if !ok {
		return n.next(s, left)
	}
	if s.covers == nil {
		s.covers = map[uint32]struct{}{}
	}
	s.covers[h.holder] = struct{}{}
	return h, true
}

// returning returns somebody whom users of an account found lately before an instant and who
// comes again on that day as honest visitors do: by the visits and prescriptions of the
// account's own patients. So the time since covering persons came last is that of others.
func (n *near) returning(s *source, at int64, left int) (found, bool) {
	if s.since == nil {
		s.since = make(map[uint32]int64, len(s.part.Lately))
		for _, f := range s.part.Lately {
			s.since[f.Holder] = f.From
		}
	}
	for range comings {
		i := s.part.Comes(at, s.asked)
		s.asked++
		first, known := s.since[i]
		if !known || first < at-Lately || first >= at-yesterday {
			continue
		}
		if h, ok := n.takes(i, left); ok {
			return h, true
		}
	}
	return found{}, false
}

// takes puts a holder on the list, unless it is there already, is avoided or adds more than
// left persons.
func (n *near) takes(i uint32, left int) (h found, ok bool) {
	if n.l.in.has(i) || !n.l.order.takes(i) || n.l.persons.Avoided(i) {
		return h, false
	}
	return n.put(i, left)
}

// put puts a holder on the list who adds no more than left persons.
func (n *near) put(i uint32, left int) (h found, ok bool) {
	if h = n.l.lookAt(i, 0); h.adds > left {
		return h, false
	}
	n.l.in.put(i)
	return h, true
}

// lately returns somebody whom users of an account found lately before an instant, and who
// adds no more than left persons.
func (n *near) lately(s *source, at int64, left int) (found, bool) {
	list := s.part.Lately
	lo := sort.Search(len(list), func(i int) bool { return list[i].From >= at-Lately })
	hi := sort.Search(len(list), func(i int) bool { return list[i].From >= at-yesterday })
	if lo >= hi {
		return found{}, false
	}
	from := int(s.part.Key.At2(drawKnown, uint64(len(s.covers))).Below(uint64(hi - lo)))
	for k := range hi - lo {
		if h, ok := n.takes(list[lo+(from+k)%(hi-lo)].Holder, left); ok {
			return h, true
		}
	}
	return found{}, false
}

// person returns the person at a place of a kind of source.
func (n *near) person(s *source, kind int, at uint64) uint32 {
	i := uint32(s.perms[kind].At(at))
	switch kind {
	case circle:
		return n.accounts.PanelPerson(s.account, s.seen, i)
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

// next returns an account's next holder who adds no more than left persons; a
// kind of source that is used up gives way to the next.
func (n *near) next(s *source, left int) (found, bool) {
	if s.known != nil {
		if h, ok := n.related(s, left); ok {
			return h, true
		}
	}
	for kind := s.kind(n.match); kind < sources; kind++ {
		for p := &s.perms[kind]; s.rounds[kind] < rounds(kind); s.turn(kind) {
			for s.next[kind] < p.Len() {
				at := s.next[kind]
				s.next[kind]++
				person := n.person(s, kind, at)
				i := n.l.persons.Holder(person)
				if n.l.in.has(i) || !n.l.order.takes(i) || !s.comes(kind, at, person) {
					continue
				}
				if h, ok := n.put(i, left); ok {
					s.chosen++
					return h, true
				}
			}
		}
	}
	return found{}, false
}

// rounds is how often a kind of source is gone through: in the last round all who are left
// are taken.
func rounds(kind int) uint64 {
	if kind == anywhere {
		return 1
	}
	return 3
}

func (s *source) turn(kind int) {
	s.next[kind] = 0
	s.rounds[kind]++
}

// comes reports whether the person at a place of a kind of source comes to the account in this
// round.
func (s *source) comes(kind int, at uint64, person uint32) bool {
	round := s.rounds[kind]
	if round+1 == rounds(kind) || s.part.Need == nil {
		return true
	}
	draw := s.part.Key.At(drawNeed).At2(uint64(kind)<<32|round, at).Rand()
	if kind == circle && !inward(s.perms[circle].At(at), s.perms[circle].Len(), &draw) {
		return false
	}
	return uint32(draw.Below(Always)) < s.part.Need(person)
}

// inward reports whether one of n persons in a row comes, with 1/√(1+80x) of the chance of the
// one in the middle, where x is how far off that is, 1 at the ends: as the visits of honest
// users thin out (habit.Habits).
func inward(i, n uint64, draw *random.Rand) bool {
	off := max(2*i, n) - min(2*i, n) // 0 to n
	u := draw.Uint64() >> 49         // below 2^15
	return u*u>>10*(n+80*off) <= n<<20
}

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
			if h, ok := n.put(i, left); ok {
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

// exchange completes lists for which the population was used up too early, as
// List.exchange does.
func (n *near) exchange(chosen [][]uint32, left int) bool {
	last := len(chosen) - 1
	for rank := uint64(0); rank < n.l.perm.Len() && left > 0; rank++ {
		i := uint32(n.l.perm.At(rank))
		if n.l.in.has(i) || !n.l.order.takes(i) || n.l.persons.Avoided(i) {
			continue
		}
		h := n.l.lookAt(i, 0)
		if h.adds > left && !n.drop(chosen, h.adds-left) {
			continue
		}
		n.l.in.put(i)
		chosen[last], left = append(chosen[last], i), max(left-h.adds, 0)
	}
	return left == 0
}

// drop takes so many holders without children out of the lists; it takes none
// and returns false if there are not so many.
func (n *near) drop(chosen [][]uint32, count int) bool {
	alone := func(i uint32) bool { return n.l.persons.HouseholdSize(i) == 1 && n.l.order.exposes(i) }
	have := 0
	for _, holders := range chosen {
		for at := 0; at < len(holders) && have < count; at++ {
			if alone(holders[at]) {
				have++
			}
		}
	}
	if have < count {
		return false
	}
	for part := range chosen {
		chosen[part] = slices.DeleteFunc(chosen[part], func(i uint32) bool {
			if count == 0 || !alone(i) {
				return false
			}
			count--
			n.l.in.drop(i)
			return true
		})
	}
	return true
}
