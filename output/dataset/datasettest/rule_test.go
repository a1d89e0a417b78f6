package datasettest_test

import (
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/alert"
)

// TestReferenceRulesInMemory runs rules in Go on a plan.
func TestReferenceRulesInMemory(t *testing.T) {
	data := datasettest.InMemory(t, "tiny", generator.Options{WithoutControls: true})
	alerts, err := detect.Alerts(t.Context(), data, detect.Options{Rules: []string{"R5"}, Params: detect.Defaults()})
	if err != nil {
		t.Fatal(err)
	}
	worth, err := score.Alerts(t.Context(), data, alerts)
	if err != nil {
		t.Fatal(err)
	}
	if worth.CampaignsFound != 1 || worth.Saved4h == 0 {
		t.Errorf("R5 finds nothing: %+v", worth)
	}
}

// TestMyDetectorSeesTheLog runs a detector of one's own: the second look-up of a minute.
func TestMyDetectorSeesTheLog(t *testing.T) {
	data := datasettest.InMemory(t, "tiny", generator.Options{WithoutControls: true})
	const minute = 60_000_000
	last := map[string]int64{}
	alerts, err := score.Watch(t.Context(), data, func(e *read.Event) (raised []alert.Alert) {
		if e.Action == "lookup" && e.TS-last[e.Account] < minute {
			raised = append(raised, alert.Alert{ID: e.Account, Score: 1, Rule: "in haste", Events: []uint64{e.EventID}})
		}
		if e.Action == "lookup" {
			last[e.Account] = e.TS
		}
		return raised
	})
	if err != nil {
		t.Fatal(err)
	}
	worth, err := score.Alerts(t.Context(), data, alerts, "in haste")
	if err != nil {
		t.Fatal(err)
	}
	if worth.CampaignsFound != 1 || worth.Incidents.False == 0 || worth.FalsePer1000.Value == 0 {
		t.Errorf("%+v", worth)
	}
}

// TestUnfitAlertsAreRefused: what does not fit the log is told by its place in the list.
func TestUnfitAlertsAreRefused(t *testing.T) {
	data := datasettest.InMemory(t, "tiny", generator.Options{})
	_, err := score.Alerts(t.Context(), data, []alert.Alert{{ID: "nobody", Score: 1, Rule: "r", T: 1}})
	if err == nil || err.Error() != `alerts "alerts": 2 problems; nothing was scored` {
		t.Error(err)
	}
}
