package scenarios_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/library"
)

const sweepFile = "testdata/good/sweep.yaml"

func TestCellsAreAllCombinations(t *testing.T) {
	cells, err := library.Cells(sweepFile, []string{"campaigns[0].targets.exposed=50"}, library.Seed(9))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, c := range cells {
		k := c.Scenario.Campaigns[0]
		if c.Number != i+1 || len(c.Scenario.Matrix) != 0 || c.Scenario.Seed != 9 || k.Targets.Exposed != 50 {
			t.Errorf("cell %d: number %d, matrix %v, seed %d, exposed %d", i, c.Number, c.Scenario.Matrix,
				c.Scenario.Seed, k.Targets.Exposed)
		}
		if got := quantity.FormatMillionths(int64(k.Targets.HitRate)); got != c.Values[0] {
			t.Errorf("cell %d: hit rate %s, said %s", c.Number, got, c.Values[0])
		}
		if !strings.Contains(c.Values[1], k.Window.From.Format("2006-01-02T15:04")) {
			t.Errorf("cell %d: window %v, said %s", c.Number, k.Window, c.Values[1])
		}
		seen[strings.Join(c.Values, "|")] = true
		readBack(t, c.Scenario)
	}
	if len(cells) != 6 || len(seen) != 6 || cells[1].Values[0] != "0.5" {
		t.Errorf("%d cells, %d different, the last path must turn fastest: %v", len(cells), len(seen),
			cells[1].Values)
	}
}

func TestNoMatrixIsOneCell(t *testing.T) {
	cells, err := library.Cells("tiny", nil)
	if err != nil || len(cells) != 1 || cells[0].Scenario.ID != "tiny" {
		t.Errorf("%v, %v", cells, err)
	}
}

// A value that does not fit is told with its path, as --set would.
func TestBadCell(t *testing.T) {
	base := string(read(t, "testdata/good/sweep.yaml"))
	for from, says := range map[string]string{
		"[0.5, 0.8, 1]": "--set campaigns[0].targets.hit_rate=7: campaigns[0].targets.hit_rate: 7 is more than 1",
		"hit_rate:":     "--set campaigns[0].targets.hitrate=0.5: campaigns[0].targets.hitrate: unknown key",
	} {
		to := map[string]string{"[0.5, 0.8, 1]": "[0.5, 7]", "hit_rate:": "hitrate:"}[from]
		file := t.TempDir() + "/bad.yaml"
		write(t, file, strings.Replace(base, from, to, 1))
		_, err := library.Cells(file, nil)
		var p *scenarios.Problems
		if !errors.As(err, &p) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
}

// The seeds of replicates are pinned: a dataset of a sweep must be found again.
func TestReplicateSeeds(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := range uint64(50) {
		for n := 1; n <= 50; n++ {
			s := scenarios.ReplicateSeed(seed, n)
			if s >= 1<<63 || seen[s] {
				t.Errorf("seed %d of replicate %d", s, n)
			}
			seen[s] = true
		}
	}
	if got := scenarios.ReplicateSeed(7, 1); got != 548349456675484914 {
		t.Errorf("replicate 1 of seed 7: %d", got)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
