package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/dataset"
	"breachsim/output/detect"
	"breachsim/output/read"
	"breachsim/output/score"
	"breachsim/output/score/report"
	"breachsim/output/truth"
	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// try is one seed of a scenario: a dataset that is judged by rules tuned on its
// sister.
type try struct {
	sc         *scenarios.Scenario
	scale      scenarios.Scale
	number     int
	dir        string
	budget     float64
	thresholds map[string]string
	alerts     []byte // of each rule, tuned to the budget by itself
	together   []byte // of all rules, each tuned to its part of the budget
}

// judge makes the dataset and its sister, tunes, and keeps the alerts.
func (t *try) judge(ctx context.Context) error {
	judged, err := makeSet(ctx, t.sc, generator.Options{Scale: t.scale, WithoutControls: true}, t.dir, scenarios.ReplicateSeed(t.sc.Seed, 2*t.number+1))
	if err != nil {
		return err
	}
	sister, err := makeSet(ctx, t.sc, generator.Options{Scale: t.scale, WithoutCampaigns: true}, t.dir+"-sister", scenarios.ReplicateSeed(t.sc.Seed, 2*t.number+2))
	if err != nil {
		return err
	}
	defer os.RemoveAll(sister.Dir) // nothing in it is wanted
	tunings, err := detect.TuneEach(ctx, sister, detect.Options{Params: detect.Defaults()}, t.budget, t.budget/float64(len(detect.Rules())))
	if err != nil {
		return err
	}
	t.thresholds = map[string]string{}
	for _, x := range tunings[0].Tuned {
		t.thresholds[x.Rule] = x.Value
	}
	each := []detect.Options{{Params: tunings[0].Params}, {Params: tunings[1].Params}}
	to := []*[]byte{&t.alerts, &t.together}
	_, err = detect.RunEach(ctx, judged, each, func(i int, a *detect.Alert) error { *to[i] = a.Append(*to[i]); return nil })
	return err
}

// makeSet makes a dataset and opens it.
func makeSet(ctx context.Context, sc *scenarios.Scenario, g generator.Options, dir string, seed uint64) (*read.Dataset, error) {
	one := *sc
	one.Seed = seed
	plan, err := generator.New(&one, g)
	if err != nil {
		return nil, err
	}
	_, err = output.Write(ctx, dataset.Source(plan, toolVersion), output.Options{Dir: dir, Formats: []string{"jsonl"}, Persons: "0"})
	if err != nil {
		return nil, err
	}
	return read.OpenDataset(dir)
}

// rung is how far one rule, or all together, get with one scenario.
type rung struct {
	rule                            string
	thresholds                      []string // tuned, by seed
	averted, detect, falses, before [2]string
	works                           bool // all seeds together
	alone                           int  // seeds in which it works by themselves
	days                            int  // practitioner-days of the smallest dataset
}

// measure scores all rules of all seeds.
func (o *ladderOptions) measure(ctx context.Context, sc *scenarios.Scenario, tries []try) (*stair, error) {
	short, err := overInADay(tries[0].dir)
	if err != nil {
		return nil, err
	}
	s := &stair{sc: sc, short: short}
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
			r.thresholds = append(r.thresholds, tries[n].thresholds[rule])
		}
		s.rungs = append(s.rungs, *r)
	}
	s.together = newRung("all", together[0], short)
	s.small = float64(s.together.days)*o.budget < 1000
	return s, nil
}

// score holds alerts of all seeds against the truth, for each choice of rules.
func (o *ladderOptions) score(ctx context.Context, tries []try, choices [][]string, alerts func(*try) []byte) ([]*report.Report, error) {
	var inputs []score.Input
	for n := range tries {
		inputs = append(inputs, score.Input{Dir: tries[n].dir, Name: fmt.Sprintf("alerts of seed %d", n+1), Alerts: bytes.NewReader(alerts(&tries[n]))})
	}
	return score.ScoreEach(ctx, inputs, score.Options{Resamples: o.resamples}, choices)
}

// newRung tells how far a rule got with all seeds.
func newRung(name string, report *report.Report, short bool) *rung {
	r := &rung{rule: name, works: works(&report.Result, short), days: math.MaxInt}
	for i := range report.Datasets {
		d := &report.Datasets[i]
		r.days = min(r.days, d.BenignAccountDays)
		if own := cmp.Or(d.Result, &report.Result); works(own, short) {
			r.alone++
		}
	}
	r.tell(report.Result.Metrics)
	return r
}

// tell keeps the figures of the page in words.
func (r *rung) tell(metrics []report.Named) {
	for i := range metrics {
		value, limits := metrics[i].Words()
		switch words := [2]string{value, limits}; metrics[i].Name {
		case averted:
			r.averted = words
		case "time_to_detect_minutes":
			r.detect = words
		case "time_to_detect_persons":
			r.before = words
		case "false_alerts_per_1000":
			r.falses = words
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
	set, err := read.OpenDataset(dir)
	if err != nil {
		return false, err
	}
	uses, err := truth.Rows[truth.Account](set, "truth/accounts.jsonl")
	if err != nil {
		return false, err
	}
	first, last := map[truth.Text]truth.Time{}, map[truth.Text]truth.Time{}
	for _, row := range uses {
		if row.First == 0 {
			continue
		}
		if at, ok := first[row.Campaign]; !ok || row.First < at {
			first[row.Campaign] = row.First
		}
		last[row.Campaign] = max(last[row.Campaign], row.Last)
	}
	for c := range first {
		if last[c]-first[c] > measure.Day {
			return false, nil
		}
	}
	return true, nil
}
