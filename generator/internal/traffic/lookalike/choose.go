package lookalike

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// turns is in how many parts the accounts fall that changes of habits are tried
// on first. Each kind of change has a turn, so that one of another turn moves
// nothing. It stays what it is when a kind is added: two may have one turn.
const turns = 6

// candidate is an account that may show a look-alike.
type candidate struct {
	rank    uint64
	account uint32
}

// busyAccounts picks the accounts that show an entry, by a keyed shuffle: those of
// fitting profiles first. An account has one change of its habits at most; for
// that each kind looks first among the accounts whose turn it is, so that one
// more does not move the others.
func (x *Set) busyAccounts(e *Entry) ([]Chosen, error) {
	changes := e.kind.Change != nil
	var list []candidate
	for k := range uint32(x.Accounts.Len()) {
		if changes && e.taken[k] || !x.Busy(k) {
			continue
		}
		rank := rank(e.Key, k) >> 2
		if !e.kind.fits(x.Accounts.At(k)) {
			rank |= 1 << 63
		}
		if changes && x.Key.At2(draws.HabitChange, uint64(k)).Below(turns) != uint64(e.kind.Change.Turn) {
			rank |= 1 << 62
		}
		list = append(list, candidate{rank, k})
	}
	if len(list) < e.Spec.Accounts {
		return nil, fmt.Errorf("benign.look_alikes: %v asks for %d accounts, but only %d are left: ask for fewer, "+
			"or raise population.accounts", e.Spec.Kind, e.Spec.Accounts, len(list))
	}
	out := make([]Chosen, e.Spec.Accounts)
	for i, c := range lowest(list, len(out)) {
		out[i].Account = c.account
		e.taken[c.account] = e.taken[c.account] || changes
	}
	return out, nil
}

// lowest returns the n candidates of the lowest ranks in order. It reorders the list, and
// sorts no more than a part of it: few of a country's accounts show any one kind.
func lowest(list []candidate, n int) []candidate {
	part := list
	for len(part) > 2*n { // the n lowest are in part: quickselect
		pivot := max(part[0].rank, part[len(part)/2].rank, part[len(part)-1].rank)
		below := 0
		for i, c := range part {
			if c.rank < pivot {
				part[i], part[below] = part[below], c
				below++
			}
		}
		if below < n {
			break
		}
		part = part[:below]
	}
	slices.SortFunc(part, candidate.compare)
	return part[:n]
}

// compare orders candidates by rank.
func (c candidate) compare(d candidate) int {
	return cmp.Or(cmp.Compare(c.rank, d.rank), cmp.Compare(c.account, d.account))
}

// fits reports whether an account is of the sort that shows the kind.
func (k *Kind) fits(a *accounts.Account) bool {
	return k.ShownBy.has(a.Profile) && (k.Only == nil || k.Only(a))
}

// rank names an account's place in the shuffle of an entry.
func rank(key random.Key, k uint32) uint64 { return key.At2(drawRank, uint64(k)).Uint64() }

// Famous is the n-th of the people of whom everybody has heard, from 0.
func (x *Set) Famous(n uint64) uint32 {
	return uint32(x.Key.At2(draws.Famous, n).Below(uint64(x.Persons.Len())))
}

// Busy reports whether somebody works with an account all the time.
func (x *Set) Busy(k uint32) bool {
	idle, _ := x.Accounts.Idle(k)
	return idle == accounts.Busy
}

// Shuffled is all accounts in an order that an entry draws.
func (x *Set) Shuffled(e *Entry) []uint32 {
	list := make([]candidate, len(x.Order))
	for i, k := range x.Order {
		list[i] = candidate{rank(e.Key, k), k}
	}
	slices.SortFunc(list, candidate.compare)
	order := make([]uint32, len(list))
	for i := range list {
		order[i] = list[i].account
	}
	return order
}
