package generator

import (
	"fmt"
	"testing"
)

// Owner and thief choose new passwords half a minute apart: who chose last, by
// the log, knows it.
func TestTwoResetsAtOnce(t *testing.T) {
	s := readPasswords(planned(t, `version: 1
scenario: {id: h18-two-resets-at-once, title: Drawn, seed: 20}
time: {start: 2023-04-28T00:00:00Z, end: 2023-05-04T00:00:00Z, timezone: Europe/Paris}
population: {accounts: 108, insured_persons: 40000, profile_mix: {gp: 0.30, pharmacy: 0.25, nurse: 0.20, other: 0.20, hospital_desk: 0.03, lab: 0.02}}
campaigns:
  - {id: c0, window: {start: 2023-04-30T03:51:04Z, stop: 2023-05-03T03:51:04Z}, co_use: owner_active, access: {accounts: 2, acquire: {mailbox_reset: 1}}, targets: {exposed: 200, order: household, hit_rate: 0.9}, pacing: {shape: lognormal, active_hours: all, ramp: 20m, concurrency: 1}, rotation: {accounts: burn, ip: per_account}, network: {kind: mobile_cgnat, country: [FR], pool: 8}, client: {user_agent: owner_clone, tls: browser}, on_response: {not_found: backoff, "429": halve_rate, "403": backoff, captcha: backoff, step_up: {solve: 0.5, delay: 5m}, account_reset: stop, service_closed: stop, slow_answers: next}}
  - {id: c1, window: {start: 2023-04-29T09:58:58Z, stop: 2023-04-29T15:58:58Z}, co_use: owner_active, access: {accounts: 2, acquire: {mailbox_reset: 0.5, credential_replay: 0.5}}, targets: {exposed: 20, order: region, hit_rate: 0.9}, pacing: {shape: constant, jitter: 0.15, active_hours: owner, ramp: 20m}, rotation: {accounts: sequential, ip: per_account}, network: {kind: owner_host}, client: {user_agent: pool, tls: browser}, on_response: {not_found: next, "429": next, "403": halve_rate, captcha: {solve: 0.9}, step_up: {solve: 0.5, delay: 5m}, account_reset: drop_account, service_closed: next, slow_answers: halve_rate}}
  - {id: c2, window: {start: 2023-04-28T13:46:01Z, stop: 2023-04-29T13:46:01Z}, co_use: owner_active, access: {accounts: 20, acquire: {mailbox_reset: 1}, validate: {lead: 3h, lookups: 1}}, targets: {exposed: 200, order: region, hit_rate: 1}, pacing: {shape: constant, active_hours: all}, rotation: {accounts: parallel, ip: per_request}, network: {kind: datacentre, country: [FR, NL], pool: 5}, client: {user_agent: library, blend: 0.3}, on_response: {not_found: next, "429": next, "403": stop, captcha: backoff, step_up: backoff, account_reset: backoff, service_closed: switch_endpoint, slow_answers: drop_account}}
controls:
  - {type: policy, at: 2023-05-01T17:36:21Z, action: [require_second_factor], duration: 2d}
`))
	s.right(t, map[string]int{"who signs in knows the password": 100, "who is refused does not know the password": 10})
}

// A ban and two resets by the clock within minutes, of owners' own addresses:
// no session without a sign-in, nothing but the ban's answer from a banned
// address, and no password counts that a ban kept from being chosen.
func TestBannedAndReset(t *testing.T) {
	p := planned(t, `version: 1
scenario: {id: h19-banned-and-revoked, title: Drawn, seed: 20}
time: {start: 2022-10-24T00:00:00Z, end: 2022-10-27T00:00:00Z, timezone: Europe/Paris}
population: {accounts: 402, insured_persons: 3000, profile_mix: {pharmacy: 1}}
campaigns:
  - {id: c0, window: {start: 2022-10-24T04:51:01Z, stop: 2022-10-24T10:51:01Z}, co_use: owner_active, access: {accounts: 20, acquire: {mailbox_reset: 1}}, targets: {exposed: 600, order: household, hit_rate: 1, region_match: 0.6}, pacing: {shape: burst, active_hours: office}, rotation: {accounts: sequential, ip: per_account}, network: {kind: owner_host}, client: {user_agent: owner_clone, tls: browser, blend: 0.3}, on_response: {not_found: next, "429": stop, "403": halve_rate, captcha: backoff, step_up: drop_account, account_reset: next, service_closed: backoff, slow_answers: next}}
controls:
  - {type: analyst, at: 2022-10-24T09:18:17Z, action: [account_reset], duration: 1h}
  - {type: ip_ban, detect: {threshold: 20/10m, delay: 1h}, action: [ip_ban]}
  - {type: analyst, at: 2022-10-24T09:14:22Z, action: [account_reset]}
  - {type: policy, at: 2022-10-25T12:05:40Z, action: [force_password_change]}
  - {type: policy, at: 2022-10-26T16:59:58Z, action: [require_second_factor], duration: 2d}
`)
	readOrder(p).right(t)
	readPasswords(p).right(t, map[string]int{"who signs in knows the password": 100})
}

// A thief of sessions is asked for a second factor until the owner's phone runs
// out of time: that is no event of a session which the owner has left meanwhile.
func TestPhonesRingInOpenSessions(t *testing.T) {
	for _, move := range []string{"backoff", "next", "{solve: 0.3, delay: 1m}", "rotate_ip"} {
		t.Run(move, func(t *testing.T) {
			readOrder(busy(t, Options{}, gates("step_up", "session"), theft, "campaigns[0].on_response.step_up="+move)).right(t)
		})
	}
}

// After a reset, a robot that goes on in its closed session meets the ban of its
// address first.
func TestBansComeBeforeResets(t *testing.T) {
	for _, network := range []string{"{kind: datacentre, country: [FR], pool: 3}", "{kind: owner_host}"} {
		t.Run(network, func(t *testing.T) {
			sets := []string{`controls=[{type: analyst, at: 2022-03-10T12:00:00+01:00, action: [account_reset]}, {type: ip_ban, at: 2022-03-10T13:00:00+01:00, duration: 1h, action: [ip_ban]}]`,
				"campaigns[0].on_response={account_reset: next, \"403\": next}", "campaigns[0].network=" + network, "campaigns[0].rotation={}"}
			readOrder(busy(t, Options{}, sets...)).right(t)
		})
	}
}

// While the service is closed most users leave their look-ups: a session that
// nobody used for too long is closed for all that, too.
func TestSessionsExpireWhileTheServiceIsClosed(t *testing.T) {
	t.Parallel()
	const long = `controls=[{type: policy, at: 2022-03-10T08:30:00+01:00, duration: 150m, action: [close_service]}]`
	for seed := range 5 {
		for _, control := range []string{closed, long} {
			for _, idle := range []string{"20m", "45m", "2h"} {
				readOrder(busy(t, Options{}, control, "portal.session_idle="+idle, fmt.Sprintf("scenario.seed=%d", seed))).right(t)
			}
		}
	}
}
