package lookalike

import (
	"fmt"
	"slices"
	"sync"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/scenarios"
)

// New chooses who of the kinds listed shows which look-alike of a scenario, and
// when. It fails where the scenario asks for more than there are accounts to show
// them. The caller sets Days before anything else is asked of the set.
func New(key random.Key, sc *scenarios.Scenario, h *habit.Habits, kinds []Kind) (*Set, error) {
	x := &Set{
		Habits: h, Key: key.Stream(draws.LookAlikeStream), Sparing: sc.Benign.UsualLookAlikes, kinds: kinds,
		From: sc.Time.Begin().UnixMicro(), Until: sc.Time.End.UnixMicro(),
		of: map[uint32][]uint32{}, has: make([]bool, h.Accounts.Len()), lines: map[uint32]uint32{},
	}
	cal := h.Calendar
	x.First, x.Last = cal.Of(sc.Time.Start.UnixMicro()).Number, cal.Of(x.Until-1).Number
	x.Begin = cal.Of(x.From).Number
	taken := map[uint32]bool{}
	before := make([]uint64, len(kinds)) // entries of the kind, so that one of another kind moves nothing
	for i := range sc.Benign.LookAlikes {
		spec := &sc.Benign.LookAlikes[i]
		place := x.place(spec.Kind)
		if place < 0 {
			return nil, fmt.Errorf("playing benign.look_alikes: no kind is listed for %v", spec.Kind)
		}
		e := Entry{
			Spec: spec, Key: x.Key.At2(uint64(spec.Kind), before[place]), Later: sc.Benign.LookAlikes[i+1:],
			kind: &kinds[place], taken: taken,
		}
		before[place]++
		chosen, err := x.choose(&e)
		if err != nil && !x.Sparing {
			return nil, err
		}
		for _, c := range chosen {
			x.add(x.settle(x.lookAlike(&e, c)))
		}
	}
	for i := range len(x.list) { // behind all others, whose places stay
		x.addEarlier(x.list[i])
	}
	return x, nil
}

// place is where a kind stands in the list of kinds; -1 = nowhere.
func (x *Set) place(name scenarios.LookAlikeKind) int {
	return slices.IndexFunc(x.kinds, func(k Kind) bool { return k.Name == name })
}

// lookAlike makes the look-alike of an account that was chosen.
func (x *Set) lookAlike(e *Entry, c Chosen) LookAlike {
	l := LookAlike{In: x, Kind: e.kind, Spec: e.Spec, Account: c.Account, Other: c.Other}
	l.Key = e.Key.At(uint64(c.Account))
	if e.kind.Persons != nil {
		keeper := l
		l.Persons = sync.OnceValue(func() []uint32 { return e.kind.Persons(&keeper) })
	}
	return l
}

// Earlier names the draws of an entry as it came up before the scenario, the n-th
// time from 1 on.
func (e *Entry) Earlier(n uint64) random.Key { return e.Key.At2(drawEarlier, n) }

// choose lists the accounts that show an entry.
func (x *Set) choose(e *Entry) ([]Chosen, error) {
	if e.kind.Choose != nil {
		return e.kind.Choose(x, e)
	}
	return x.busyAccounts(e)
}
