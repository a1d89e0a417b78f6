package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
)

type mergeOptions struct {
	*term.Streams
	dirs    []string
	out     string
	secret  string
	workers int
	resume  bool
	force   bool
	quiet   bool
	json    bool
}

func newMergeCmd(s *term.Streams) *cobra.Command {
	o := &mergeOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "merge DIR... -o OUT",
		Short: "Put the shards of a run together into one dataset",
		Long: `Put the shards of a run together: the n directories that generate --shard 1/n to
n/n have made, in any order. The result is the dataset that one run would have
made, byte for byte. The shards stay as they are; day files are linked where the
file system can, so that they take no space twice.`,
		Example: `  breachsim generate tiny --shard 1/2 -o parts/1
  breachsim generate tiny --shard 2/2 -o parts/2
  breachsim merge parts/* -o dataset`,
		Args: term.Wants(1, -1, "the directories of all shards"),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			o.dirs = dirs
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "directory of the dataset")
	f.StringVar(&o.secret, "secret", "", term.SecretUsage)
	term.AddWorkers(f, &o.workers, "records")
	f.BoolVar(&o.resume, "resume", false, "complete an interrupted merge in the directory")
	f.BoolVar(&o.force, "force", false, "replace a dataset of this program in the directory")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
	f.BoolVar(&o.json, "json", false, "print the summary for programs as well, on standard output")
	return cmd
}

func (o *mergeOptions) run(ctx context.Context) error {
	if o.out == "" || o.out == "-" {
		return term.Usagef("merge wants a directory for the dataset").WithHint("give -o OUT")
	}
	began := o.Now()
	o.Work(o.workers)
	line := o.NewProgressLine(o.quiet)
	sum, err := output.Merge(ctx, o.dirs, output.Options{
		Dir: o.out, Workers: o.workers, Resume: o.resume, Force: o.force, Progress: line.Callback(),
	}, o.openShard)
	line.Clear()
	if err != nil {
		return interrupted(err, "run the same command with --resume to complete it to the same bytes")
	}
	if !o.quiet {
		term.Summarize(o.Err, sum, o.Took(began))
	}
	if o.json {
		return term.PrintSummary(o.Out, sum, o.Took(began))
	}
	return nil
}

// openShard builds the run of a shard again from what the shard says of it.
func (o *mergeOptions) openShard(s output.ShardInfo) (output.Source, error) {
	if s.Run.Options["secret_commitment"] != "" && o.secret == "" {
		return nil, term.Usagef("%q was made with a secret", s.Dir).WithHint("give the same file again: --secret FILE")
	}
	secret, err := term.ReadSecret("--secret", o.secret)
	if err != nil {
		return nil, err
	}
	again := dataset.Again{Name: s.Dir + "/scenario.yaml", YAML: s.ScenarioYAML, Run: s.Run, Secret: secret}
	plan, err := again.Plan()
	var wrong *dataset.OptionError
	if errors.As(err, &wrong) { // the shard's own record of its options makes no sense
		return nil, &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("shard %q was altered: %w", s.Dir, err)}
	}
	if err != nil {
		return nil, err
	}
	return dataset.Source(plan, term.Version), nil
}
