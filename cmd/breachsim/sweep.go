package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"breachsim/output"
	"breachsim/output/dataset"
	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

// Names of the index of a sweep.
const (
	indexName    = "index.json"
	indexCSVName = "index.csv"
)

// mostReplicates bounds --replicates.
const mostReplicates = 10_000

// sweptRun is one dataset of a sweep: a cell of the matrix with a seed.
type sweptRun struct {
	Directory string            `json:"directory"` // below the sweep's
	Cell      int               `json:"cell"`      // from 1
	Replicate int               `json:"replicate"` // from 1; 0 = the scenario's own seed
	Seed      uint64            `json:"seed"`
	Values    map[string]string `json:"values"` // by path, as YAML
	Counts    output.Counts     `json:"counts"`
	Manifest  string            `json:"manifest_sha256"`

	scenario *scenarios.Scenario
}

// sweepIndex is index.json: what datasets there are and what they were made
// with. It comes last: with it, all of them are complete.
type sweepIndex struct {
	Tool     string     `json:"tool"`
	Scenario string     `json:"scenario"`
	Paths    []string   `json:"paths"`
	Runs     []sweptRun `json:"datasets"`
}

// sweep makes the dataset of every cell of the matrix with every seed, one
// directory each.
func (o *generateOptions) sweep(ctx context.Context, base *scenarios.Scenario) error {
	if err := o.checkSweep(); err != nil {
		return err
	}
	ix, err := o.sweepPlan(base)
	if err != nil {
		return err
	}
	if err := o.checkSweepDir(ix); err != nil {
		return err
	}
	for i := range ix.Runs {
		if err := o.makeRun(ctx, &ix.Runs[i]); err != nil {
			return err
		}
	}
	if err := ix.write(o.dir); err != nil {
		return &failure{code: exitWrite, err: err}
	}
	if !o.quiet {
		fmt.Fprintf(o.err, "%s: %s; %s tells which is which\n", o.dir, count(int64(len(ix.Runs)), "dataset"), indexName)
	}
	return nil
}

// checkSweep refuses what does not go with many datasets.
func (o *generateOptions) checkSweep() error {
	if o.dir == "-" {
		return usagef("a sweep makes many datasets: it does not go with -o -")
	}
	shard, err := o.place()
	if err == nil && shard.Count > 0 {
		err = usagef("a sweep makes whole datasets: it does not go with shards").withHint("give --shard off, or run one cell a task with --set and --seed")
	}
	return err
}

// sweepPlan lists the datasets of a sweep: cells in order, in each the seeds.
func (o *generateOptions) sweepPlan(base *scenarios.Scenario) (*sweepIndex, error) {
	cells, err := library.Cells(o.scenario, o.sets, o.overrides()...)
	if err != nil {
		return nil, err
	}
	ix := &sweepIndex{Tool: "breachsim", Scenario: base.ID, Paths: []string{}}
	for _, a := range base.Matrix {
		ix.Paths = append(ix.Paths, a.Path)
	}
	for _, c := range cells {
		values := map[string]string{}
		for i, path := range ix.Paths {
			values[path] = c.Values[i]
		}
		for n := min(1, o.replicates); n <= o.replicates; n++ {
			sc := *c.Scenario
			if n > 0 {
				sc.Seed = scenarios.ReplicateSeed(c.Scenario.Seed, n)
			}
			ix.Runs = append(ix.Runs, sweptRun{Directory: runName(c.Number, sc.Seed), Cell: c.Number, Replicate: n, Seed: sc.Seed, Values: values, scenario: &sc})
		}
	}
	return ix, nil
}

// runName is the directory of a dataset of a sweep.
func runName(cell int, seed uint64) string { return fmt.Sprintf("cell-%03d-seed-%d", cell, seed) }

// checkSweepDir refuses a directory that holds something else. The datasets
// themselves follow the rules of --resume and --force, one by one.
func (o *generateOptions) checkSweepDir(ix *sweepIndex) error {
	entries, err := os.ReadDir(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usagef("output directory %q: %w", o.dir, plainCause(err))
	}
	for _, e := range entries {
		name := e.Name()
		ours := name == indexName || name == indexCSVName ||
			slices.ContainsFunc(ix.Runs, func(r sweptRun) bool { return r.Directory == name })
		if !ours {
			return usagef("%q holds %s, which is not of this sweep: choose another directory", o.dir, name)
		}
		if !o.resume && !o.force {
			return usagef("%q holds datasets of this sweep: complete them with --resume, replace them with --force, or choose another directory", o.dir)
		}
	}
	for _, name := range []string{indexName, indexCSVName} { // until all is complete again
		if err := os.Remove(filepath.Join(o.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &failure{code: exitWrite, err: fmt.Errorf("removing %s of %q: %w", name, o.dir, plainCause(err))}
		}
	}
	return nil
}

// makeRun makes one dataset, or finds it complete.
func (o *generateOptions) makeRun(ctx context.Context, r *sweptRun) error {
	began := o.now()
	plan, err := o.plan(r.scenario)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Directory, err)
	}
	one := *o
	one.dir, one.shard = filepath.Join(o.dir, r.Directory), "off"
	if err := one.write(ctx, dataset.Source(plan, toolVersion), began); err != nil {
		return err
	}
	m, err := output.ReadManifest(one.dir)
	if err != nil {
		return err
	}
	r.Counts, r.Manifest = m.Counts, m.SHA256
	return nil
}

// write writes the index beside the datasets, the JSON last.
func (ix *sweepIndex) write(dir string) error {
	var table strings.Builder
	w := csv.NewWriter(&table)
	rows := [][]string{append(append([]string{"directory", "cell", "replicate", "seed"}, ix.Paths...),
		"audit_events", "access_lines", "attack_events", "exposed_persons")}
	for i := range ix.Runs {
		r := &ix.Runs[i]
		row := []string{r.Directory, strconv.Itoa(r.Cell), strconv.Itoa(r.Replicate), strconv.FormatUint(r.Seed, 10)}
		for _, p := range ix.Paths {
			row = append(row, r.Values[p])
		}
		for _, n := range []int64{r.Counts.AuditEvents, r.Counts.AccessLines, r.Counts.AttackEvents, r.Counts.ExposedPersons} {
			row = append(row, strconv.FormatInt(n, 10))
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	text, err := json.MarshalIndent(ix, "", "  ")
	if err != nil {
		return err
	}
	if err := putFile(filepath.Join(dir, indexCSVName), []byte(table.String())); err != nil {
		return err
	}
	return putFile(filepath.Join(dir, indexName), append(text, '\n'))
}

// putFile writes a file under a name of its own and then gives it its final
// one.
func putFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".index-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
