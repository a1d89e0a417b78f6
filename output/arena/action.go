package arena

import (
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// control is a control of the scenario that carries an action out.
type control struct {
	do        string // as the options name it
	id        string // of the control
	addresses bool   // it acts on addresses, not on accounts
	stands    int64  // microseconds for which an entity needs no further action
}

// action is something that defenders do about an account or an address.
type action struct {
	what scenarios.ControlAction
	by   scenarios.ControlType
}

// actions lists what can be done.
func actions() []action {
	return []action{
		{scenarios.ResetAccounts, scenarios.Analyst},
		{scenarios.BanAddresses, scenarios.IPBan},
		{scenarios.AskSecondFactor, scenarios.StepUp},
		{scenarios.ChallengeClient, scenarios.Captcha},
		{scenarios.SlowAnswers, scenarios.Tarpit},
		{scenarios.GiveDecoys, scenarios.Tarpit},
	}
}

// Actions lists the names of actions, as the language has them.
func Actions() (names []string) {
	for _, a := range actions() {
		names = append(names, a.what.String())
	}
	return names
}

// resetStands is for how long an account that was reset is not reset again: a thief who
// has the mailbox is back within the hour.
const resetStands = measure.Hour

// asks reports whether the options name a control of the scenario.
func (a *Arena) asks(id string) bool { return slices.Contains(a.options.Do, id) }

// controlFor finds the control of an action in the scenario, or adds it.
func (a *Arena) controlFor(name string, sc *scenarios.Scenario) (control, error) {
	if i := slices.IndexFunc(actions(), func(x action) bool { return x.what.String() == name }); i >= 0 {
		return a.add(actions()[i], sc), nil
	}
	i := slices.IndexFunc(sc.Controls, func(k scenarios.Control) bool { return k.ID == name && k.Detect.Outside })
	if i < 0 {
		const known = "no action %q: there are %s, and the controls of the scenario with detect: {alerts: []}"
		return control{}, usagef(known, name, strings.Join(Actions(), ", "))
	}
	k := &sc.Controls[i]
	return control{do: name, id: name, stands: standsFor(int64(k.Duration), k.Actions)}, nil
}

// add adds a control to the scenario that waits for alerts.
func (a *Arena) add(x action, sc *scenarios.Scenario) control {
	k := scenarios.Control{
		ID: free(sc, "arena-"+x.what.String()), Type: x.by, Actions: []scenarios.ControlAction{x.what},
		Detect: scenarios.Detection{Outside: true},
	}
	if x.what != scenarios.ResetAccounts {
		k.Duration = scenarios.Micros(a.options.Stands.Microseconds())
	}
	sc.Controls = append(sc.Controls, k)
	return control{
		do: x.what.String(), id: k.ID, addresses: x.what == scenarios.BanAddresses,
		stands: standsFor(int64(k.Duration), k.Actions),
	}
}

// standsFor is for how long an action stands.
func standsFor(duration int64, what []scenarios.ControlAction) int64 {
	switch {
	case slices.Contains(what, scenarios.ResetAccounts):
		return resetStands
	case duration == 0:
		return analyst.Forever
	}
	return duration
}

// free returns a name that no control has.
func free(sc *scenarios.Scenario, name string) string {
	for slices.ContainsFunc(sc.Controls, func(k scenarios.Control) bool { return k.ID == name }) {
		name += "-again"
	}
	return name
}

// responses says what follows on an alert of each kind.
func (a *Arena) responses() (out []analyst.Response) {
	for _, kind := range kinds() {
		for _, c := range a.controls {
			out = append(out, analyst.Response{Kind: kind, Do: c.do, Stands: c.stands})
		}
	}
	return out
}

// What alerts may be about.
const (
	onAccount = "account"
	onIP      = "ip"
	onSession = "session"
)

func kinds() []string { return []string{onAccount, onIP, onSession} }

// numbers lists the controls of the actions, by 1 + index.
func (a *Arena) numbers() (out []uint8) {
	for i, k := range a.plan.Source().Controls {
		if slices.ContainsFunc(a.controls, func(c control) bool { return c.id == k.ID }) {
			out = append(out, uint8(i+1))
		}
	}
	return out
}

// moment is an instant in the zone of the scenario.
func (a *Arena) moment(us int64) time.Time {
	return time.UnixMicro(us).In(a.plan.Scenario().Time.Location)
}
