package ladder

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"breachsim/output/detect"
	"breachsim/output/score"
	"breachsim/output/score/report"
	"breachsim/output/truth"
	"breachsim/scenarios"
)

// measure scores all rules of all seeds.
func (o *Options) measure(ctx context.Context, sc *scenarios.Scenario, tries []try) (*Stair, error) {
	short, err := overInADay(tries[0].dir)
	if err != nil {
		return nil, err
	}
	s := &Stair{Scenario: sc, Short: short}
	var choices [][]string
	for _, rule := range detect.Rules() {
		choices = append(choices, []string{rule})
	}
	alone, err := o.score(ctx, tries, choices, func(t *try) []byte { return t.alerts })
	if err != nil {
		return nil, err
	}
	together, err := o.score(ctx, tries, [][]string{nil}, func(t *try) []byte { return t.together })
	if err != nil {
		return nil, err
	}
	for i, rule := range detect.Rules() {
		r := newRung(rule, alone[i], short)
		for n := range tries {
			r.Thresholds = append(r.Thresholds, tries[n].thresholds[rule])
		}
		s.Rungs = append(s.Rungs, *r)
	}
	s.Together = newRung("all", together[0], short)
	s.Small = float64(s.Together.Days)*o.Budget < 1000
	return s, nil
}

// score holds alerts of all seeds against the truth, for each choice of rules.
func (o *Options) score(
	ctx context.Context,
	tries []try,
	choices [][]string,
	alerts func(*try) []byte,
) ([]*report.Report, error) {
	var inputs []score.Input
	for n := range tries {
		inputs = append(inputs, score.Input{
			Dir: tries[n].dir, Name: fmt.Sprintf("alerts of seed %d", n+1), Alerts: bytes.NewReader(alerts(&tries[n])),
		})
	}
	return score.ScoreEach(ctx, inputs, score.Options{Resamples: o.Resamples}, choices)
}

// newRung tells how far a rule got with all seeds.
func newRung(name string, of *report.Report, short bool) *Rung {
	r := &Rung{Rule: name, Works: works(&of.Result, short), Days: math.MaxInt}
	for i := range of.Datasets {
		d := &of.Datasets[i]
		r.Days = min(r.Days, d.BenignAccountDays)
		if own := cmp.Or(d.Result, &of.Result); works(own, short) {
			r.Alone++
		}
	}
	r.tell(of.Result.Metrics)
	return r
}

// tell keeps the figures of the page in words.
func (r *Rung) tell(metrics []report.Named) {
	for i := range metrics {
		value, limits := metrics[i].Words()
		switch f := (Figure{value, limits}); metrics[i].Name {
		case averted:
			r.Averted = f
		case "time_to_detect_minutes":
			r.Minutes = f
		case "time_to_detect_persons":
			r.Persons = f
		case "false_alerts_per_1000":
			r.Falses = f
		}
	}
}

// averted is the figure that difficulty goes by.
const averted = "exposure_averted_24h"

// works reports whether half of the exposure is averted or, where all is over
// within a day, whether the campaigns are found while half is still to come.
func works(r *report.Result, short bool) bool {
	if short && foundEarly(r.Campaigns) {
		return true
	}
	for i := range r.Metrics {
		if m := &r.Metrics[i]; m.Name == averted {
			return m.Value.Known() && m.Value >= 0.5
		}
	}
	return false
}

// foundEarly reports whether each campaign is found while half of its persons
// are still to come.
func foundEarly(campaigns []report.Campaign) bool {
	for i := range campaigns {
		if c := &campaigns[i]; !c.Found || float64(c.PersonsToFirst) > float64(c.Exposed)/2 {
			return false
		}
	}
	return true
}

// overInADay reports whether no campaign of a dataset lasts longer, trial
// look-ups included: the answer of the next day averts nothing then.
func overInADay(dir string) (bool, error) {
	f, err := os.Open(filepath.Join(dir, "truth", "accounts.jsonl"))
	if err != nil {
		return false, err
	}
	defer f.Close() // only read
	first, last := map[truth.Text]truth.Time{}, map[truth.Text]truth.Time{}
	for row, err := range truth.Read[truth.Account](f) {
		if err != nil {
			return false, err
		}
		if row.First == 0 {
			continue
		}
		if at, ok := first[row.Campaign]; !ok || row.First < at {
			first[row.Campaign] = row.First
		}
		last[row.Campaign] = max(last[row.Campaign], row.Last)
	}
	for c := range first {
		if last[c]-first[c] > truth.Time(24*time.Hour/time.Microsecond) {
			return false, nil
		}
	}
	return true, nil
}
