package generator

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// plant draws the canary persons of all controls. They are part of the
// population, whether or not somebody attacks or defends.
func plant(key random.Key, sc *scenarios.Scenario, persons *population.Persons) error {
	for i := range sc.Controls {
		if c := &sc.Controls[i]; c.Type == scenarios.Canary {
			if err := persons.Plant(key.At(uint64(i)), c.Count, uint8(i+1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// refer lists the canary persons in the journal, and writes the references of
// all persons whom it names.
func (p *Plan) refer() {
	j := p.Journal()
	if p.persons.Canaries() == 0 {
		return
	}
	refs := p.refs()
	for i := range uint32(p.persons.Len()) {
		if c := p.persons.Canary(i); c != 0 {
			j.Canaries = append(j.Canaries, event.CanaryTruth{Ref: refs.Ref(p.persons.NIR(i)), Control: c})
		}
	}
	slices.SortFunc(j.Canaries, func(a, b event.CanaryTruth) int { return cmp.Compare(a.Ref, b.Ref) })
	for i := range j.Alerts {
		j.Alerts[i].Ref = refs.Ref(p.persons.NIR(j.Alerts[i].Person))
	}
}
