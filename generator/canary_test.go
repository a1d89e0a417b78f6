package generator

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// Canaries are looked up by campaigns alone; each such look-up is an alert and
// exposes nobody, and the number of real persons exposed is as declared.
func TestCanaries(t *testing.T) {
	for _, c := range []struct {
		name string
		wary string
		o    Options
	}{{"seen", "0", Options{}}, {"undefended", "0", Options{WithoutControls: true}}, {"half recognised", "0.5", Options{}}, {"all recognised", "1", Options{}}} {
		t.Run(c.name, func(t *testing.T) {
			p := busy(t, c.o, canaries("[alert]"), "campaigns[0].targets.skip_canaries="+c.wary, "campaigns[0].targets.order=sorted")
			found, exposed := map[uint64]bool{}, 0
			f := p.NewFiller()
			var b event.Batch
			for _, w := range p.Windows() {
				f.Fill(w, &b)
				for i := range b.AuditOrder {
					e, tr := b.AuditAt(i)
					who, ok := p.FindPerson(e.NIR)
					canary := ok && p.persons.Canary(who) != 0 && e.Action == event.Lookup
					switch {
					case canary && tr.Label != event.Attack:
						t.Fatalf("%v look-up of a canary by account %d", tr.Label, e.Account)
					case canary && e.Result == event.Found:
						found[e.ID] = true
						fallthrough
					default:
						if (tr.Label == event.Attack && tr.CausedBy == 1) != (canary && e.Result == event.Found) {
							t.Fatalf("canary %v, result %v, caused by %d", canary, e.Result, tr.CausedBy)
						}
					}
				}
				for _, x := range b.Exposures {
					if exposed++; p.persons.Canary(x.Person) != 0 {
						t.Fatal("a canary is exposed")
					}
				}
			}
			j := p.Journal()
			t.Logf("%d canaries found, %d alerts, %d persons exposed", len(found), len(j.Alerts), exposed)
			if exposed != 2000 || len(j.Canaries) != 300 {
				t.Errorf("%d persons exposed, %d canaries", exposed, len(j.Canaries))
			}
			want := len(found)
			if c.o.WithoutControls {
				want = 0
			}
			if len(j.Alerts) != want || (len(found) == 0) != (c.wary == "1") {
				t.Errorf("%d alerts, %d found", len(j.Alerts), len(found))
			}
			for _, a := range j.Alerts {
				if !found[a.Event] || !slices.ContainsFunc(j.Canaries, func(x event.CanaryTruth) bool { return x.Ref == a.Ref }) {
					t.Fatalf("alert %+v is about nothing", a)
				}
			}
		})
	}
}
