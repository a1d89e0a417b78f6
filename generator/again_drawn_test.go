package generator

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// againAxes are how a campaign gets in, takes turns and answers: below campaigns[0], a
// value of each is drawn.
var againAxes = map[string][]string{
	"access.acquire": {
		"{mailbox_reset: 1}", "{credential_replay: 1}", "{insider: 1}", "{credential_replay: 0.6, session_theft: 0.4}",
	},
	"rotation":                   {"", "{accounts: sequential, ip: per_request}", "{accounts: least_recent, ip: per_account}"},
	"co_use":                     {"", "idle"},
	"pacing":                     {"", "{shape: owner_mimic}", "{shape: poisson, at_most: 40/1h}"},
	"client.manners":             {"none", "human"},
	"on_response.not_found":      {"next", "backoff", "stop"},
	"on_response.403":            {"next", "stop", "backoff", "halve_rate", "rotate_ip", "rotate_account", "drop_account"},
	"on_response.429":            {"next", "stop", "backoff", "halve_rate", "rotate_ip", "rotate_account"},
	"on_response.captcha":        {"backoff", "stop", "drop_account", "{solve: 0.7, delay: 9s}"},
	"on_response.step_up":        {"backoff", "stop", "drop_account", "rotate_account"},
	"on_response.slow_answers":   {"next", "stop", "rotate_ip", "rotate_account"},
	"on_response.service_closed": {"next", "stop"},
	"on_response.account_reset":  {"next", "stop", "drop_account", "rotate_account", "{reacquire: 0.7, delay: 3h}"},
}

// waiting are controls that a detector calls, of every kind.
const waiting = `{id: own, type: analyst, detect: {alerts: []}, action: [account_reset]}, ` +
	`{id: named, type: ip_ban, detect: {alerts: []}, duration: 5h, action: [ip_ban]}, ` +
	`{id: asks, type: step_up, detect: {alerts: []}, duration: 9h, action: [step_up]}, ` +
	`{id: puzzles, type: captcha, detect: {alerts: []}, duration: 9h, action: [challenge]}, ` +
	`{id: slows, type: tarpit, detect: {alerts: []}, duration: 4h, action: [tarpit]}`

// besides are controls that act by themselves; the last is a forced change.
var besides = []string{
	"", `{id: many, type: rate_limit, scope: account, threshold: 20/10m, duration: 1h, action: ["429"]}, `,
	`{id: change, type: policy, at: 2022-03-11T12:00:00+01:00, action: [force_password_change]}, `,
}

// drawAgain draws a world in which controls wait for alerts.
func drawAgain(t *rapid.T) (sets []string) {
	for _, key := range slices.Sorted(maps.Keys(againAxes)) {
		if v := rapid.SampledFrom(againAxes[key]).Draw(t, key); v != "" {
			sets = append(sets, "campaigns[0]."+key+"="+v)
		}
	}
	seed := rapid.Uint16().Draw(t, "seed")
	return append(sets, fmt.Sprintf("scenario.seed=%d", seed),
		"controls=["+rapid.SampledFrom(besides).Draw(t, "besides")+waiting+"]")
}

// drawAlert draws an alert that is raised at an instant, about an account or an address
// that the log has named in the hours before.
func drawAlert(t *rapid.T, p *Plan, at time.Time) (a Alert, ok bool) {
	var benign, attack []event.Event
	for e, tr := range p.Events(at.Add(-6*time.Hour), at) {
		switch {
		case e.Account == event.NoAccount || e.Addr.IsZero():
		case tr.Label == event.Attack:
			attack = append(attack, e)
		default:
			benign = append(benign, e)
		}
	}
	from := benign
	if len(attack) > 0 && rapid.Bool().Draw(t, "true") {
		from = attack
	}
	if len(from) == 0 {
		return a, false
	}
	e := &from[rapid.IntRange(0, len(from)-1).Draw(t, "event")]
	a = Alert{Control: rapid.SampledFrom([]string{"own", "named", "asks", "puzzles", "slows"}).Draw(t, "control"), At: at}
	a.Acts = at.Add(time.Duration(rapid.IntRange(0, 5400).Draw(t, "latency")) * time.Second)
	if a.Control == "named" {
		a.Addr = e.Addr.Netip()
	} else {
		a.Account = p.Catalog().Accounts[e.Account].ID
	}
	return a, true
}

// Whatever the campaign and its answers: a plan that is made of another one, action by
// action, is the one that is made of its scenario at once, in all that comes out, and
// nothing before an action changes.
func TestDrawnWorldsPlannedAgain(t *testing.T) {
	t.Parallel()
	made, refused, acted := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		sets := drawAgain(t)
		sc, err := library.Open("tiny", append(slices.Clone(small), sets...))
		if problems := (*scenarios.Problems)(nil); errors.As(err, &problems) {
			refused++
			t.Log(err)
			return
		}
		if err != nil {
			t.Fatalf("%v: %v", sets, err)
		}
		p, err := New(sc, Options{})
		if err != nil {
			t.Fatalf("%v: %v", sets, err)
		}
		made++
		acted += playAgain(t, p)
	})
	t.Logf("%d worlds with %d actions, %d refused", made, acted, refused)
	if made == 0 || acted == 0 {
		t.Errorf("%d worlds with %d actions, %d refused: nothing is tested", made, acted, refused)
	}
}

// playAgain has some actions be taken, and compares the plan that comes of them with a
// new one. It returns how many there were.
func playAgain(t *rapid.T, p *Plan) (acted int) {
	at := p.Scenario().Campaigns[0].Window.From
	for range rapid.IntRange(1, 4).Draw(t, "actions") {
		at = at.Add(time.Duration(rapid.IntRange(60, 36_000).Draw(t, "later")) * time.Second)
		a, ok := drawAlert(t, p, at)
		if !ok || !a.Acts.Before(p.Scenario().Time.End) {
			break
		}
		again, err := p.With(a)
		if err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
		before := func(p *Plan) (out []event.Event) {
			for e := range p.Events(at.Add(-2*time.Hour), a.Acts) {
				out = append(out, e)
			}
			return out
		}
		if !slices.Equal(before(p), before(again)) {
			t.Fatalf("%+v changes what was before", a)
		}
		acted++
		p, at = again, a.Acts
	}
	fresh, err := New(p.Source(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p.Journal(), fresh.Journal()) {
		t.Fatalf("the journal is another one:\n%+v\n%+v", p.Journal(), fresh.Journal())
	}
	want, got := lines(fresh, fresh.Windows()), lines(p, p.Windows())
	for from := range want {
		if !slices.Equal(want[from], got[from]) {
			t.Fatalf("the slice of %s is another one", time.UnixMicro(from).UTC())
		}
	}
	return acted
}
