package generator

import (
	"maps"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// refusals are worlds in which bans and resets meet honest users: owners in
// sessions that are revoked, neighbours behind an address that is banned.
var refusals = map[string][]string{
	"reset by clock": {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [account_reset]}]`},
	"resets, 1":      resets("1"),
	"resets, 2":      resets("2"),
	"resets, 3":      resets("3"),
	"resets, 4":      resets("4"),
	"resets, 5":      resets("5"),
	"resets, 6":      resets("6"),
	"a short ban, many": {`controls=[{type: ip_ban, detect: {threshold: 20/1h}, duration: 3h, action: [ip_ban]}]`, "population.accounts=300",
		"campaigns[0].access.accounts=30", "campaigns[0].access.profiles={pharmacy: 30}", "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
	"ban and rotate": {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [ip_ban, account_reset]}, {type: ip_ban, detect: {threshold: 50/1h}, duration: 2h, action: [ip_ban]}]`,
		"population.accounts=2000", "campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 120}", "campaigns[0].rotation={ip: per_request}"},
	"owners' machines": {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}, {type: analyst, at: 2022-03-10T15:00:00+01:00, action: [ip_ban, account_reset]}]`,
		"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
}

// resets is a world in which many owners are at work when their accounts are
// reset.
func resets(seed string) []string {
	return []string{
		`controls=[{type: analyst, at: 2022-03-10T11:00:00+01:00, action: [account_reset]}, {type: analyst, at: 2022-03-10T15:00:00+01:00, action: [account_reset]}]`,
		"scenario.seed=" + seed, "population.accounts=500", "campaigns[0].access.accounts=150", "campaigns[0].access.profiles={}",
		"campaigns[0].on_response={account_reset: {reacquire: 1, delay: 1h}}",
	}
}

// A step that a ban or a reset refuses stays the step that it was: with
// controls and without, event by event, it is the same action of the same
// service on the same path.
func TestRefusedStepStaysItself(t *testing.T) {
	t.Parallel()
	met := map[event.Action]int{}
	for _, name := range slices.Sorted(maps.Keys(refusals)) {
		t.Run(name, func(t *testing.T) {
			p, free := readAudit(busy(t, Options{}, refusals[name]...)), readAudit(busy(t, Options{WithoutControls: true}, refusals[name]...))
			listed := p.changed()
			planned := map[uint64]*event.Event{}
			for e, tr := range free.audit() {
				if tr.Label != event.Attack {
					planned[e.ID] = e
				}
			}
			for e, tr := range p.audit() {
				was, both := planned[e.ID]
				if !both || tr.Label == event.Attack || e.Reason != event.Banned && e.Reason != event.SessionRevoked && e.Reason != event.ResetRequired {
					continue
				}
				if !listed[e.ID] {
					continue // a step that either world adds: the numbers of these may be the same
				}
				met[e.Action]++
				if e.TS != was.TS || e.Account != was.Account || e.Action != was.Action || e.Service != was.Service || e.Path != was.Path {
					t.Fatalf("%v %v on path %d is %v %v on path %d and %v", was.Action, was.Service, was.Path, e.Action, e.Service, e.Path, e.Reason)
				}
				status := map[event.Reason]uint16{event.Banned: 403, event.SessionRevoked: 401, event.ResetRequired: 401}[e.Reason]
				if e.Status != status || e.Outcome != event.Failure || tr.Label != event.Collateral || tr.CausedBy == 0 && tr.Campaign == 0 {
					t.Fatalf("%v with %v answered %d, %v, labelled %v", e.Action, e.Reason, e.Status, e.Outcome, tr.Label)
				}
			}
		})
	}
	t.Log(met)
	for _, a := range []event.Action{event.Login, event.Lookup, event.Logout} {
		if met[a] == 0 {
			t.Errorf("no %v is refused", a)
		}
	}
}

// changed lists the events that campaigns and controls changed, as the truth
// tells.
func (r *reading) changed() map[uint64]bool {
	out := map[uint64]bool{}
	for _, x := range r.interference {
		if x.Effect == event.Changed {
			out[x.Event] = true
		}
	}
	return out
}

// A campaign that presses on from addresses that change with each look-up is refused
// from those that are banned, and from no others.
func TestRefusalsComeFromBannedAddresses(t *testing.T) {
	t.Parallel()
	p := planned(t, `version: 1
scenario: {id: press, title: Press on, seed: 5}
time: {start: 2022-03-07, end: 2022-03-12}
population: {accounts: 60, insured_persons: 30000, profile_mix: {gp: 1}}
campaigns:
  - id: c1
    window: {start: 2022-03-08T09:00:00Z, stop: 2022-03-11T20:00:00Z}
    access: {accounts: 3, acquire: {credential_replay: 1}}
    targets: {exposed: 3000, hit_rate: 0.8}
    network: {kind: datacentre, pool: 200}
    rotation: {accounts: parallel, ip: per_request}
    on_response: {"403": next}
controls:
  - {type: ip_ban, at: 2022-03-09T12:00:00Z, action: [ip_ban], duration: 1d}
`)
	banned := map[event.Addr]bool{}
	for _, r := range p.Journal().Responses {
		if r.Action == event.AddressBanned {
			banned[r.Addr] = true
		}
	}
	refused := 0
	for e := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if e.Action == event.Lookup && e.Reason == event.Banned {
			if refused++; !banned[e.Addr] {
				t.Fatalf("a look-up at %d is refused from an address that is not banned", e.TS)
			}
		}
	}
	if refused < 50 {
		t.Errorf("%d look-ups refused: the test shows too little", refused)
	}
}
