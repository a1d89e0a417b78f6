package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/library"
)

const overTheCardDay = `
version: 1
scenario: {id: summer, title: "Before and after 1 July 2022", seed: 3, summary: "Three weeks."}
time: {start: 2022-06-20, end: 2022-07-12, timezone: Europe/Paris}
population: {accounts: 300, insured_persons: 5000, profile_mix: {gp: 0.30, pharmacy: 0.40, nurse: 0.20, other: 0.10}}
`

// A dataset that runs over 1 July 2022 has accounts that go from the password to
// a card in it, each on its own day and for good.
func TestSignInChangesInsideADataset(t *testing.T) {
	sc, err := library.Parse("summer.yaml", []byte(overTheCardDay))
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := map[uint32]event.Auth{}
	moved, stayed := map[uint32]bool{}, map[uint32]bool{}
	for e := range p.Events(sc.Time.Start, sc.Time.End) {
		if e.Action != event.Login || e.Account == event.NoAccount { // which a mistyped identifier names
			continue
		}
		if want := p.accounts.Auth(e.Account, p.cal.Of(e.TS).Number); e.Auth != want && e.Auth != p.accounts.Auth(e.Account, p.cal.Of(e.TS).Number-1) { // a night's session begins the day before
			t.Fatalf("account %d signs in by %v, its method is %v", e.Account, e.Auth, want)
		}
		if before, seen := last[e.Account]; seen && before != e.Auth {
			if before != event.Password || moved[e.Account] {
				t.Errorf("account %d goes from %v to %v", e.Account, before, e.Auth)
			}
			moved[e.Account] = true
		}
		last[e.Account] = e.Auth
	}
	for k, a := range last {
		stayed[k] = a == event.Password
	}
	if len(moved) < 30 || len(stayed) < 30 {
		t.Errorf("%d of %d accounts gave the password up", len(moved), len(last))
	}
}
