package sweep

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// MostReplicates is how often a cell may be made at most.
const MostReplicates = 10_000

// Source says which scenario is swept, as [library.Open] reads it, and with
// how many seeds.
type Source struct {
	Scenario   string // a built-in id or a file
	Sets       []string
	Overrides  []library.Override
	Replicates int // 0 = once, with the scenario's own seed
}

// Plan lists the datasets of a sweep: cells in order, in each the seeds.
func Plan(src Source) (*Index, error) {
	if src.Replicates < 0 || src.Replicates > MostReplicates {
		return nil, fault.Usage("replicates %d: want 0 to %d", src.Replicates, MostReplicates)
	}
	base, err := library.Open(src.Scenario, src.Sets, src.Overrides...)
	if err != nil {
		return nil, err
	}
	cells, err := library.Cells(src.Scenario, src.Sets, src.Overrides...)
	if err != nil {
		return nil, err
	}
	ix := &Index{Tool: "breachsim", Scenario: base.ID, Paths: []string{}}
	for _, a := range base.Matrix {
		ix.Paths = append(ix.Paths, a.Path)
	}
	for _, c := range cells {
		ix.addCell(c, src.Replicates)
	}
	return ix, nil
}

// addCell lists a cell with each of its seeds.
func (ix *Index) addCell(c library.Cell, replicates int) {
	values := map[string]string{}
	for i, path := range ix.Paths {
		values[path] = c.Values[i]
	}
	for n := min(1, replicates); n <= replicates; n++ {
		sc := *c.Scenario
		if n > 0 {
			sc.Seed = scenarios.ReplicateSeed(c.Scenario.Seed, n)
		}
		ix.Runs = append(
			ix.Runs,
			Run{Directory: runName(c.Number, sc.Seed), Cell: c.Number, Replicate: n, Seed: sc.Seed,
				Values: values, scenario: &sc},
		)
	}
}

// runName is the directory of a dataset of a sweep.
func runName(cell int, seed uint64) string { return fmt.Sprintf("cell-%03d-seed-%d", cell, seed) }

// WriteFunc makes the dataset of a scenario in a directory, or finds it
// complete.
type WriteFunc func(ctx context.Context, dir string, sc *scenarios.Scenario) error

// Make makes the datasets one after another, each in its directory below dir,
// and writes the index. Without again it refuses a directory that holds
// datasets of the sweep; with it, write decides what becomes of each. It
// refuses a directory that holds anything else.
func (ix *Index) Make(ctx context.Context, dir string, again bool, write WriteFunc) error {
	if err := ix.claim(dir, again); err != nil {
		return err
	}
	for i := range ix.Runs {
		r := &ix.Runs[i]
		at := filepath.Join(dir, r.Directory)
		if err := write(ctx, at, r.scenario); err != nil {
			return err
		}
		m, err := output.ReadManifest(at)
		if err != nil {
			return err
		}
		r.Counts, r.Manifest = m.Counts, m.SHA256
	}
	if err := ix.save(dir); err != nil {
		return &fault.Error{Kind: fault.KindWrite, Err: err}
	}
	return nil
}
