package ladder

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
)

// try is one seed of a scenario: a dataset that is judged by rules tuned on its
// sister.
type try struct {
	Options
	sc         *scenarios.Scenario
	number     int
	dir        string            // of the dataset; that of its sister is named after it
	thresholds map[string]string // of each rule, tuned to the budget by itself
	alerts     []byte            // of each rule, tuned to the budget by itself
	together   []byte            // of all rules, each tuned to its part of the budget
}

func (t *try) sister() string { return t.dir + "-sister" }

// judge makes the dataset and its sister, tunes, and keeps the alerts. Of the rules
// only those missing are tuned by themselves; where none is, nothing is tuned.
func (t *try) judge(ctx context.Context, missing []string) error {
	judged, err := t.makeSet(ctx, t.dir, 2*t.number+1, generator.Options{Scale: t.Scale, WithoutControls: true})
	if err != nil {
		return err
	}
	if t.Datasets == "" && len(t.Added) == 0 {
		defer os.RemoveAll(t.sister()) // nothing in it is wanted any more
	}
	sister := sync.OnceValues(func() (*read.Dataset, error) {
		return t.makeSet(ctx, t.sister(), 2*t.number+2, generator.Options{Scale: t.Scale, WithoutCampaigns: true})
	})
	if t.Datasets != "" || len(t.Added) > 0 { // wanted by others
		if _, err := sister(); err != nil {
			return err
		}
	}
	if len(missing) == 0 {
		return nil
	}
	all := t.rules()
	params, err := t.tune(ctx, sister, all, t.Budget, t.Budget/float64(len(all)))
	if err != nil {
		return err
	}
	each := []detect.Options{{Rules: missing, Params: params[0]}, {Rules: all, Params: params[1]}}
	to := []*[]byte{&t.alerts, &t.together}
	_, err = detect.RunEach(ctx, judged, each, func(i int, a *detect.Alert) error {
		*to[i] = a.Append(*to[i])
		return nil
	})
	return err
}

// makeSet makes a dataset of a replicate and opens it, or finds one that is kept.
func (t *try) makeSet(ctx context.Context, dir string, replicate int, g generator.Options) (*read.Dataset, error) {
	one := *t.sc
	one.Seed = scenarios.ReplicateSeed(t.sc.Seed, replicate)
	plan, err := generator.New(&one, g)
	if err != nil {
		return nil, err
	}
	src := dataset.Source(plan, t.Version)
	if d, err := t.kept(dir, textHash(src.Info().ScenarioYAML)); d != nil || err != nil {
		return d, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return nil, err
	}
	// Records of everybody whom the log names: no more of those who are exposed.
	o := output.Options{Dir: dir, Formats: []string{"jsonl"}, Persons: "referenced"}
	o.Passing = t.Datasets == "" && len(t.Added) == 0 // nobody else reads it
	if o.Passing && dir == t.dir {
		o.Compress = "zstd" // those of all seeds are there at once, till they are scored together
	}
	if _, err := output.Write(ctx, src, o); err != nil {
		return nil, err
	}
	return read.OpenDataset(dir)
}

// kept opens a dataset that was made before, if it is the one that would be made now.
func (t *try) kept(dir, scenario string) (*read.Dataset, error) {
	if t.Datasets == "" {
		return nil, nil
	}
	d, err := read.OpenDataset(dir)
	var none *read.NotDatasetError
	switch {
	case errors.As(err, &none):
		return nil, nil
	case err != nil:
		return nil, err
	case d.Manifest.ScenarioSHA256 == scenario && d.Manifest.DatasetVersion == generator.DatasetVersion:
		return d, nil
	}
	return nil, os.RemoveAll(dir) // of another state of the scenario
}
