package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// BenchmarkPlanAgain plans with one more alert, as a detector in the loop has it done.
func BenchmarkPlanAgain(b *testing.B) {
	sc, err := library.Builtin("amelipro-2022")
	if err != nil {
		b.Fatal(err)
	}
	for i := range sc.Controls {
		sc.Controls[i].Disabled = true
	}
	sc.Controls = append(sc.Controls, scenarios.Control{
		ID: "own", Type: scenarios.Analyst, Actions: []scenarios.ControlAction{scenarios.ResetAccounts},
		Detect: scenarios.Detection{Outside: true},
	})
	p, err := New(sc, Options{Scale: 100_000})
	if err != nil {
		b.Fatal(err)
	}
	if p, err = p.With(); err != nil { // the first one fills the lists that the others share
		b.Fatal(err)
	}
	at := sc.Campaigns[0].Window.From.Add(24 * time.Hour)
	for b.Loop() {
		if _, err := p.With(Alert{Control: "own", At: at, Account: p.Catalog().Accounts[7].ID, Acts: at}); err != nil {
			b.Fatal(err)
		}
	}
}
