package main

import (
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/arena"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/complete"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/edges"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/help"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/judging"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/look"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/manual"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/provenance"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/send"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/story"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/training"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/trial"

	"github.com/spf13/cobra"
)

const rootHelp = `breachsim simulates breaches of a health-insurance practitioner portal: scenarios
in YAML become records, access and audit logs, and the ground truth, so that
detectors can be built, tested and compared.

Every person, number and address it makes is invented. It sends no request to a
portal; replay alone opens a connection, to the receiver of logs that you name.`

func newRootCmd(s *term.Streams) *cobra.Command {
	root := &cobra.Command{
		Use:                        "breachsim",
		Short:                      "Datasets of simulated breaches of a health-insurance portal",
		Long:                       rootHelp,
		Version:                    term.Version,
		SilenceUsage:               true,
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		Args:                       term.Wants(0, 0, "a command"),
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	root.SetVersionTemplate("breachsim {{.Version}}\n")
	root.SetFlagErrorFunc(term.FlagFault)
	addVerbs(root, s)
	root.SetHelpCommand(newHelpCmd())
	help.Add(root)
	if err := complete.Add(root); err != nil {
		panic(err) // a flag that has two completions: the first test of any verb finds it
	}
	return root
}

// addVerbs adds the verbs, sorted by what somebody wants to do.
func addVerbs(root *cobra.Command, s *term.Streams) {
	for _, g := range []struct {
		title string
		verbs []*cobra.Command
	}{
		{"Make a dataset:", []*cobra.Command{
			story.NewListCmd(s), story.NewShowCmd(s), newGenerateCmd(s), newMergeCmd(s), newVerifyCmd(s)}},
		{"Judge a detector, or a dataset:", []*cobra.Command{
			newDetectCmd(s), judging.NewScoreCmd(s), trial.NewTestCmd(s, openDataset), arena.NewArenaCmd(s),
			newLadderCmd(s), newAuditCmd(s), newFidelityCmd(s)}},
		{"Bring your own scenario, rules, model or pipeline:", []*cobra.Command{
			story.NewInitCmd(s), story.NewValidateCmd(s), story.NewSchemaCmd(s), newFormatsCmd(s),
			edges.NewFixtureCmd(s), training.NewFeaturesCmd(s, openDataset), send.NewReplayCmd(s, openDataset)}},
		{"Look into a dataset:", []*cobra.Command{
			look.NewInspectCmd(s, openDataset), look.NewCompareCmd(s, openDataset), look.NewReportCmd(s, openDataset)}},
		{"Share a dataset, or a benchmark:", []*cobra.Command{
			provenance.NewCiteCmd(s), provenance.NewRegenerateCmd(s), provenance.NewSealCmd(s),
			provenance.NewUnsealCmd(s), provenance.NewSuiteCmd(s)}},
	} {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, verb := range g.verbs {
			verb.GroupID = g.title
			root.AddCommand(verb)
		}
	}
	root.AddCommand(newVersionCmd(s), manual.NewManCmd(s))
}

// checkVerb tells a mistyped verb before its flags are looked at, which would be
// unknown too.
func checkVerb(root *cobra.Command, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") || strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return nil
	}
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd(args...)
	if found, rest, err := root.Find(args); err == nil && found.Name() == "completion" && len(rest) > 0 &&
		!strings.HasPrefix(rest[0], "-") {
		return term.Usagef("there is no completion for %q", rest[0]).WithHint("write bash, zsh, fish or powershell")
	}
	if found, _, err := root.Find(args[:1]); err == nil && found != root {
		return nil
	}
	return unknownVerb(root, args[0])
}

// unknownVerb says what was mistyped.
func unknownVerb(root *cobra.Command, verb string) error {
	f := term.Usagef("unknown command %q", verb)
	if near := root.SuggestionsFor(verb); len(near) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(near, " or "))
	}
	return f.WithHint("breachsim --help lists the commands")
}

// newHelpCmd is the usual help command, but for a mistyped verb, which is an
// error here.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about a command or a topic",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			return complete.Helped(cmd.Root(), args, word), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownVerb(cmd.Root(), strings.Join(rest, " "))
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}
