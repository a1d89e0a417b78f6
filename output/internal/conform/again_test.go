package conform_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// line is one event with what is true of it.
type line struct {
	event event.Event
	truth event.Truth
}

// waiting is the drawn world n with a control that waits for alerts from outside;
// nil where the language does not allow it.
func waiting(t *testing.T, n uint64) *generator.Plan {
	t.Helper()
	const own = "  - {id: own, type: analyst, detect: {alerts: [], delay: 20m}, action: [ip_ban, account_reset]}\n" +
		"  - {id: named, type: ip_ban, detect: {alerts: []}, duration: 6h, action: [ip_ban]}\nsignals:"
	text := strings.Replace(strings.Replace(worldText(n), "controls:\n  []", "controls:", 1), "signals:", own, 1)
	sc, err := library.Parse("world.yaml", []byte(text))
	var problems *scenarios.Problems
	if errors.As(err, &problems) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Fatalf("world %d: %v\n%s", n, err, text)
	}
	return p
}

// until lists the events of a plan before an instant.
func until(p *generator.Plan, ts time.Time) (out []line) {
	for e, tr := range p.Events(p.Scenario().Time.Begin(), ts) {
		out = append(out, line{e, tr})
	}
	return out
}

// A plan with one more alert is the same before it, and another one after it,
// whether the alert is right or wrong.
func TestOneMoreAlertLeavesThePast(t *testing.T) {
	worlds, differ, wrong := 0, 0, 0
	for n := uint64(0); worlds < 8; n++ {
		p := waiting(t, 5000+n)
		if p == nil {
			continue
		}
		worlds++
		r := rand.New(rand.NewPCG(n, 3))
		for range 3 { // one after the other
			at, account := drawAlert(r, p, worlds%3 == 0)
			alert := generator.Alert{Control: "own", At: at, Account: account}
			if r.IntN(2) == 0 { // the control acts at an instant that the alert gives
				alert.At = at.Add(-time.Hour)
				alert.Acts = at
			}
			if r.IntN(2) == 0 {
				alert = named(t, p, alert)
			}
			more, err := p.With(alert)
			if err != nil {
				t.Fatalf("world %d, alert %+v: %v", n, alert, err)
			}
			samePast(t, n, at, until(p, at), until(more, at))
			if len(more.Journal().Responses) > len(p.Journal().Responses)+1 { // an alert, and what follows it
				differ++
			}
			for _, iv := range more.Journal().Responses {
				if iv.Action == event.AccountReset && !stolen(more, iv.Account) {
					wrong++
				}
			}
			p = more
		}
	}
	t.Logf("%d worlds, %d of %d alerts are followed by an action, %d resets of accounts that nobody stole", worlds, differ, 3*worlds, wrong)
	if differ < worlds || wrong < 2 {
		t.Error("the test shows too little")
	}
}

// drawAlert draws an alert in the middle of a campaign: on an account that it has,
// or on any.
func drawAlert(r *rand.Rand, p *generator.Plan, wrong bool) (time.Time, string) {
	c := &p.Scenario().Campaigns[0]
	from, to := c.Window.From, p.Scenario().Time.End
	at := from.Add(time.Duration(r.Int64N(int64(to.Sub(from)))))
	ids := p.Catalog().Accounts
	if list := p.Journal().Accounts; len(list) > 0 && !wrong {
		return at, ids[list[r.IntN(len(list))].Account].ID
	}
	return at, ids[r.IntN(len(ids))].ID
}

// named makes of an alert one on the address from which its account was last used, or
// where it was not, somebody's.
func named(t *testing.T, p *generator.Plan, a generator.Alert) generator.Alert {
	t.Helper()
	before := until(p, a.At)
	if len(before) == 0 {
		return a
	}
	addr := before[len(before)/2].event.Addr
	for _, l := range before {
		if l.event.Account != event.NoAccount && p.Catalog().Accounts[l.event.Account].ID == a.Account && !l.event.Addr.IsZero() {
			addr = l.event.Addr
		}
	}
	if addr.IsZero() {
		return a
	}
	a.Control, a.Account, a.Addr = "named", "", addr.Netip()
	return a
}

func stolen(p *generator.Plan, account uint32) bool {
	for _, a := range p.Journal().Accounts {
		if a.Account == account {
			return true
		}
	}
	return false
}

func samePast(t *testing.T, n uint64, at time.Time, want, got []line) {
	t.Helper()
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			t.Fatalf("world %d: an alert at %s changes an event at %s:\n%+v\n%+v", n, at.UTC(), time.UnixMicro(want[i].event.TS).UTC(), want[i], got[i])
		}
	}
	if len(want) != len(got) {
		t.Fatalf("world %d: an alert at %s makes %d events before it %d", n, at.UTC(), len(want), len(got))
	}
}
