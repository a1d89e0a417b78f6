package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
)

// Who keeps an owner's hours keeps those of the account: nobody is looked up while it is shut,
// nor, where the user does it, on days on which nobody works there; and pages of other services
// stand at both ends of some sessions, as in honest ones.
func TestOwnHoursAreTheAccounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ how, bound string }{{"insider", ""}, {"credential_replay", ""}, {"credential_replay", ", at_most: 60/1h"}} {
		how := c.how + c.bound
		p, err := longWorld(Options{}, unstopped, "campaigns[0].targets={exposed: 900, order: random}",
			"campaigns[0].window={start: 2022-03-10T09:00:00+01:00, stop: 2022-03-18T18:00:00+01:00}",
			"campaigns[0].pacing={shape: owner_mimic, active_hours: owner"+c.bound+"}", "campaigns[0].access.profiles={pharmacy: 4, gp: 2}",
			"campaigns[0].access.validate={}", "aftermath={}", "campaigns[0].access.acquire={"+c.how+": 1}",
			"campaigns[0].client={user_agent: owner_clone, tls: browser, navigation: full_flow, manners: human}",
			"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}")
		if err != nil {
			t.Fatal(err)
		}
		r, saturday, outside, made := read(p), 0, 0, 0
		accounts := map[uint32]bool{}
		sessions := map[uint64][]event.Action{}
		for e, tr := range r.audit() {
			if tr.Label != event.Attack {
				continue
			}
			if e.Action != event.Login && e.Action != event.Logout {
				sessions[e.Session] = append(sessions[e.Session], e.Action)
			}
			if e.Action != event.Lookup {
				continue
			}
			d := p.cal.Of(e.TS)
			half := int(min((e.TS-d.Start)/(30*calendar.Minute), 47))
			open := p.base.OpenOn(e.Account, d)
			made++
			if !open[half] {
				outside++
			}
			if c.how == "insider" && !p.base.Works(e.Account, d.Number) {
				t.Errorf("account %d looks somebody up on day %d, on which nobody works there", e.Account, d.Number)
			}
			if d.Weekday == 6 {
				saturday++
			}
			accounts[e.Account] = true
		}
		first, last := 0, 0
		for _, s := range sessions {
			if s[0] == event.ServiceUse {
				first++
			}
			if s[len(s)-1] == event.ServiceUse {
				last++
			}
		}
		t.Logf("%s: %d look-ups of %d accounts, %d while shut, %d on Saturdays; of %d sessions %d begin and %d end elsewhere",
			how, made, len(accounts), outside, saturday, len(sessions), first, last)
		if len(r.exposures) != 900 || len(accounts) != 6 {
			t.Errorf("%s: %d persons by %d accounts, want 900 by 6", how, len(r.exposures), len(accounts))
		}
		// A visit that has begun before noon is finished.
		if outside*50 > made || saturday == 0 {
			t.Errorf("%s: %d of %d look-ups while the account is shut, %d on Saturdays", how, outside, made, saturday)
		}
		if first == 0 || last == 0 || first*3 > len(sessions) {
			t.Errorf("%s: of %d sessions %d begin and %d end with another service", how, len(sessions), first, last)
		}
	}
}

// Where the own hours leave too little time, as on the morning of a Saturday, those of the
// class count, and all are found.
func TestOwnHoursGiveWayToTheList(t *testing.T) {
	t.Parallel()
	p, err := longWorld(Options{}, unstopped, "campaigns[0].targets={exposed: 120, order: random}",
		"campaigns[0].window={start: 2022-03-11T19:00:00+01:00, stop: 2022-03-12T11:00:00+01:00}",
		"campaigns[0].pacing={shape: owner_mimic, active_hours: owner}", "campaigns[0].access.profiles={pharmacy: 6}",
		"campaigns[0].access.validate={}", "aftermath={}", "campaigns[0].access.acquire={insider: 1}",
		"campaigns[0].client={user_agent: owner_clone, tls: browser, navigation: full_flow}",
		"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}")
	if err != nil {
		t.Fatal(err)
	}
	if r := read(p); len(r.exposures) != 120 {
		t.Errorf("%d persons exposed, want 120", len(r.exposures))
	}
}
