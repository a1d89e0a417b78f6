package generator

import (
	"fmt"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// Nothing that a campaign asks for is answered beyond a limit, tries that fail
// in the directory counted: they reach the portal like any other request.
func TestFailedTriesCountAgainstLimits(t *testing.T) {
	t.Parallel()
	failed, refused := 0, 0
	for seed := range 6 {
		for _, move := range []string{"backoff", "next"} {
			p := planned(t, fmt.Sprintf(`version: 1
scenario: {id: tight, title: A campaign just below a limit, seed: %d}
time: {start: 2022-03-07, end: 2022-03-12, timezone: Europe/Paris}
population: {accounts: 12, insured_persons: 30000, profile_mix: {gp: 1}}
campaigns:
  - id: c1
    window: {start: 2022-03-08T08:00:00+01:00, stop: 2022-03-11T20:00:00+01:00}
    access: {accounts: 4, acquire: {credential_replay: 1}}
    targets: {exposed: 4000, order: random}
    pacing: {shape: constant, jitter: 0.1, active_hours: all, rate: 0.19/s}
    network: {kind: datacentre, country: [FR], pool: 8}
    on_response: {"429": %s}
controls:
  - {type: rate_limit, scope: account, threshold: 15/5m, duration: 3m, action: ["429"]}
`, seed+1, move))
			f, r := holdLimit(t, p, 15, 5*time.Minute)
			failed, refused = failed+f, refused+r
		}
	}
	t.Logf("%d tries failed, %d requests were refused", failed, refused)
	if failed < 40 || refused < 50 {
		t.Error("the test shows too little")
	}
}

// Tries that fail because the portal is down count as well: a slow campaign reaches
// limits with these alone.
func TestTriesInOutagesCountAgainstLimits(t *testing.T) {
	t.Parallel()
	failed, refused := 0, 0
	for seed := range 6 {
		for _, move := range []string{"backoff", "next"} {
			p := planned(t, fmt.Sprintf(`version: 1
scenario: {id: down, title: A slow campaign and a portal that is often down, seed: %d}
time: {start: 2022-03-07, end: 2022-03-12, timezone: Europe/Paris}
population: {accounts: 12, insured_persons: 30000, profile_mix: {gp: 1}}
portal: {outages_per_month: 28}
campaigns:
  - id: c1
    window: {start: 2022-03-08T08:00:00+01:00, stop: 2022-03-11T20:00:00+01:00}
    access: {accounts: 6, acquire: {credential_replay: 1}}
    targets: {exposed: 700, order: random}
    pacing: {shape: constant, jitter: 0.1, active_hours: all}
    network: {kind: datacentre, country: [FR], pool: 8}
    on_response: {"429": %s}
controls:
  - {type: rate_limit, scope: account, threshold: 3/5m, duration: 30m, action: ["429"]}
`, seed+1, move))
			f, r := holdLimit(t, p, 3, 5*time.Minute)
			failed, refused = failed+f, refused+r
		}
	}
	t.Logf("%d tries failed, %d requests were refused", failed, refused)
	if failed < 100 || refused < 20 {
		t.Error("the test shows too little")
	}
}

// holdLimit holds the look-ups of stolen accounts against a limit by account: a
// request that finds count others in the time before it, refused ones left out,
// is refused itself. It returns how many tries failed upstream, and how many
// requests the limit refused.
func holdLimit(t *testing.T, p *Plan, count int, per time.Duration) (failed, refused int) {
	t.Helper()
	stolen, windows := map[uint32]bool{}, map[uint32][]int64{}
	for _, a := range p.Journal().Accounts {
		stolen[a.Account] = true
	}
	beyond, first := 0, ""
	for e, tr := range p.Events(p.Scenario().Time.Begin(), p.Scenario().Time.End) {
		if e.Action != event.Lookup || !stolen[e.Account] {
			continue
		}
		switch e.Reason {
		case event.RateLimited:
			refused++
			windows[e.Account] = nil // what was counted is forgotten with the refusal
			continue
		case event.Banned, event.SessionRevoked, event.SessionExpired, event.ServiceClosed:
			continue
		case event.UpstreamError:
			if tr.Label == event.Attack {
				failed++
			}
		}
		w := windows[e.Account]
		for len(w) > 0 && w[0] <= e.TS-per.Microseconds() {
			w = w[1:]
		}
		if windows[e.Account] = append(w, e.TS); len(w) >= count {
			if beyond++; first == "" {
				first = fmt.Sprintf("%s, account %d, %s by %s", time.UnixMicro(e.TS).UTC(), e.Account, e.Result, tr.Label)
			}
		}
	}
	if beyond > 0 {
		t.Errorf("%d requests are answered beyond the limit of %d in %s, the first %s", beyond, count, per, first)
	}
	return failed, refused
}
