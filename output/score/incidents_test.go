package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/report"
)

// TestIncidentsAddUpToTheFigures holds the rows of the incidents against the counts that
// are made without them.
func TestIncidentsAddUpToTheFigures(t *testing.T) {
	w := steady()
	dir := w.write(t)
	var alerts string
	for _, line := range strings.SplitAfter(oracle(w, 3600e9), "\n") {
		if !strings.Contains(line, w.accounts[5]) { // which is missed
			alerts += line
		}
	}
	r, err := Score(t.Context(), []Input{{Dir: dir, Name: "a", Alerts: strings.NewReader(alerts)}},
		Options{Resamples: -1, Incidents: true})
	if err != nil {
		t.Fatal(err)
	}
	p := r.Result.Persons
	counts, averted, exposed := map[string]int{}, 0, 0
	for _, row := range r.Incidents {
		counts[row.Verdict]++
		averted += row.Averted24h
		if !row.Repeated {
			exposed += row.Exposed
		}
		if row.Verdict == report.TrueVerdict && (len(row.Campaigns) == 0 || row.FirstAttack > row.T || len(row.Rules) != 1) {
			t.Errorf("a true incident: %+v", row)
		}
	}
	if averted == 0 || averted != p.Averted24h || exposed != p.Exposed {
		t.Errorf("the incidents avert %d of %d, the figures %d of %d", averted, exposed, p.Averted24h, p.Exposed)
	}
	if missed := p.Accounts - p.AccountsFound; missed == 0 || counts[report.MissedVerdict] != missed {
		t.Errorf("%d rows of missed accounts, want %d", counts[report.MissedVerdict], missed)
	}
	if n := r.Result.Incidents; counts[report.TrueVerdict] != n.True || counts[report.FalseVerdict] != n.False ||
		counts[report.NeutralVerdict] != n.Neutral {
		t.Errorf("rows %v, counts %+v", counts, n)
	}
	var b bytes.Buffer
	if err := report.WriteIncidents(&b, r.Incidents); err != nil || bytes.Count(b.Bytes(), []byte("\n")) != len(r.Incidents) {
		t.Errorf("%d lines, %v", bytes.Count(b.Bytes(), []byte("\n")), err)
	}
}

// TestIncidentsNameAllTheirRules: however many rules there are, none is taken for another.
func TestIncidentsNameAllTheirRules(t *testing.T) {
	alert := alertOf(at("2022-03-08 12:00"), accA, 1)
	var alerts strings.Builder
	var want []string
	for i := range 100 {
		want = append(want, fmt.Sprintf("rule %d", i))
		alerts.WriteString(strings.Replace(alert, `"rule":"r"`, fmt.Sprintf(`"rule":%q`, want[i]), 1))
	}
	alerts.WriteString(strings.Replace(alertOf(at("2022-03-09 10:00"), accD, 1), `"rule":"r"`, `"rule":"rule 99"`, 1))
	r, err := Score(t.Context(), []Input{{Dir: byHand().write(t), Name: "a", Alerts: strings.NewReader(alerts.String())}},
		Options{Resamples: -1, Incidents: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Incidents {
		switch {
		case row.Entity.ID == accA && !slices.Equal(row.Rules, want):
			t.Errorf("rules %q", row.Rules)
		case row.Entity.ID == accD && (!slices.Equal(row.Rules, want[99:]) || !slices.Equal(row.LookAlikes, []string{"audit_catch_up"})):
			t.Errorf("%+v", row)
		}
	}
	if len(r.Incidents) != 3 { // B is missed
		t.Errorf("%d rows", len(r.Incidents))
	}
}

// TestManyMoreFalseAlarmsAreWorse sees in pairs what an interval that holds 0 hides.
func TestManyMoreFalseAlarmsAreWorse(t *testing.T) {
	w := steady()
	dir := w.write(t)
	few := oracle(w, 0)
	var many strings.Builder
	many.WriteString(few)
	for i := range 28 {
		many.WriteString(alertOf(at("2022-03-05 12:00"), w.accounts[i/4*5+i%4+1], 1)) // of whom nothing was stolen
	}
	before, now := full(t, few, dir), full(t, many.String(), dir)
	for _, c := range report.Compare(before, now) {
		if c.Name == "false_alerts_per_1000" && (c.Verdict != "worse" || !c.Paired) {
			t.Errorf("%+v", c)
		}
	}
}

// TestVerdictFitsATerminal keeps the lines within 80 columns and about ten.
func TestVerdictFitsATerminal(t *testing.T) {
	w := steady()
	dir := w.write(t)
	r := full(t, oracle(w, 3600e9), dir)
	r.Reference = &report.Reference{Rule: "R2", AtBudget24h: 1, Among: "R1 to R9"}
	var b bytes.Buffer
	if err := r.WriteVerdict(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) < 6 || len(lines) > 16 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines[1:] {
		if len([]rune(line)) > 80 {
			t.Errorf("%d columns: %s", len([]rune(line)), line)
		}
	}
	if text := b.String(); !strings.Contains(text, " of ") || !strings.Contains(text, "best reference rule at that budget: R2") {
		t.Errorf("%s", text)
	}
	j, err := json.Marshal(r)
	if err != nil || !bytes.Contains(j, []byte(`"persons":{"exposed":`)) {
		t.Errorf("no persons for programs: %v", err)
	}
}

// TestBaselineOfOtherDataIsNotPaired falls back to the limits of the two.
func TestBaselineOfOtherDataIsNotPaired(t *testing.T) {
	w := steady()
	a := full(t, oracle(w, 0), w.write(t))
	b := *a
	b.Datasets = append([]report.Dataset{}, a.Datasets...)
	b.Datasets[0].Seed++
	for _, c := range report.Compare(a, &b) {
		if c.Paired {
			t.Errorf("%s is paired with other data", c.Name)
		}
	}
}
