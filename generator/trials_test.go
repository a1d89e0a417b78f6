package generator

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// However many of the exposed persons the trial look-ups may take, they leave
// somebody for the list, and the sum is exact.
func TestTrialLookUpsLeaveSomebody(t *testing.T) {
	t.Parallel()
	for trials := 20; trials < 30; trials++ { // of each of two accounts, of 60 exposed persons
		p := plan(t, fmt.Sprintf("campaigns[0].access.validate.lookups=%d", trials))
		phases, persons := map[event.Phase]int{}, map[uint32]bool{}
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for _, x := range b.Exposures {
				persons[x.Person] = true
			}
			for i := range b.Audit {
				if e, tr := b.AuditAt(i); tr.Label == event.Attack && e.Action == event.Lookup && e.Result == event.Found {
					phases[tr.Phase]++
				}
			}
		}
		if phases[event.Validate] != 2*trials || phases[event.Scrape] == 0 || len(persons) != 60 {
			t.Errorf("%d trial look-ups each: %d were made, %d look-ups of the list found somebody, %d persons are exposed, want 60",
				trials, phases[event.Validate], phases[event.Scrape], len(persons))
		}
	}
}
