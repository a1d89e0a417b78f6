package generator

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// A campaign of few look-ups waits for one of them through two outages: each of
// its tries has an id of its own.
func TestTriesInSeveralOutages(t *testing.T) {
	t.Parallel()
	for seed := range 12 {
		p := axis(t, Options{}, fmt.Sprintf("scenario.seed=%d", seed+1), "portal={outages_per_month: 30, maintenance_per_month: 30, session_idle: 8h, session_limit: 20h}",
			"campaigns[0].targets.exposed=120", "campaigns[0].access.validate={}", "time.end=2022-03-19", "campaigns[0].window.stop=2022-03-18T16:20:00+01:00", "controls=[]")
		seen := map[uint64]bool{}
		f := p.NewFiller()
		b := event.Batch{NoAccess: true}
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for i := range b.Audit {
				if id := b.Audit[i].ID; seen[id] {
					t.Fatalf("seed %d: two events of id %016x", seed+1, id)
				} else {
					seen[id] = true
				}
			}
		}
	}
}
