package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/fidelity"
	"github.com/breachsim/breachsim/output/read"
)

type fidelityOptions struct {
	*term.Streams
	dir   string
	json  bool
	check bool
}

func newFidelityCmd(s *term.Streams) *cobra.Command {
	o := &fidelityOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "fidelity DIR",
		Short: "Hold a dataset against figures of real logs",
		Long: `Hold a dataset against what real logs of such a portal look like: one query for
each thing that tells an expert reader that nobody lives in it, such as browsers
that are not out yet, patients of all ages alike, or minutes without edges.

Each line tells the figure here, the bounds, what real logs or peers have, and
where that is from; "assumed" where nothing is published. A figure outside its
bounds is off, one that rests on fewer than 20 events or accounts is n/a. Bounds
are for a dataset of some weeks and a few hundred accounts or more.

The exit code is 0 whatever the figures are; with --check it is 1 where one is
off. It is 2 where there is no dataset.`,
		Example: "  breachsim fidelity dataset\n" +
			"  breachsim fidelity dataset --json |\n      jq '.figures[] | select(.verdict == \"off\")'",
		Args: term.Wants(1, 1, "one DIR"),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			o.dir = dirs[0]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print the figures as JSON")
	cmd.Flags().BoolVar(&o.check, "check", false, "exit code 1 where a figure is off")
	return cmd
}

func (o *fidelityOptions) run(ctx context.Context) error {
	card, err := fidelity.Measure(ctx, o.dir)
	var none *read.NotDatasetError
	if errors.As(err, &none) {
		return &term.Failure{Code: term.ExitUsage, Err: err}
	}
	if err != nil {
		return err
	}
	if o.json {
		err = term.PrintJSON(o.Out, card.Document())
	} else {
		fidelity.WriteTable(o.Out, card)
	}
	if err == nil && o.check && card.Off() > 0 {
		return &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%d of %d figures are off", card.Off(),
			len(card.Figures))}
	}
	return err
}
