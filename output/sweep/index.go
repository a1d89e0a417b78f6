package sweep

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Names of the index of a sweep.
const (
	IndexName    = "index.json"
	IndexCSVName = "index.csv"
)

// indexFiles are the files of the index, and what a run that was killed may have left of them.
func indexFiles() []string {
	return []string{IndexName, IndexCSVName, IndexName + disk.Partial, IndexCSVName + disk.Partial}
}

// Index is index.json: what datasets there are and what they were made with.
// It comes last: with it, all of them are complete.
type Index struct {
	Tool     string   `json:"tool"`
	Scenario string   `json:"scenario"`
	Paths    []string `json:"paths"`
	Runs     []Run    `json:"datasets"`
}

// Run is one dataset of a sweep: a cell of the matrix with a seed.
type Run struct {
	Directory string            `json:"directory"` // below the sweep's
	Cell      int               `json:"cell"`      // from 1
	Replicate int               `json:"replicate"` // from 1; 0 = the scenario's own seed
	Seed      uint64            `json:"seed"`
	Values    map[string]string `json:"values"` // by path, as YAML
	Counts    output.Counts     `json:"counts"`
	Manifest  string            `json:"manifest_sha256"`

	scenario *scenarios.Scenario
}

// claim refuses a directory that holds something else, and takes an index away
// until all is complete again. The datasets themselves follow the rules of
// whoever writes them, one by one.
func (ix *Index) claim(dir string, again bool) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Usage("output directory %q: %w", dir, cause.Of(err))
	}
	for _, e := range entries {
		if name := e.Name(); !ix.owns(name) {
			return fault.Usage("%q holds %s, which is not of this sweep: choose another directory", dir, name)
		}
		if !again {
			return fault.Usage("%q holds datasets of this sweep: "+
				"complete them with --resume, replace them with --force, or choose another directory", dir)
		}
	}
	for _, name := range indexFiles() {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.Write("removing "+name+" of "+strconv.Quote(dir), err)
		}
	}
	return nil
}

// owns reports whether a name in the directory is of the sweep.
func (ix *Index) owns(name string) bool {
	return slices.Contains(indexFiles(), name) ||
		slices.ContainsFunc(ix.Runs, func(r Run) bool { return r.Directory == name })
}

// save writes the index beside the datasets, the JSON last.
func (ix *Index) save(dir string) error {
	var table strings.Builder
	w := csv.NewWriter(&table)
	rows := [][]string{append(append([]string{"directory", "cell", "replicate", "seed"}, ix.Paths...),
		"audit_events", "access_lines", "attack_events", "exposed_persons")}
	for i := range ix.Runs {
		rows = append(rows, ix.row(&ix.Runs[i]))
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	text, err := json.MarshalIndent(ix, "", "  ")
	if err != nil {
		return err
	}
	d := disk.New()
	if err := d.Put(filepath.Join(dir, IndexCSVName), []byte(table.String())); err != nil {
		return err
	}
	return d.Put(filepath.Join(dir, IndexName), append(text, '\n'))
}

// row is a dataset's line of index.csv.
func (ix *Index) row(r *Run) []string {
	row := []string{r.Directory, strconv.Itoa(r.Cell), strconv.Itoa(r.Replicate), strconv.FormatUint(r.Seed, 10)}
	for _, p := range ix.Paths {
		row = append(row, r.Values[p])
	}
	c := &r.Counts
	for _, n := range []int64{c.AuditEvents, c.AccessLines, c.AttackEvents, c.ExposedPersons} {
		row = append(row, strconv.FormatInt(n, 10))
	}
	return row
}
