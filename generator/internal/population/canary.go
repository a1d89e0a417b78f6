package population

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// Plant makes count persons canaries of a control (1 + its index): records of
// nobody, in the directory like all others. They are drawn by the key among
// those who live alone and are found under no other number. It must be called
// before the population is shared.
func (p *Persons) Plant(key random.Key, count int, control uint8) error {
	if p.canaries == nil {
		p.canaries = map[uint32]uint8{}
	}
	perm := random.NewPerm(key, uint64(p.n))
	for r := range uint64(p.n) {
		if count == 0 {
			return nil
		}
		i := uint32(perm.At(r))
		if _, couple := p.Partner(i); couple || p.canaries[i] != 0 || p.Temporary(i) {
			continue
		}
		if p.Holder(i) != i || p.HouseholdSize(i) != 1 || p.Status.End(i) != NoEnd {
			continue
		}
		if _, shared := p.CoHolder(i); shared {
			continue
		}
		p.canaries[i] = control
		count--
	}
	if count > 0 {
		return fmt.Errorf("the population of %d persons has too few who live alone to plant so many canaries, "+
			"%d short: ask for fewer, or for more insured persons", p.n, count)
	}
	return nil
}

// Canary returns the control whose canary a person is; 0 for nobody's.
func (p *Persons) Canary(i uint32) uint8 { return p.canaries[i] }

// Canaries returns how many persons are canaries.
func (p *Persons) Canaries() int { return len(p.canaries) }

// Patient returns the person, or, for a canary, the next one who is none: those
// whom practitioners treat.
func (p *Persons) Patient(i uint32) uint32 {
	if len(p.canaries) == 0 {
		return i
	}
	for p.canaries[i] != 0 {
		i = (i + 1) % p.n
	}
	return i
}

// Wary returns the population as one sees it who recognises a share, in
// millionths, of the canaries: those whom no practitioner has ever looked up.
func (p *Persons) Wary(key random.Key, share int64) *Persons {
	q := *p
	q.wary, q.avoided = key, share
	return &q
}

// Avoided reports whether a person is a canary that is recognised.
func (p *Persons) Avoided(i uint32) bool {
	return p.avoided > 0 && p.canaries[i] != 0 && p.wary.At(uint64(i)).Chance(p.avoided)
}
