package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// A tarpit answers slowly whoever is in it; a decoy is nobody's record, so those
// who were looked up are not exposed by it, and all others are.
func TestTarpit(t *testing.T) {
	p := busy(t, Options{}, tarpit("account", "tarpit, decoy"))
	exposing, n := map[uint64]bool{}, map[string]int{}
	f := p.NewFiller()
	var b event.Batch
	last := map[uint32]int64{}
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for _, x := range b.Exposures {
			exposing[x.Event] = true
		}
		for i := range b.AuditOrder {
			e, tr := b.AuditAt(i)
			if e.Action != event.Lookup || e.Result == event.ResultError {
				continue
			}
			decoy := tr.Label == event.Attack && tr.CausedBy == 1
			switch {
			case decoy && exposing[e.ID]:
				t.Fatalf("event %016x exposes somebody although it was answered with a decoy", e.ID)
			case decoy:
				n["decoys"]++
				if e.Result != event.Found || e.Persons < 1 {
					t.Fatalf("a decoy %v with %d persons", e.Result, e.Persons)
				}
			case tr.Label == event.Collateral && tr.CausedBy == 1:
				n["honest"]++
				if e.Status == 200 && (e.LatencyUS < 5_000_000 || e.LatencyUS > 30_000_000) {
					t.Errorf("an honest user waited %d microseconds", e.LatencyUS)
				}
			case tr.Label == event.Attack && e.Result == event.Found:
				n["given"]++
			}
			if tr.Label != event.Attack {
				continue
			}
			if e.LatencyUS >= 5_000_000 {
				n["slow"]++
				if e.TS-last[e.Account] < int64(e.LatencyUS) {
					t.Errorf("account %d asks again %d µs after an answer that took %d", e.Account, e.TS-last[e.Account], e.LatencyUS)
				}
			}
			last[e.Account] = e.TS
		}
	}
	t.Log(n)
	if n["decoys"] < 100 || n["slow"] < 100 || n["honest"] < 20 || n["given"] == 0 {
		t.Error("no tarpit")
	}
}
