package provenance

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
)

type unsealOptions struct {
	dir         string
	key         string
	commitments bool
	made
}

// NewUnsealCmd is the verb that opens a seal and checks it.
func NewUnsealCmd(s *term.Streams) *cobra.Command {
	o := &unsealOptions{made: made{Streams: s}}
	cmd := &cobra.Command{
		Use:   "unseal PUBLIC --key FILE",
		Short: "Open a sealed dataset: check its commitments and make it again",
		Long: `Open a sealed dataset with its key, once that is published or for who sealed it. The
truth, the secret and the seed are held against the commitments in the manifest, the
files against the digests in the locked manifest; then the dataset is made again from
the scenario, the seed, the options and the secret, and compared byte for byte. What
differs is named on standard error, and the exit code is 1.

With -o the dataset stays, truth and all. --commitments makes nothing again.`,
		Example: `  breachsim unseal public --key judge.key
  breachsim unseal public --key judge.key -o dataset`,
		Args: term.Wants(1, 1, "one PUBLIC"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.key, "key", "", term.KeyUsage)
	f.StringVarP(&o.out, "output", "o", "", "directory for the whole dataset (default it is only compared)")
	f.BoolVar(&o.commitments, "commitments", false, "check the commitments and digests, and make nothing again")
	term.AddWorkers(f, &o.workers, "slices")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress")
	f.BoolVar(&o.json, "json", false, "print what came of making it again for programs")
	return cmd
}

func (o *unsealOptions) run(ctx context.Context) error {
	switch {
	case o.key == "":
		return term.Usagef("unseal wants the key").WithHint("give --key FILE")
	case o.commitments && o.out != "":
		return term.Usagef("--commitments makes no dataset: it does not go with -o")
	case o.commitments && o.json:
		return term.Usagef("--commitments makes nothing again that --json could tell of").
			WithHint("leave out one of them")
	}
	r, err := output.Verify(o.dir)
	if err != nil {
		return err
	}
	if !r.Good() {
		return &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%q is not what its manifest says: %s", o.dir,
			r.Problems[0])}
	}
	opened, err := term.OpenSeal(o.dir, o.key)
	if err != nil {
		return err
	}
	m := opened.Private
	if !o.json {
		fmt.Fprintf(o.Out, "truth, secret and seed are those committed to; scenario %s, seed %d\n", m.Scenario, m.Seed)
	}
	if o.commitments {
		return nil
	}
	if m.DatasetVersion != generator.DatasetVersion {
		return otherVersion(o.dir, m)
	}
	again := &dataset.Again{Name: "scenario.yaml of " + o.dir, YAML: opened.Scenario(), Run: m.Run,
		Secret: opened.Secret[:], SecretWorld: opened.FreshWorld}
	differing, err := remake(ctx, again, m, o.made)
	if err != nil {
		return err
	}
	if o.json {
		if err := o.print(m, differing); err != nil {
			return err
		}
	}
	if err := judge(o.Err, o.dir, m, differing); err != nil || o.json {
		return err
	}
	fmt.Fprintf(o.Out, "made again, it is the same: %s\n", term.Count(int64(len(m.Files)), "file"))
	return nil
}
