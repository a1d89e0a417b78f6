package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/sweep"
	"github.com/breachsim/breachsim/scenarios"
)

// sweep makes the dataset of every cell of the matrix with every seed, one
// directory each.
func (o *generateOptions) sweep(ctx context.Context) error {
	if err := o.checkSweep(); err != nil {
		return err
	}
	ix, err := sweep.Plan(sweep.Source{
		Scenario: o.scenario, Sets: o.sets, Overrides: o.overrides(), Replicates: o.replicates,
	})
	if err != nil {
		return err
	}
	if err := ix.Make(ctx, o.dir, o.resume || o.force, o.sweptSet); err != nil {
		return err
	}
	if !o.quiet {
		made := term.Count(int64(len(ix.Runs)), "dataset")
		fmt.Fprintf(o.Err, "%s: %s; %s tells which is which\n", o.dir, made, sweep.IndexName)
	}
	return nil
}

// checkSweep refuses what does not go with many datasets.
func (o *generateOptions) checkSweep() error {
	if o.dir == "-" {
		return term.Usagef("a sweep makes many datasets: it does not go with -o -")
	}
	shard, err := o.place()
	if err == nil && shard.Count > 0 {
		err = term.Usagef("a sweep makes whole datasets: it does not go with shards").
			WithHint("give --shard off, or run one cell a task with --set and --seed")
	}
	return err
}

// sweptSet makes one dataset of a sweep, or finds it complete.
func (o *generateOptions) sweptSet(ctx context.Context, dir string, sc *scenarios.Scenario) error {
	began := o.Now()
	plan, err := o.plan(sc)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(dir), err)
	}
	one := *o
	one.dir, one.shard = dir, "off"
	return one.write(ctx, plan, began)
}
