package dataset_test

import (
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// Whatever else refuses, slows or closes, and whatever the campaign does about
// it, controls act on what detectors find.
func TestControlsActOnWhatDetectorsFindEverywhere(t *testing.T) {
	const lively = "{shape: lognormal, rate: 4/s, active_hours: office}"
	worlds := map[string][2]string{ // what is replaced in the world, and by what
		"backs off": {`"429": next, "403": rotate_ip`, `"429": backoff, "403": backoff`},
		"halves":    {`"429": next`, `"429": halve_rate`},
		"rotates":   {`"429": next`, `"429": rotate_account`},
		"minds":     {`"429": next`, `"429": next, not_found: backoff`},
		"theft":     {"{mailbox_reset: 0.5, credential_replay: 0.5}", "{session_theft: 1}"},
		"insiders":  {"{mailbox_reset: 0.5, credential_replay: 0.5}", "{insider: 1}"},
		"knocks":    {"account_reset: drop_account", "account_reset: backoff"},
		"presses":   {"account_reset: drop_account", "account_reset: next"},
		"blends":    {"    on_response:", "    client: {user_agent: library, blend: 0.3}\n    on_response:"},
		"troubled":  {"population:", "portal: {outages_per_month: 30, maintenance_per_month: 20}\npopulation:"},
	}
	more := limited + banned +
		"  - {id: shut, type: policy, at: 2022-03-10T10:00:00+01:00, duration: 2h, action: [close_service]}\n" +
		"  - {id: gate, type: captcha, scope: account, threshold: 60/10m, duration: 15m, action: [challenge]}\n"
	rules, alerts := []string{"R1", "R2", "R4", "R5"}, atomic.Int64{}
	t.Run("worlds", func(t *testing.T) {
		for i, name := range slices.Sorted(maps.Keys(worlds)) {
			for _, rule := range []string{rules[i%4], rules[(i+2+i/4)%4]} {
				t.Run(name+", "+rule, func(t *testing.T) {
					t.Parallel()
					pacing := lively
					if rule == "R2" || name == "theft" {
						pacing = "{shape: diurnal}"
					}
					text, change := watched("rule: "+rule, "9000", pacing, more, "1d"), worlds[name]
					if !strings.Contains(text, change[0]) {
						t.Fatalf("nothing to replace in %s", text)
					}
					a := writtenAlarmed(t, strings.Replace(text, change[0], change[1], 1))
					computed := a.detected(t, rule)
					a.agree(t, computed)
					alerts.Add(int64(len(computed)))
				})
			}
		}
	})
	if alerts.Load() < 40 {
		t.Errorf("%d alerts in all: the test shows too little", alerts.Load())
	}
}
