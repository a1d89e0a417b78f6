package prepare

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/relation"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// near draws the targets near the accounts, or known to them, where that is asked for: a part of
// the list for each account, as large as its part of the work. Who is done with
// its own part takes from those of its département, then from the others.
func (x *preparation) near() error {
	c := x.c
	if !c.Spec.Targets.Parted() {
		return nil
	}
	lately := x.lately()
	c.Crew.Deal(c.Spec.Window.From.UnixMicro(), c.List.Entries())
	parts := make([]targets.Part, len(c.Actors))
	for i, a := range c.Actors {
		parts[i] = targets.Part{Account: a.Index, Key: a.Key.At(drawNear), Weight: a.Share.Owed(), Need: x.needOf(a)}
		if len(c.Spec.Targets.Relations) > 0 {
			parts[i].Known = x.known().Of(a.Index, parts[i].Key)
		}
		if lately != nil {
			hours := x.hours(&a.Account)
			begun := hours.Cumulative(c.Spec.Window.From.UnixMicro())
			parts[i].Lately = lately(a)
			parts[i].Comes = x.comes(a)
			parts[i].When = func(done int64) int64 {
				return hours.Inverse(begun + integer.MulDiv(hours.Cumulative(c.Stop)-begun, done, random.Million))
			}
		}
	}
	counts, err := c.List.Near(x.w.Accounts, parts)
	if err != nil {
		return err
	}
	for i, a := range c.Actors {
		a.Share.Part = counts[i]
	}
	c.Ledger = ledger.NewParts(counts, x.kin())
	return nil
}

// needOf is how willingly the users of an account take a person.
func (x *preparation) needOf(a *actor.Actor) targets.Need {
	class := x.w.Accounts.At(a.Index).Profile
	return func(person uint32) uint32 { return x.w.Base.Need(class, person) }
}

// drawStaff, of the key of all campaigns, is who works where.
const drawStaff = 1

// known is among whom the users of accounts know people.
func (x *preparation) known() *relation.World {
	return &relation.World{
		Persons: x.w.Persons, Accounts: x.w.Accounts, Famous: x.w.Base.Famous,
		Key: x.w.Key.Stream(script.CampaignStream).At(drawStaff),
	}
}

// lately lists whom the users of an account find, by how much of the campaign's work in it is
// done when they first do; nil where nobody wants to know.
func (x *preparation) lately() func(a *actor.Actor) []targets.Found {
	c := x.c
	if c.Spec.Targets.Cover == 0 {
		return nil
	}
	start := c.Spec.Window.From.UnixMicro()
	first := x.w.Calendar.Day(x.w.Calendar.First()).Start
	past := x.w.Base.NewPast(max(first, start-int64(targets.Lately)), c.Stop)
	return func(a *actor.Actor) (out []targets.Found) {
		for _, p := range past.Of(a.Index, nil) {
			out = append(out, targets.Found{Holder: p.Holder, From: p.First})
		}
		return out
	}
}

// comes draws who of those whom an account's users may see comes at an instant.
func (x *preparation) comes(a *actor.Actor) func(ts int64, n uint64) uint32 {
	account, key := x.w.Accounts.At(a.Index), a.Key.At(drawComes)
	return func(ts int64, n uint64) uint32 {
		i := x.w.Base.Choose(account, x.w.Calendar.Of(ts).Number, key.At(n))
		return x.w.Persons.Holder(i)
	}
}

// kin visits whose part of the list an account takes from when its own is done:
// those of its département, then all others.
func (x *preparation) kin() ledger.Kin {
	near := map[uint8][]int{}
	dept := func(i int) uint8 { return x.w.Accounts.At(x.c.Actors[i].Index).Dept }
	for i := range x.c.Actors {
		near[dept(i)] = append(near[dept(i)], i)
	}
	return func(account int, visit func(part int) bool) {
		if !visit(account) {
			return
		}
		for _, p := range near[dept(account)] {
			if !visit(p) {
				return
			}
		}
		for n := 1; n < len(x.c.Actors); n++ {
			if !visit((account + n) % len(x.c.Actors)) {
				return
			}
		}
	}
}
