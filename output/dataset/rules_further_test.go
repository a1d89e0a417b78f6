package dataset_test

import (
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// named runs some rules as they are published and returns the accounts that each
// names, and the practitioner-days.
func named(t *testing.T, dir string, rules ...string) (accounts map[string]map[string]bool, days int64) {
	t.Helper()
	data, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	accounts = map[string]map[string]bool{}
	for _, r := range rules {
		accounts[r] = map[string]bool{}
	}
	stats, err := detect.Run(t.Context(), data, detect.Options{Rules: rules, Params: detect.Defaults()}, func(a *detect.Alert) error {
		if a.Type != detect.Account || a.Why == "" || a.Score < 1 || a.From > a.T {
			t.Errorf("%+v", a)
		}
		accounts[a.Rule][a.ID] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return accounts, stats.AccountDays
}

// Sixty accounts of three hundred take turns behind a few dozen lines, in haste: each of the rules
// that look at relations finds some of them in its own way, and next to nobody else,
// and hardly anybody where nobody attacks.
func TestRelationsFindAccountsThatTakeTurns(t *testing.T) {
	if testing.Short() {
		t.Skip("makes two datasets")
	}
	sets := []string{"time.end=2022-03-14", "population.accounts=300", "campaigns[0].window.stop=2022-03-13T20:00:00+01:00",
		"controls[0].at=2022-03-13T20:00:00+01:00", "campaigns[0].access.accounts=60", "campaigns[0].targets.exposed=9000", "campaigns[0].rotation.duty_cycle=0.2",
		"campaigns[0].network.pool=74", "campaigns[0].network.ip_reuse=4", "campaigns[0].pacing.think_time=lognormal(median=4s, sigma=0.3)",
		"campaigns[0].pacing.rate=80/d", "campaigns[0].pacing.active_hours=office", "campaigns[0].targets.hit_rate=0.95"}
	formats := output.Options{Formats: []string{"jsonl"}}
	dir := datasettest.Write(t, "rotate-and-rest", generator.Options{WithoutControls: true}, formats, sets...)
	rules := []string{"R8", "R11", "R12"}
	attacked, _ := named(t, dir, rules...)
	stolen := map[string]bool{}
	for _, a := range rowsOf[truth.Account](t, filepath.Join(dir, "truth/accounts.jsonl")) {
		stolen[string(a.Account)] = true
	}
	peace := datasettest.Write(t, "rotate-and-rest", generator.Options{WithoutCampaigns: true}, formats, append(sets, "scenario.seed=8")...)
	quiet, days := named(t, peace, rules...)
	for rule, least := range map[string]int{"R8": 6, "R11": 15, "R12": 6} {
		right := 0
		for id := range attacked[rule] {
			if stolen[id] {
				right++
			}
		}
		t.Logf("%s: %d of %d stolen accounts, %d others; %d where nobody attacks, in %d days", rule, right, len(stolen),
			len(attacked[rule])-right, len(quiet[rule]), days)
		if right < least {
			t.Errorf("%s finds %d of %d stolen accounts", rule, right, len(stolen))
		}
		if n := len(quiet[rule]); 1000*n > 5*int(days) {
			t.Errorf("%s names %d accounts in %d days where nobody attacks", rule, n, days)
		}
	}
}
