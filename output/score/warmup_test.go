package score

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// scoreFrom marks what lies before a moment of the dataset as warm-up.
func scoreFrom(t *testing.T, dir, moment string) {
	t.Helper()
	name := filepath.Join(dir, "manifest.json")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	marked := bytes.Replace(b, []byte("{"), []byte(`{"scored_from":"`+moment+`",`), 1)
	if err := os.WriteFile(name, marked, 0o666); err != nil {
		t.Fatal(err)
	}
}

// The dataset by hand, of which all before the 8th at 14:30 is warm-up: the
// alerts on A and the first on C are left out. Behind it A exposes five
// persons and B two, the first at 15:00; the benign days are A, C and D on the
// 9th, since all else that is benign lies before. The alert on C at 20:00 is
// neutral as ever.
func TestWarmupByHand(t *testing.T) {
	dir := byHand().write(t)
	scoreFrom(t, dir, replay.Stamp(at("2022-03-08 14:30").UnixMicro()))
	r := scored(t, dir, handAlerts())
	for name, v := range map[string]float64{
		"exposure_averted_4h":    0,
		"false_alerts_per_1000":  1000. / 3,
		"time_to_detect_minutes": 18 * 60,
		"time_to_detect_lookups": 6,
		"time_to_detect_persons": 6,
		"entity_recall":          0.5,
		"prevalence":             0.5,
	} {
		if got := float64(r.Result.Find(name).Value); math.Abs(got-v) > 1e-9 {
			t.Errorf("%s = %v, want %v", name, got, v)
		}
	}
	if got := r.Result.Incidents; got != (report.Incidents{True: 1, False: 1, Neutral: 1}) {
		t.Errorf("incidents %+v", got)
	}
	d := r.Datasets[0]
	if d.Days != 2 || d.BenignAccountDays != 3 || d.AttackAccountDays != 3 || d.Alerts != 3 || d.AlertsInWarmup != 3 || d.ScoredFrom == "" {
		t.Errorf("%+v", d)
	}
	if c := r.Result.Campaigns; len(c) != 1 || c[0].LookUps != 7 || c[0].Exposed != 7 || c[0].AccountsFound != 1 {
		t.Errorf("campaigns %+v", c)
	}
	var text strings.Builder
	err := r.WriteText(&text)
	told := strings.Join(strings.Fields(text.String()), " ") // lines are wrapped
	if err != nil || !strings.Contains(told, "is a warm-up, and 3 alerts of it are left out") {
		t.Errorf("%v\n%s", err, text.String())
	}
}

// A campaign that lies in the warm-up as a whole is nobody's to find, and an
// alert within a day of its last event is neutral.
func TestCampaignOfTheWarmup(t *testing.T) {
	dir := byHand().write(t)
	scoreFrom(t, dir, replay.Stamp(at("2022-03-09 10:00").UnixMicro()))
	r := scored(t, dir, alertOf(at("2022-03-09 12:00"), accA, 1)+alertOf(at("2022-03-09 12:00"), accD, 1))
	if got := r.Result.Incidents; got != (report.Incidents{False: 1, Neutral: 1}) || len(r.Result.Campaigns) != 0 || r.Datasets[0].AttackAccountDays != 0 {
		t.Errorf("incidents %+v, campaigns %+v", got, r.Result.Campaigns)
	}
}

// A moment at midnight belongs to the day that ends: to the warm-up.
func TestAlertAtTheEndOfTheWarmup(t *testing.T) {
	dir := byHand().write(t)
	scoreFrom(t, dir, replay.Stamp(at("2022-03-09 00:00").UnixMicro()))
	if r := scored(t, dir, alertOf(at("2022-03-09 00:00"), accD, 1)); r.Datasets[0].AlertsInWarmup != 1 || r.Datasets[0].Days != 1 {
		t.Errorf("%+v", r.Datasets[0])
	}
}
