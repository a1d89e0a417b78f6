package provenance

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/output/suite"
	"github.com/breachsim/breachsim/scenarios/bench"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// NewSuiteCmd is the group of verbs for suites of sealed datasets.
func NewSuiteCmd(s *term.Streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "suite",
		Short: "Make suites of sealed datasets, score on them, keep a leaderboard",
		Long: `Make suites of sealed datasets, score detectors on them, and keep the leaderboard.
A suite names scenarios and how many worlds of each: built in is v1, with the rules of
the game and baselines in scenarios/bench/v1.md; a file of the same form is another.`,
		Args: term.Wants(0, 0, "make, score or add"),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newMakeCmd(s), newSuiteScoreCmd(s), newAddCmd(s))
	return cmd
}

// newMakeCmd makes a suite.
func newMakeCmd(s *term.Streams) *cobra.Command {
	var scale string
	o := &makeOptions{Streams: s, Request: suite.Request{Version: term.Version}}
	cmd := &cobra.Command{
		Use:   "make SUITE -o DIR --key FILE",
		Short: "Make the sealed datasets of a suite, all under one key",
		Long: `Make the sealed datasets of a suite: each world under a secret of its own, so that no
seed gives it, without controls, logs packed with Zstandard. Folders are named by digests
and tell nothing. index.json lists them. All appear at once, or none.`,
		Example: `  breachsim suite make v1 -o suite --key judge.key`,
		Args:    term.Wants(1, 1, "one SUITE"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.Dir == "" || o.key == "" {
				return term.Usagef("suite make wants -o DIR and --key FILE")
			}
			if o.Suite, err = bench.Open(args[0]); err != nil {
				return term.Usagef("%w", err)
			}
			if o.Scale, err = term.ParseScale(scale); err != nil {
				return err
			}
			if err := term.CheckFile(o.key, []string{o.Dir}, true); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.Dir, "output", "o", "", "directory to make")
	f.StringVar(&o.key, "key", "", "file of the key: made where there is none")
	f.StringVar(&scale, "scale", "1", "factor of accounts, persons and exposed persons")
	term.AddWorkers(f, &o.Workers, "slices")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
	return cmd
}

// makeOptions are those of suite make.
type makeOptions struct {
	*term.Streams
	suite.Request
	key   string
	quiet bool
}

func (o *makeOptions) run(ctx context.Context) error {
	o.Streams.Work(o.Workers)
	opens, err := openedBy(o.key, "")
	if err != nil {
		return err
	}
	o.Key, o.Secret = opens.recipient, func() (seal.Secret, error) { return drawSecret("") }
	if !o.quiet {
		o.Began = func(set, of int) { fmt.Fprintf(o.Err, "set %d of %d\n", set, of) }
	}
	ix, err := suite.Make(ctx, o.Request)
	if err != nil {
		opens.discard()
		return err
	}
	if !o.quiet {
		fmt.Fprintf(o.Err, "%s: suite %s, %s, opened by %s\n", o.Dir, ix.Suite,
			term.Count(int64(len(ix.Sets)), "set"), o.key)
	}
	return nil
}

// newSuiteScoreCmd scores alerts on a suite.
func newSuiteScoreCmd(s *term.Streams) *cobra.Command {
	var alerts, key string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "score DIR --alerts DIR --key FILE",
		Short: "Hold the alerts of a detector on each set against the truth",
		Long: `Hold the alerts of a detector against the truth of a suite, one file a set, ALERTS/SET.jsonl.
The score is the mean of the scenarios of the share of the exposure averted, 24 h after
the first true alert; a scenario with more than one false alert in 1,000 practitioner-days
counts 0. Which set is of which scenario is not told.`,
		Example: `  breachsim suite score suite --alerts alerts --key judge.key --json > s.json`,
		Args:    term.Wants(1, 1, "one DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if alerts == "" || key == "" {
				return term.Usagef("suite score wants --alerts DIR and --key FILE")
			}
			b, err := os.ReadFile(key)
			if err != nil {
				return term.Usagef("--key %q: %w", key, cause.Of(err))
			}
			keys, err := seal.ReadKey(b)
			if err != nil {
				return term.Usagef("--key %q: %w", key, err)
			}
			r, err := suite.Score(cmd.Context(), args[0], alerts, keys)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(s.Out, r)
			}
			tellResult(s.Out, r)
			return nil
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&alerts, "alerts", "", "folder of alerts, SET.jsonl for each set")
	f.StringVar(&key, "key", "", term.KeyUsage)
	f.BoolVar(&asJSON, "json", false, "print the score for programs")
	return cmd
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// tellResult prints what a detector reaches, a row a scenario.
func tellResult(w io.Writer, r *suite.Result) {
	rows := [][]string{{"SCENARIO", "WORLDS", "AVERTED", "WORST WORLD", "FALSE/1,000", "COUNTS"}}
	for _, x := range r.Scenarios {
		counts := "yes"
		if !x.Counts {
			counts = "no: over the budget"
		}
		rows = append(rows, []string{x.Scenario, fmt.Sprint(x.Worlds), share(x.Averted), share(x.Least),
			fmt.Sprintf("%.2f", x.FalsePer1e3), counts})
	}
	term.Table(w, rows)
	fmt.Fprintf(w, "\nscore %s, suite %s, %s\n", share(r.Score), r.Suite, term.Count(int64(len(r.Sets)), "set"))
}

func share(x float64) string { return fmt.Sprintf("%.3f", x) }

// newAddCmd adds a score to a leaderboard.
func newAddCmd(s *term.Streams) *cobra.Command {
	var name string
	var force, asJSON bool
	cmd := &cobra.Command{
		Use:     "add LEADERBOARD SCORE --name DETECTOR",
		Short:   "Add a score to a leaderboard, and print that",
		Example: `  breachsim suite add leaderboard.json score.json --name my-detector`,
		Args:    term.Wants(2, 2, "a LEADERBOARD, which may be new, and a SCORE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if strings.TrimSpace(name) == "" {
				return term.Usagef("suite add wants --name DETECTOR")
			}
			r, err := suite.ReadResult(args[1])
			if err != nil {
				return err
			}
			board, err := suite.ReadBoard(args[0])
			if err != nil {
				return err
			}
			if err := board.Add(name, r, force); err != nil {
				return err
			}
			if err := s.WriteFile(args[0], func(w io.Writer) error { return writeJSON(w, board) }); err != nil {
				return err
			}
			if asJSON {
				return writeJSON(s.Out, board)
			}
			rows := [][]string{{"", "DETECTOR", "SCORE"}}
			for i, e := range board.Entries {
				rows = append(rows, []string{fmt.Sprint(i + 1), e.Detector, share(e.Score)})
			}
			term.Table(s.Out, rows)
			return nil
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "of the detector and its version")
	cmd.Flags().BoolVar(&force, "force", false, "replace the entry of that name")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the leaderboard for programs")
	return cmd
}
