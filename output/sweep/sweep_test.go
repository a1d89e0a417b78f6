package sweep

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/scenarios"
)

// A program makes a sweep with a plan and a function that writes one dataset.
func TestASweepFromGo(t *testing.T) {
	ix, err := Plan(Source{Scenario: "tiny", Sets: []string{`matrix={"campaigns[0].targets.hit_rate": [0.5, 0.9]}`}, Replicates: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(ix.Runs) != 4 || ix.Runs[1].Cell != 1 || ix.Runs[1].Replicate != 2 || ix.Runs[3].Values["campaigns[0].targets.hit_rate"] != "0.9" {
		t.Fatalf("the plan is %+v", ix.Runs)
	}
	if ix.Runs[0].Seed != ix.Runs[2].Seed || ix.Runs[0].Seed == ix.Runs[1].Seed {
		t.Error("a replicate has the same seed in each cell, and no other one has it")
	}
	dir := filepath.Join(t.TempDir(), "swept")
	write := func(ctx context.Context, at string, sc *scenarios.Scenario) error {
		plan, err := generator.New(sc, generator.Options{})
		if err != nil {
			return err
		}
		_, err = output.Write(ctx, dataset.Source(plan, "0"), output.Options{Dir: at, Formats: []string{"jsonl"}, Resume: true})
		return err
	}
	ix.Runs = ix.Runs[1:3]
	if err := ix.Make(t.Context(), dir, false, write); err != nil {
		t.Fatal(err)
	}
	if ix.Runs[0].Manifest == "" || ix.Runs[0].Counts.AuditEvents == 0 {
		t.Errorf("the index says nothing of the first dataset: %+v", ix.Runs[0])
	}
	for _, name := range []string{IndexName, IndexCSVName} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := ix.Make(t.Context(), dir, false, write); output.KindOf(err) != output.KindUsage {
		t.Errorf("a directory in use: %v", err)
	}
	for _, name := range []string{IndexName, IndexCSVName} { // as a run leaves it that is killed amid its index
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, name+disk.Partial)); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Make(t.Context(), dir, true, write); err != nil {
		t.Errorf("what a killed run left of its index: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*"+disk.Partial)); err != nil || len(left) > 0 {
		t.Errorf("left after the second run: %v, %v", left, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ix.Make(t.Context(), dir, true, write); output.KindOf(err) != output.KindUsage {
		t.Errorf("a file of somebody else: %v", err)
	}
}
