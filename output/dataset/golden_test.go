package dataset_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios"
)

var update = flag.Bool("update", false, "rewrite the golden hashes (a new dataset version, told in the CHANGELOG)")

// TestGolden holds the bytes of the built-in scenarios at a small scale: a
// change of any hash is a change of the dataset version.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		id, factor string
		history    int
	}{{"tiny", "1", 0}, {"tiny", "1", 120}, {"amelipro-2022", "0.005", 0}, {"baseline", "0.002", 0}, {"national", "0.001", 0}} {
		id, factor, name := c.id, c.factor, c.id
		if c.history > 0 {
			name += "-history"
		}
		t.Run(name, func(t *testing.T) {
			f, err := scenarios.ParseScale(factor)
			if err != nil {
				t.Fatal(err)
			}
			dir := datasettest.Write(t, id, generator.Options{Scale: f, History: c.history}, output.Options{})
			m, err := output.ReadManifest(dir)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			fmt.Fprintf(&b, "# %s at scale %s, dataset version %d: SHA-256, path\n", id, factor, generator.DatasetVersion)
			for _, file := range m.Files {
				fmt.Fprintf(&b, "%s %s\n", file.SHA256, file.Path)
			}
			golden := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != string(want) {
				t.Errorf("the dataset is not what it was; if that is meant, raise generator.DatasetVersion, say so in the CHANGELOG and run go test ./output/dataset -update\n%s", firstDifference(string(want), got))
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "was " + w[i] + "\nis  " + g[i]
		}
	}
	return fmt.Sprintf("%d files, were %d", len(g), len(w))
}
