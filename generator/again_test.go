package generator

import (
	"strings"
	"testing"
	"time"

	"breachsim/generator/event"
	"breachsim/scenarios/language"
)

// What is wrong with an alert is said; what is right is in the scenario that the
// plan is of, so that the file makes the same dataset without the detector.
func TestAlertsAreChecked(t *testing.T) {
	p := world(t, Options{}, "controls=[{id: own, type: analyst, detect: {alerts: [], delay: 10m}, action: [account_reset]}, {id: rule, type: analyst, detect: {rule: R3}, action: [ip_ban]}]")
	at, stolen := p.Scenario().Campaigns[0].Window.From.Add(time.Hour), p.Catalog().Accounts[p.Journal().Accounts[0].Account].ID
	for what, a := range map[string]Alert{
		`no control "rule" waits`: {Control: "rule", At: at, Account: stolen},
		"outside the scenario":    {Control: "own", At: p.Scenario().Time.End, Account: stolen},
		"no account of this":      {Control: "own", At: at, Account: "PSnobody"},
	} {
		if _, err := p.With(a); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%+v: %v, want %q", a, err, what)
		}
	}
	again, err := p.With(Alert{Control: "own", At: at, Account: stolen})
	if err != nil {
		t.Fatal(err)
	}
	resets := 0
	for _, r := range again.Journal().Responses {
		if r.Action == event.AccountReset {
			resets++
		}
	}
	if text := string(language.YAML(again.Scenario())); resets != 1 || !strings.Contains(text, stolen) {
		t.Errorf("%d resets, and the scenario says of the alert:\n%s", resets, text)
	}
	if len(p.Scenario().Controls[0].Detect.Alerts) != 0 {
		t.Error("the plan before has the alert as well")
	}
}
