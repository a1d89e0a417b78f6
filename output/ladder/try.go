package ladder

import (
	"context"
	"os"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/dataset"
	"breachsim/output/detect"
	"breachsim/output/read"
	"breachsim/scenarios"
)

// try is one seed of a scenario: a dataset that is judged by rules tuned on its
// sister.
type try struct {
	Options
	sc         *scenarios.Scenario
	number     int
	dir        string
	thresholds map[string]string
	alerts     []byte // of each rule, tuned to the budget by itself
	together   []byte // of all rules, each tuned to its part of the budget
}

// judge makes the dataset and its sister, tunes, and keeps the alerts.
func (t *try) judge(ctx context.Context) error {
	judged, err := t.makeSet(ctx, t.dir, 2*t.number+1, generator.Options{Scale: t.Scale, WithoutControls: true})
	if err != nil {
		return err
	}
	peaceful := generator.Options{Scale: t.Scale, WithoutCampaigns: true}
	sister, err := t.makeSet(ctx, t.dir+"-sister", 2*t.number+2, peaceful)
	if err != nil {
		return err
	}
	defer os.RemoveAll(sister.Dir) // nothing in it is wanted
	part := t.Budget / float64(len(detect.Rules()))
	tunings, err := detect.TuneEach(ctx, sister, detect.Options{Params: detect.Defaults()}, t.Budget, part)
	if err != nil {
		return err
	}
	t.thresholds = map[string]string{}
	for _, x := range tunings[0].Tuned {
		t.thresholds[x.Rule] = x.Value
	}
	each := []detect.Options{{Params: tunings[0].Params}, {Params: tunings[1].Params}}
	to := []*[]byte{&t.alerts, &t.together}
	_, err = detect.RunEach(ctx, judged, each, func(i int, a *detect.Alert) error {
		*to[i] = a.Append(*to[i])
		return nil
	})
	return err
}

// makeSet makes a dataset of a replicate and opens it.
func (t *try) makeSet(ctx context.Context, dir string, replicate int, g generator.Options) (*read.Dataset, error) {
	one := *t.sc
	one.Seed = scenarios.ReplicateSeed(t.sc.Seed, replicate)
	plan, err := generator.New(&one, g)
	if err != nil {
		return nil, err
	}
	o := output.Options{Dir: dir, Formats: []string{"jsonl"}, Persons: "0"}
	_, err = output.Write(ctx, dataset.Source(plan, t.Version), o)
	if err != nil {
		return nil, err
	}
	return read.OpenDataset(dir)
}
