package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Result is what a detector reaches on a suite.
type Result struct {
	Schema    string     `json:"schema"`
	Suite     string     `json:"suite"`
	Sets      []Set      `json:"sets"`
	Score     float64    `json:"score"` // mean of the scenarios that keep to the budget; the others count 0
	Scenarios []Scenario `json:"scenarios"`
}

const resultSchema = "breachsim.suite-score/1"

// Scenario is what a detector reaches on the worlds of one scenario. Which sets those are
// is not told.
type Scenario struct {
	Scenario    string  `json:"scenario"`
	Worlds      int     `json:"worlds"`
	Averted     float64 `json:"exposure_averted_24h"`       // mean
	Least       float64 `json:"exposure_averted_24h_least"` // of the worst world
	FalsePer1e3 float64 `json:"false_alerts_per_1000"`      // mean
	Counts      bool    `json:"within_budget"`
}

// Budget is how many alerts in 1,000 practitioner-days may be false.
const Budget = 1.0

// Score judges the alerts on each set, ALERTS/DIRECTORY.jsonl.
func Score(ctx context.Context, dir, alerts string, keys []age.Identity) (*Result, error) {
	ix, err := Open(dir)
	if err != nil {
		return nil, err
	}
	r := &Result{Schema: resultSchema, Suite: ix.Suite, Sets: ix.Sets}
	for _, s := range ix.Sets {
		at := filepath.Join(dir, s.Directory)
		id, one, err := scoreSet(ctx, at, filepath.Join(alerts, s.Directory+".jsonl"), keys)
		if err != nil {
			return nil, err
		}
		if one.sha != s.Manifest {
			err := fmt.Errorf("%q is not the set that its %s names", at, IndexName)
			return nil, &output.Error{Kind: output.KindContent, Err: err}
		}
		r.add(id, one)
	}
	slices.SortFunc(r.Scenarios, func(a, b Scenario) int { return strings.Compare(a.Scenario, b.Scenario) })
	for i := range r.Scenarios {
		sc := &r.Scenarios[i]
		sc.Averted /= float64(sc.Worlds)
		sc.FalsePer1e3 /= float64(sc.Worlds)
		if sc.Counts = sc.FalsePer1e3 <= Budget; sc.Counts {
			r.Score += sc.Averted / float64(len(r.Scenarios))
		}
	}
	return r, nil
}

// figures are those of one set.
type figures struct {
	sha            string
	averted, wrong float64
}

// add counts a set with its scenario: sums for now.
func (r *Result) add(id string, f figures) {
	i := slices.IndexFunc(r.Scenarios, func(s Scenario) bool { return s.Scenario == id })
	if i < 0 {
		i = len(r.Scenarios)
		r.Scenarios = append(r.Scenarios, Scenario{Scenario: id, Least: f.averted})
	}
	s := &r.Scenarios[i]
	s.Worlds++
	s.Averted += f.averted
	s.FalsePer1e3 += f.wrong
	s.Least = min(s.Least, f.averted)
}

// scoreSet judges one set, and says of which scenario it is.
func scoreSet(ctx context.Context, dir, alerts string, keys []age.Identity) (id string, f figures, err error) {
	opened, err := seal.Open(dir, keys)
	if err != nil {
		return "", f, err
	}
	d, err := opened.Dataset()
	if err != nil {
		return "", f, err
	}
	in, err := os.Open(alerts)
	if err != nil {
		return "", f, unfit("alerts %q: %w; a set without alerts is an empty file", alerts, cause.Of(err))
	}
	defer in.Close() // only read
	r, err := score.Score(ctx, []score.Input{{Data: d, Name: alerts, Alerts: in}}, score.Options{Resamples: -1})
	if err != nil {
		return "", f, err
	}
	f.sha = opened.Public.SHA256
	f.averted, f.wrong = valueOf(r, "exposure_averted_24h"), valueOf(r, "false_alerts_per_1000")
	return opened.Private.Scenario, f, nil
}

// valueOf is a figure of a score, 0 where it is undefined.
func valueOf(r *report.Report, name string) float64 {
	m := r.Result.Find(name)
	if m == nil || !m.Value.Known() {
		return 0
	}
	return float64(m.Value)
}
