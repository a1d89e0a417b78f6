package provenance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// openAgain reads what a dataset is made from a second time.
func openAgain(dir string, m *output.Manifest) (*dataset.Again, error) {
	name := filepath.Join(dir, "scenario.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, term.Usagef("%q: %w", name, cause.Of(err))
	}
	return &dataset.Again{Name: name, YAML: text, Run: m.Run}, nil
}

// plan plans a dataset a second time.
func plan(again *dataset.Again) (*generator.Plan, error) {
	p, err := again.Plan()
	var wrong *dataset.OptionError
	if errors.As(err, &wrong) {
		return nil, &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%s was altered: %w", again.Name, err)}
	}
	return p, err
}

// otherVersion says which version makes a dataset.
func otherVersion(name string, m *output.Manifest) *term.Failure {
	return term.Usagef("%q is of dataset version %d, and this program makes version %d", name, m.DatasetVersion,
		generator.DatasetVersion).WithHint("use breachsim %s, which made it", m.ToolVersion)
}

// remake makes a dataset a second time in a folder that does not exist, or is empty, and
// lists the files that are not those of its manifest. The folder is removed where o
// names none.
func remake(ctx context.Context, again *dataset.Again, m *output.Manifest, o made) ([]string, error) {
	p, err := plan(again)
	if err != nil {
		return nil, err
	}
	dir := o.out
	if dir == "" {
		work, err := os.MkdirTemp("", "breachsim-again-*")
		if err != nil {
			return nil, &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("making a folder: %w", cause.Of(err))}
		}
		defer os.RemoveAll(work) // only compared
		dir = filepath.Join(work, "dataset")
	}
	o.Work(o.workers)
	line := o.NewProgressLine(o.quiet)
	options := again.Options(dir)
	options.Workers, options.Progress = o.workers, line.Callback()
	_, err = output.Write(ctx, dataset.Source(p, term.Version), options)
	line.Clear()
	if err != nil {
		return nil, err
	}
	second, err := output.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	return dataset.Differing(m, second), nil
}

// made is how a dataset is made a second time.
type made struct {
	*term.Streams
	out     string // folder that keeps it; empty = none
	workers int
	quiet   bool
	json    bool
}

// comparison is what a second making of a dataset came to, for programs.
type comparison struct {
	Same           bool     `json:"same"`
	Scenario       string   `json:"scenario"`
	Seed           uint64   `json:"seed"`
	DatasetVersion int      `json:"dataset_version"`
	Files          int      `json:"files"`
	Differing      []string `json:"differing"` // paths in the dataset; empty = none
}

// print prints what a second making came to.
func (o made) print(m *output.Manifest, differing []string) error {
	return term.PrintJSON(o.Out, comparison{len(differing) == 0, m.Scenario, m.Seed, m.DatasetVersion, len(m.Files),
		append([]string{}, differing...)})
}

// judge tells what differs between a dataset and its second making.
func judge(w io.Writer, name string, m *output.Manifest, differing []string) error {
	if len(differing) == 0 {
		return nil
	}
	for _, path := range differing {
		fmt.Fprintf(w, "%s: made again it is another\n", path)
	}
	f := &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%q is not what its scenario, seed and options make: "+
		"%s differ", name, term.Count(int64(len(differing)), "file"))}
	if m.ToolVersion != term.Version {
		return f.WithHint("it was made by breachsim %s; this is %s", m.ToolVersion, term.Version)
	}
	return f
}
