//go:build causal

package generator

import (
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
