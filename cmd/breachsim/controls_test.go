package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

// A control is triggered by the alert that the reference detector raises on the
// same log, at the same look-up.
func TestControlsAreTriggeredByTheReferenceRules(t *testing.T) {
	for _, x := range []struct {
		rule string
		sets []string
	}{
		{"R1", []string{"campaigns[0].targets.exposed=4500", "campaigns[0].window.stop=2022-03-10T11:20:00+01:00"}},
		{"R2", []string{"campaigns[0].targets.exposed=2000"}},
		{"R5", []string{"campaigns[0].targets.exposed=2000"}},
		{"R3", []string{"campaigns[0].targets.exposed=2000", "time.start=2022-01-11", "campaigns[0].targets.hit_rate=0.9"}},
	} {
		t.Run(x.rule, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "dataset")
			args := []string{"generate", "tiny", "-o", dir, "--set", "population.accounts=60", "--set", "population.insured_persons=16000",
				"--set", `controls=[{type: analyst, detect: {rule: ` + x.rule + `, delay: 1h}, action: [account_reset]}]`}
			for _, set := range x.sets {
				args = append(args, "--set", set)
			}
			s, _, said := fakeStreams()
			if code := run(t.Context(), args, s); code != term.ExitGood {
				t.Fatalf("exit code %d: %s", code, said)
			}
			if code := run(t.Context(), []string{"detect", dir, "--rules", x.rule, "-o", filepath.Join(dir, "..", "alerts.jsonl")}, s); code != term.ExitGood {
				t.Fatalf("detect: exit code %d: %s", code, said)
			}
			triggers := map[string]string{} // by account
			eachRow(t, filepath.Join(dir, "truth", "responses.jsonl"), func(r map[string]any) {
				if r["action"] == "alert" && triggers[r["account"].(string)] == "" {
					triggers[r["account"].(string)] = r["ts"].(string)
				}
			})
			begins := map[string]string{}
			eachRow(t, filepath.Join(dir, "truth", "accounts.jsonl"), func(r map[string]any) { begins[r["account"].(string)] = r["acquired_at"].(string) })
			first := map[string]string{}
			eachRow(t, filepath.Join(dir, "..", "alerts.jsonl"), func(r map[string]any) {
				of := r["entity"].(map[string]any)
				id, at := of["id"].(string), r["t"].(string)
				if begins[id] != "" && at >= begins[id] && first[id] == "" {
					first[id] = at
				}
			})
			if len(triggers) == 0 {
				t.Fatal("nothing triggered the control")
			}
			for account, at := range triggers {
				if first[account] != at {
					t.Errorf("account %s: triggered at %s, the detector says %q", account, at, first[account])
				}
			}
		})
	}
}

func eachRow(t *testing.T, path string, do func(map[string]any)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r map[string]any
		if err := json.NewDecoder(strings.NewReader(lines.Text())).Decode(&r); err != nil {
			t.Fatal(err)
		}
		do(r)
	}
}
