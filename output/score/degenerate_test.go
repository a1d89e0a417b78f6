package score

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/score/report"
)

const (
	steadyAccounts = 40
	steadyStolen   = 8
	steadyLookUps  = 576 // of each stolen account: one in ten minutes for four days
)

// steady is a campaign whose exposure grows on a straight line: theory is
// simple there.
func steady() *world {
	w := newWorld(steadyAccounts, "2022-03-01", "2022-03-10").benign("08:00")
	start := at("2022-03-03 06:05")
	for i := range steadyStolen {
		for k := range steadyLookUps {
			w.attack("c1", w.accounts[i*5], start.Add(time.Duration(k)*10*time.Minute), 1)
		}
		w.use("c1", w.accounts[i*5], start, start.Add((steadyLookUps-1)*10*time.Minute))
	}
	return w
}

// daily raises an alert on each account at the end of each day.
func daily(w *world, score func() float64) string {
	var b strings.Builder
	for _, d := range w.days() {
		for _, a := range w.accounts {
			b.WriteString(alertOf(at(d+" 00:00").Add(24*time.Hour), a, score()))
		}
	}
	return b.String()
}

// oracle raises an alert at the first malicious event of each account on each
// day, late by so much.
func oracle(w *world, late time.Duration) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, l := range w.lines {
		if key := l.account + l.t.Format(time.DateOnly); l.label == "attack" && !seen[key] {
			seen[key] = true
			b.WriteString(alertOf(l.t.Add(late), l.account, 1))
		}
	}
	return b.String()
}

// TestDegenerateDetectors prints what detectors without skill, and one with all
// of it, score, and holds it against theory.
func TestDegenerateDetectors(t *testing.T) {
	w := steady()
	dir := w.write(t)
	random := rand.New(rand.NewPCG(3, 4))
	detectors := []struct{ name, alerts string }{
		{"none", ""},
		{"always", daily(w, func() float64 { return 1 })},
		{"random", daily(w, random.Float64)},
		{"oracle", oracle(w, 0)},
		{"oracle, 6 h late", oracle(w, 6*time.Hour)},
		{"oracle, 48 h late", oracle(w, 48*time.Hour)},
	}
	shown := []string{"exposure_averted_4h", "exposure_averted_24h", "exposure_averted_24h_at_budget", "time_to_detect_minutes", "entity_recall",
		"precision_at_20", "recall_at_20", "pr_auc", "recall_at_fpr_0_001", "false_alerts_per_1000", "ppv_at_prevalence"}
	table := [][]string{append([]string{"DETECTOR"}, shown...)}
	got := map[string]*report.Result{}
	for _, d := range detectors {
		r := scored(t, dir, d.alerts)
		got[d.name] = &r.Result
		row := []string{d.name}
		for _, name := range shown {
			row = append(row, r.Result.Find(name).Shown())
		}
		table = append(table, row)
	}
	var b strings.Builder
	_ = columns.Write(&b, table) // a strings.Builder does not fail
	t.Logf("\n%s", &b)

	// 8 × 5 malicious account-days (the campaign begins and ends within a day)
	// of 40 × 10.
	const chance = 40. / 400
	averted := func(lag, late float64) float64 { return 1 - (6*(lag+late)+1)/steadyLookUps }
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		detector, metric string
		want, tolerance  float64
	}{
		{"none", "exposure_averted_24h", 0, 0}, {"none", "time_to_detect_minutes", inf, 0}, {"none", "entity_recall", 0, 0},
		{"none", "precision_at_20", nan, 0}, {"none", "pr_auc", chance, 1e-9}, {"none", "false_alerts_per_1000", 0, 0},
		{"none", "ppv_at_prevalence", nan, 0}, {"none", "recall_at_fpr_0_001", 0, 0},
		// Every day is flagged: precision is the prevalence, a thousand in a
		// thousand days are false, and Bayes' rule gives back the prior.
		{"always", "pr_auc", chance, 1e-9}, {"always", "false_alerts_per_1000", 1000, 1e-9}, {"always", "entity_recall", 1, 0},
		{"always", "precision_at_20", chance, 1e-9}, {"always", "recall_at_fpr_0_001", 0, 0}, {"always", "ppv_at_prevalence", 0.01, 1e-9},
		{"always", "exposure_averted_24h_at_budget", 0, 0}, {"always", "time_to_detect_minutes", 18*60 - 5, 0},
		// The first alert comes at midnight, 17 h 55 after the start.
		{"always", "exposure_averted_4h", 1 - 132./steadyLookUps, 1e-9},
		{"random", "pr_auc", chance, 0.04}, {"random", "precision_at_20", chance, 0.04}, {"random", "recall_at_fpr_0_001", 0, 0.03},
		{"random", "exposure_averted_24h_at_budget", 0, 0.1},
		{"oracle", "pr_auc", 1, 1e-9}, {"oracle", "recall_at_fpr_0_001", 1, 0}, {"oracle", "false_alerts_per_1000", 0, 0},
		{"oracle", "precision_at_20", 1, 0}, {"oracle", "recall_at_20", 1, 0}, {"oracle", "entity_recall", 1, 0},
		{"oracle", "ppv_at_prevalence", 1, 0}, {"oracle", "time_to_detect_minutes", 0, 0}, {"oracle", "campaign_recall_at_budget", 1, 0},
		{"oracle", "exposure_averted_4h", averted(4, 0), 1e-9}, {"oracle", "exposure_averted_24h", averted(24, 0), 1e-9},
		{"oracle", "exposure_averted_24h_at_budget", averted(24, 0), 1e-9},
		// An oracle that is late by τ averts what one in time averts at a lag
		// longer by τ, and takes τ to detect.
		{"oracle, 6 h late", "exposure_averted_4h", averted(4, 6), 1e-9}, {"oracle, 6 h late", "exposure_averted_24h", averted(24, 6), 1e-9},
		{"oracle, 6 h late", "time_to_detect_minutes", 360, 0},
		{"oracle, 48 h late", "exposure_averted_4h", averted(4, 48), 1e-9}, {"oracle, 48 h late", "exposure_averted_24h", averted(24, 48), 1e-9},
		{"oracle, 48 h late", "time_to_detect_minutes", 48 * 60, 0}, {"oracle, 48 h late", "campaign_recall_at_budget", 0, 0},
	} {
		v := float64(got[c.detector].Find(c.metric).Value)
		same := math.IsNaN(v) && math.IsNaN(c.want) || v == c.want
		if !same && !(math.Abs(v-c.want) <= c.tolerance) {
			t.Errorf("%s: %s = %v, want %v ± %v", c.detector, c.metric, v, c.want, c.tolerance)
		}
	}
}
