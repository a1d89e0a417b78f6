package audit_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// Each kind of control leaves a dataset without shortcuts, in which nothing
// happens before its cause and the truth agrees with the logs.
func TestControls(t *testing.T) {
	small := []string{"population.accounts=200", "population.insured_persons=20000", "campaigns[0].targets.exposed=2000"}
	for name, sets := range map[string][]string{
		"analyst by a rule":  {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`},
		"for a time":         {`controls=[{type: analyst, detect: {threshold: 100/1h, delay: 20m}, duration: 1h, action: [ip_ban, account_reset]}]`},
		"machine":            {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`},
		"machine, passed by": {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].on_response.403=next"},
		"ban alone":          {`controls=[{type: ip_ban, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}]`, "campaigns[0].network.pool=40"},
		"limit":              {`controls=[{type: rate_limit, scope: account, threshold: 30/10m, duration: 15m, action: ["429"]}]`},
		"limit, passed by":   {`controls=[{type: rate_limit, scope: account, threshold: 30/10m, duration: 15m, action: ["429"]}]`, "campaigns[0].on_response.429=next"},
		"limit of addresses": {`controls=[{type: rate_limit, scope: ip, threshold: 30/10m, action: ["429"]}]`, "campaigns[0].on_response.429=rotate_ip", "campaigns[0].network.kind=vpn"},
		"captcha":            {`controls=[{type: captcha, scope: account, threshold: 30/10m, duration: 15m, action: [challenge]}]`},
		"captcha by rule":    {`controls=[{type: captcha, detect: {threshold: 50/1h, delay: 2m}, duration: 6h, action: [challenge]}]`, "campaigns[0].on_response.captcha=next"},
		"step up":            {`controls=[{type: step_up, scope: account, threshold: 30/10m, action: [step_up]}]`, "campaigns[0].on_response.step_up={solve: 0.4, delay: 1m}"},
		"step up, dropped":   {`controls=[{type: step_up, detect: {rule: R2, delay: 10m}, action: [step_up]}]`},
		"closed":             {`controls=[{type: policy, at: 2022-03-10T11:00:00+01:00, duration: 90m, action: [close_service]}]`},
		"closed, elsewhere":  {`controls=[{type: policy, at: 2022-03-10T11:00:00+01:00, duration: 90m, action: [close_service]}]`, "campaigns[0].on_response.service_closed=switch_endpoint"},
		"second factor":      {`controls=[{type: policy, at: 2022-03-10T10:00:00+01:00, duration: 2h, action: [require_second_factor]}]`},
		"factor, worn down":  {`controls=[{type: policy, at: 2022-03-10T10:00:00+01:00, duration: 2h, action: [require_second_factor]}, {type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`, "campaigns[0].on_response.step_up={solve: 0.6, delay: 2m}"},
		"factor and change":  {`controls=[{type: policy, at: 2022-03-10T10:00:00+01:00, duration: 1h, action: [require_second_factor, force_password_change]}]`, "campaigns[0].on_response.step_up={solve: 0.9, delay: 2m}"},
		"factor, theft":      {`controls=[{type: policy, at: 2022-03-10T10:00:00+01:00, duration: 2h, action: [require_second_factor]}]`, "campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].co_use=same_session"},
		"misses":             {`controls=[]`, "campaigns[0].targets.hit_rate=0.6", "campaigns[0].on_response.not_found=backoff"},
		"knocks":             {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=backoff"},
		"pressed on":         {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=next"},
		"canary":             {`controls=[{type: canary, count: 400, detect: {delay: 10m}, action: [ip_ban, account_reset]}]`},
		"tarpit":             {`controls=[{type: tarpit, scope: account, threshold: 30/10m, duration: 90m, action: [tarpit]}]`},
		"tarpit, decoys":     {`controls=[{type: tarpit, detect: {threshold: 50/1h}, duration: 2h, action: [tarpit, decoy]}]`},
		"canary, alert":      {`controls=[{type: canary, count: 400, action: [alert]}]`},
		"theft, machine":     {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].access.acquire={session_theft: 1}"},
		"theft, challenge":   {`controls=[{type: captcha, scope: session, threshold: 15/10m, duration: 15m, action: [challenge]}]`, "campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].co_use=same_session"},
		"theft, got back": {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, duration: 30m, action: [ip_ban, account_reset]}]`, "campaigns[0].access.acquire={session_theft: 1}",
			`campaigns[0].on_response.account_reset={reacquire: 1, delay: 20m}`},
		"theft, own machine": {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
		"theft, pressed on":  {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, action: [account_reset]}]`, "campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].on_response.account_reset=next"},
		"cover, limit":       {`controls=[{type: rate_limit, scope: account, threshold: 30/10m, duration: 15m, action: ["429"]}]`, "campaigns[0].client.blend=0.4"},
		"cover, ban":         {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 2m, action: [ip_ban]}]`, "campaigns[0].client.blend=0.4", "campaigns[0].on_response.403=backoff"},
		"got back":           {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, duration: 1h, action: [account_reset]}]`, `campaigns[0].on_response.account_reset={reacquire: 1, delay: 2h}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, datasettest.Write(t, "tiny", generator.Options{}, output.Options{}, append(small, sets...)...))
			for _, id := range []string{"A11", "A13", "A16"} {
				for figure, example := range failing(r)[id] {
					t.Errorf("%s: %s at %s", id, figure, example)
				}
			}
			for _, id := range audit.IDs() {
				for figure, example := range failing(r)[id] {
					t.Logf("%s: %s at %s", id, figure, example)
				}
			}
		})
	}
}
