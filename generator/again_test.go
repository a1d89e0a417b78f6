package generator

import (
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/language"
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

// outsides are controls that wait for alerts, beside the scenario's own, which is
// disabled.
const outsides = `controls=[{id: formerly, type: analyst, at: 2022-03-11T16:00:00+01:00, disabled: true, action: [ip_ban, account_reset]}, ` +
	`{id: own, type: analyst, detect: {alerts: []}, action: [account_reset]}, ` +
	`{id: named, type: ip_ban, detect: {alerts: []}, duration: 2h, action: [ip_ban]}]`

// A control that is disabled, and others that nobody calls, leave the world as
// undefended as it is without controls.
func TestWaitingControlsDoNothing(t *testing.T) {
	without := world(t, Options{WithoutControls: true},
		"controls=[{id: formerly, type: analyst, at: 2022-03-11T16:00:00+01:00, action: [ip_ban, account_reset]}]")
	waiting := world(t, Options{}, outsides)
	sameLines(t, "nobody calls the controls", lines(without, without.Windows()), lines(waiting, waiting.Windows()))
	end := waiting.Scenario().Time.End
	if w, g := without.Exposed(0, end), waiting.Exposed(0, end); w[0] != g[0] {
		t.Errorf("%d persons exposed, want %d", g[0], w[0])
	}
}

// A plan that is made of another one is what a new one of its scenario is, and the one
// before stays as it was.
func TestPlannedAgainAsNew(t *testing.T) {
	p := world(t, Options{}, outsides)
	before := lines(p, p.Windows())
	at := p.Scenario().Campaigns[0].Window.From.Add(time.Hour)
	stolen := p.Catalog().Accounts[p.Journal().Accounts[0].Account].ID
	var addr netip.Addr
	for e, tr := range p.Events(p.Scenario().Time.Begin(), at) {
		if tr.Label == event.Benign && !e.Addr.IsZero() {
			addr = e.Addr.Netip()
		}
	}
	again, err := p.With(Alert{Control: "own", At: at, Account: stolen, Acts: at.Add(time.Hour)},
		Alert{Control: "named", At: at, Addr: addr, Acts: at.Add(time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	if again, err = again.With(Alert{Control: "own", At: at.Add(time.Hour), Account: stolen, Acts: at.Add(4 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	fresh, err := New(again.Source(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, "planned again", lines(fresh, fresh.Windows()), lines(again, again.Windows()))
	if !reflect.DeepEqual(again.Journal(), fresh.Journal()) {
		t.Errorf("the journal is another one:\n%+v\n%+v", again.Journal(), fresh.Journal())
	}
	sameLines(t, "the plan before", before, lines(p, p.Windows()))
	resets := 0
	for _, r := range again.Journal().Responses {
		if r.Action == event.AccountReset {
			resets++
		}
	}
	if resets != 1 {
		t.Errorf("%d resets", resets)
	}
	refused := 0
	for e := range again.Events(at.Add(time.Minute), at.Add(2*time.Hour)) {
		if e.Addr.Netip() == addr && e.Action != event.IPBan && e.Action != event.IPUnban {
			if refused++; e.Reason != event.Banned {
				t.Errorf("%+v: from an address that is banned", e)
			}
		}
	}
	t.Logf("%d requests from %v are refused", refused, addr)
}

// An alert on an address that no network has is refused.
func TestAlertsOnUnknownAddresses(t *testing.T) {
	p := world(t, Options{}, outsides)
	at := p.Scenario().Campaigns[0].Window.From
	_, err := p.With(Alert{Control: "named", At: at, Addr: netip.MustParseAddr("10.0.0.1")})
	if err == nil || !strings.Contains(err.Error(), "no network of this world has the address 10.0.0.1") {
		t.Error(err)
	}
}

// A Filler that goes on with another plan makes the slices that one of that plan's own makes,
// also where the plan is of another world.
func TestFillersGoOnWithAnotherPlan(t *testing.T) {
	p := world(t, Options{}, outsides)
	at := p.Scenario().Campaigns[0].Window.From.Add(time.Hour)
	stolen := p.Catalog().Accounts[p.Journal().Accounts[0].Account].ID
	again, err := p.With(Alert{Control: "own", At: at, Account: stolen, Acts: at.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	other := world(t, Options{}, outsides, "scenario.seed=77")
	turned := p.NewFiller()
	var b event.Batch
	for _, next := range []*Plan{p, again, p, other, again} {
		turned.Turn(next)
		own := next.NewFiller()
		for _, w := range next.Windows() {
			if w.From < at.Add(-2*time.Hour).UnixMicro() || w.From > at.Add(3*time.Hour).UnixMicro() {
				continue
			}
			var want event.Batch
			own.Fill(w, &want)
			turned.Fill(w, &b)
			if !slices.Equal(want.Audit, b.Audit) || !slices.Equal(want.Access, b.Access) || len(want.Audit) == 0 {
				t.Fatalf("the slice of %s is another one", time.UnixMicro(w.From).UTC())
			}
		}
	}
}
