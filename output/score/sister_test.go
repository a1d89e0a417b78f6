package score

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/report"
)

// quiet is four accounts with another seed, and nobody but their owners.
func quiet(t *testing.T) string {
	w := newWorld(4, "2022-03-07", "2022-03-09").benign("08:00")
	w.seed = 8
	return w.write(t)
}

// withSister scores the alerts by hand at the threshold that a sister's alerts fix.
func withSister(t *testing.T, judged, sister, theirs string) (*report.Report, error) {
	t.Helper()
	return Score(t.Context(), []Input{{Dir: judged, Name: "alerts", Alerts: strings.NewReader(handAlerts())}},
		Options{Resamples: -1, Sisters: []Input{{Dir: sister, Name: "theirs", Alerts: strings.NewReader(theirs)}}})
}

func TestSisterFixesTheThreshold(t *testing.T) {
	judged, sister := byHand().write(t), quiet(t)
	for name, c := range map[string]struct {
		theirs             string
		score              float64 // highest that is not taken
		averted4h, falseOf float64
	}{
		// Twelve practitioner-days allow no false alert: the sister's has to go.
		"above its false alert": {alertOf(at("2022-03-07 09:00"), accC, 4), 4, 3. / 14, 0},
		"what lies between":     {alertOf(at("2022-03-07 09:00"), accC, 2), 2, 3. / 14, 1000 * 1. / 8},
		"above everything":      {alertOf(at("2022-03-07 09:00"), accC, 10), 10, 0, 0},
		"no alert, no limit":    {"", math.Inf(-1), 3. / 14, 1000 * 2. / 8},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := withSister(t, judged, sister, c.theirs)
			if err != nil {
				t.Fatal(err)
			}
			if got := float64(*r.Result.SisterScore); got != math.Nextafter(c.score, math.Inf(1)) && got != c.score {
				t.Errorf("threshold %v, want just above %v", got, c.score)
			}
			for name, want := range map[string]float64{
				"exposure_averted_4h_at_sister":   c.averted4h,
				"exposure_averted_24h_at_sister":  0,
				"false_alerts_per_1000_at_sister": c.falseOf,
				"exposure_averted_4h_at_budget":   3. / 14, // as without a sister
			} {
				if got := float64(r.Result.Find(name).Value); math.Abs(got-want) > 1e-12 {
					t.Errorf("%s = %v, want %v", name, got, want)
				}
			}
		})
	}
}

// TestWithoutSisterNoFigures leaves figures out that nobody fixed a threshold for.
func TestWithoutSisterNoFigures(t *testing.T) {
	r := scored(t, byHand().write(t), handAlerts())
	if f := r.Result.Find("exposure_averted_24h_at_sister"); f != nil || r.Result.SisterScore != nil {
		t.Errorf("there is a figure without a sister: %+v", f)
	}
}

func TestSisterMustBeAnother(t *testing.T) {
	judged := byHand().write(t)
	_, err := withSister(t, judged, judged, "")
	var bad *SisterError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "generate it with another --seed") {
		t.Errorf("a dataset is its own sister: %v", err)
	}
}
