package look

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/compare"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

const compareHelp = `Tell what differs between two datasets: what the program was asked for, each key of
the scenario with both values, volumes, what the truth counts, the badge of difficulty
and what gives the attack away; with --fidelity also the figures of breachsim fidelity,
for which all logs are read. What is the same is counted.

Each of the two may also be a scenario, a built-in id or a file: then their keys, the
volumes that generate would make, and the badges are compared. A directory with a
manifest.json is a dataset, whatever its name. Items of lists are named by their id, so
that a campaign or a control keeps its name where it moves.

The exit code is 0 whether anything differs or not.`

type compareOptions struct {
	*term.Streams
	open     term.Opener
	fidelity bool
	json     bool
}

// NewCompareCmd is the verb.
func NewCompareCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &compareOptions{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "compare DATASET DATASET",
		Short: "Tell what differs between two datasets or scenarios",
		Long:  compareHelp,
		Example: `  breachsim compare dataset undefended
  breachsim compare tiny mine.yaml
  breachsim compare dataset other --json |
      jq -r '.sections[] | select(.name == "scenario").rows[].key'`,
		Args: term.Wants(2, 2, "two datasets, or two scenarios"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args[0], args[1])
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&o.fidelity, "fidelity", false, "compare the figures of fidelity too, of two datasets")
	cmd.Flags().BoolVar(&o.json, "json", false, "print the comparison for programs")
	return cmd
}

func (o *compareOptions) run(ctx context.Context, a, b string) error {
	c := &compare.Comparison{A: a, B: b}
	var err error
	if isDataset(a) && isDataset(b) {
		err = o.datasets(ctx, c)
	} else {
		err = o.scenarios(c)
	}
	if err != nil {
		return err
	}
	if o.json {
		return c.WriteJSON(o.Out)
	}
	return c.WriteText(o.Out)
}

// isDataset reports whether a name is that of a directory; a scenario is none.
func isDataset(name string) bool {
	st, err := os.Stat(name)
	if err != nil || !st.IsDir() {
		return false
	}
	if _, err := os.Stat(filepath.Join(name, "manifest.json")); err == nil {
		return true
	}
	for _, b := range library.Builtins() {
		if b.ID == name {
			return false // a directory that happens to be called so
		}
	}
	return true
}

func (o *compareOptions) datasets(ctx context.Context, c *compare.Comparison) error {
	var two [2]*compare.Dataset
	for i, dir := range []string{c.A, c.B} {
		d, err := o.open(dir)
		if err != nil {
			return err
		}
		if two[i], err = compare.Open(d); err != nil {
			return err
		}
	}
	c.SameFiles, c.Files = compare.SameFiles(two[0], two[1])
	var err error
	c.Sections, err = compare.Datasets(ctx, two[0], two[1], o.fidelity)
	return err
}

// scenarios compares what scenarios say, those of datasets too, and what they would make.
func (o *compareOptions) scenarios(c *compare.Comparison) error {
	if o.fidelity {
		return term.Usagef("--fidelity compares two datasets: scenarios have no logs")
	}
	var keys, volumes [2]*compare.Values
	for i, name := range []string{c.A, c.B} {
		file := name
		if isDataset(name) {
			file = filepath.Join(name, "scenario.yaml")
		}
		sc, err := library.Open(file, nil)
		if err != nil {
			return err
		}
		if keys[i], err = compare.Scenario(language.YAML(sc)); err != nil {
			return err
		}
		if volumes[i], err = estimated(sc); err != nil {
			return err
		}
	}
	c.Sections = []compare.Section{
		compare.Pair("scenario", keys[0], keys[1]),
		compare.Pair("volumes, estimated", volumes[0], volumes[1]),
		compare.Pair("difficulty", compare.Badge(keys[0]), compare.Badge(keys[1])),
	}
	return nil
}

// estimated lists how much generate would make of a scenario at scale 1. Events and lines
// are estimates on the high side.
func estimated(sc *scenarios.Scenario) (*compare.Values, error) {
	plan, err := generator.New(sc, generator.Options{})
	if err != nil {
		return nil, err
	}
	v, n := &compare.Values{}, plan.Estimate()
	days := int64(0)
	for _, w := range plan.Windows() {
		if w.LastOf {
			days++
		}
	}
	v.Set("local days", days)
	v.Set("accounts", int64(sc.Population.Accounts))
	v.Set("insured persons", int64(sc.Population.InsuredPersons))
	v.Set("exposed persons", n.Exposures)
	v.Set("audit events", n.AuditEvents)
	v.Set("access lines", n.AccessLines)
	return v, nil
}
