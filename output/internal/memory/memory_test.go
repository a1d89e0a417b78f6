package memory_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// world is a plan, and its dataset on disk.
func world(t *testing.T, id, scale string, o generator.Options, sets ...string) (*generator.Plan, string) {
	t.Helper()
	sc, err := library.Open(id, sets)
	if err != nil {
		t.Fatal(err)
	}
	if o.Scale, err = scenarios.ParseScale(scale); err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := output.Write(t.Context(), dataset.Source(plan, "test"), output.Options{Dir: dir, Force: true}); err != nil {
		t.Fatal(err)
	}
	return plan, dir
}

// day is a day of the attack of smash-and-grab, March 2022.
func day(n int) time.Time { return time.Date(2022, time.March, n, 0, 0, 0, 0, time.UTC) }

// TestSameBytesAsOnDisk: whoever reads a dataset in memory reads what lies on disk.
func TestSameBytesAsOnDisk(t *testing.T) {
	for _, c := range []struct {
		name, id, scale string
		o               generator.Options
		sets            []string
	}{
		{"defended", "tiny", "1", generator.Options{}, nil},
		{"clear numbers", "tiny", "1", generator.Options{WithoutControls: true}, []string{"output.nir=clear"}},
		{"a history and a warm-up", "tiny", "1", generator.Options{History: 20}, []string{"time.warmup=2d"}},
		{"three days of two hundred accounts", "smash-and-grab", "0.01", generator.Options{WithoutControls: true,
			From: day(8), To: day(10)}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, dir := world(t, c.id, c.scale, c.o, c.sets...)
			inMemory, err := dataset.InMemory(plan)
			if err != nil {
				t.Fatal(err)
			}
			onDisk, err := read.OpenDataset(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range inMemory.Manifest.Files {
				if made := content(t, inMemory, f.Path); !bytes.Equal(made, content(t, onDisk, f.Path)) {
					t.Errorf("%s differs", f.Path)
				} else if again := content(t, inMemory, f.Path); !bytes.Equal(made, again) {
					t.Errorf("%s differs when it is read again", f.Path)
				}
			}
			missing := lacking(inMemory, onDisk)
			if len(missing) > 0 {
				t.Errorf("not in memory: %q", missing)
			}
			if a, b := inMemory.Manifest, onDisk.Manifest; a.ScenarioSHA256 != b.ScenarioSHA256 || a.Scenario != b.Scenario ||
				a.Seed != b.Seed || a.ScoredFrom != b.ScoredFrom || a.DatasetVersion != b.DatasetVersion {
				t.Errorf("manifest %+v\nwant %+v", a, b)
			}
			for name, want := range onDisk.Manifest.Options {
				if got := inMemory.Manifest.Options[name]; got != want && name != "compress" {
					t.Errorf("option %s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// lacking lists what is on disk alone, but for what the package says that it leaves out.
func lacking(inMemory, onDisk *read.Dataset) (names []string) {
	for _, f := range onDisk.Manifest.Files {
		folder := filepath.ToSlash(filepath.Dir(f.Path))
		switch {
		case inMemory.Has(f.Path), folder == "truth/access", strings.HasPrefix(f.Path, "records/contacts"):
		case f.Path == "README.md", f.Path == "croissant.json", f.Path == "truth/attack.stix.json", f.Path == "truth/days.jsonl":
		default:
			names = append(names, f.Path)
		}
	}
	return names
}

func content(t *testing.T, d *read.Dataset, name string) []byte {
	t.Helper()
	f, _, err := d.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestNothingIsWritten: reading leaves no file, and what is not there is told by name.
func TestNothingIsWritten(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Chdir(t.TempDir())
	sc, err := library.Builtin("tiny")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := dataset.InMemory(plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Manifest.Files {
		content(t, d, f.Path)
	}
	for _, dir := range []string{".", os.TempDir()} {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%v left in %s (%v)", left, dir, err)
		}
	}
	if _, _, err := d.OpenFile("truth/access/2022-03-10.jsonl"); err == nil ||
		err.Error() != `dataset "the plan of tiny" has no truth/access/2022-03-10.jsonl` {
		t.Error(err)
	}
}
