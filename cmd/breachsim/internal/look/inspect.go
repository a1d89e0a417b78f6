// Package look holds the verbs that show what is in a dataset: its lines beside what is
// true of them, and how it differs from another one.
package look

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/inspect"
)

const inspectHelp = `Show lines of the audit log of a dataset, by day and session: those of an account,
a session or an address, or an event with the lines of its session around it. Above
them stands who the account is.

Without --truth all that is shown is what a detector sees. With it, each line that is
not plainly benign has a sign and a note: what it was, who made it, because of what,
and how many persons it exposed for the first time; and the head says what was the
matter with the account, and when:

  ! attack   * collateral   + policy of a control   ? test   ~ look-alike

Times are those of the dataset's place. The log is read once, whatever its size; at
most --limit lines are shown, the first ones, and the rest is counted.`

type inspectOptions struct {
	*term.Streams
	open    term.Opener
	dataset string
	query   inspect.Query
	json    bool
}

// NewInspectCmd is the verb.
func NewInspectCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &inspectOptions{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "inspect DATASET",
		Short: "Show lines of the log beside what is true of them",
		Long:  inspectHelp,
		Example: `  breachsim inspect dataset --account PS6395430 --truth
  breachsim inspect dataset --event 5ccbe761c35729f8 --truth
  breachsim inspect dataset --ip 247.0.42.93 \
      --from 2022-03-10T08:00 --to 2022-03-10T09:00
  breachsim inspect dataset --account PS6395430 --truth --json |
      jq -r 'select(.truth.exposed > 0).event.ts'`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dataset = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.query.Account, "account", "", "lines of this account")
	f.StringVar(&o.query.Session, "session", "", "lines of this session_id")
	f.StringVar(&o.query.Event, "event", "", "this event_id, whole, and the lines around it")
	f.StringVar(&o.query.IP, "ip", "", "lines from this src_ip")
	f.StringVar(&o.query.From, "from", "", "first moment, such as 2022-03-10 or 2022-03-10T08:15")
	f.StringVar(&o.query.To, "to", "", "first moment left out")
	f.BoolVar(&o.query.Truth, "truth", false, "say what is true of each line")
	f.IntVar(&o.query.Limit, "limit", 200, "show this many lines at most; 0 = all")
	f.BoolVar(&o.json, "json", false, "print an object a line, for programs")
	return cmd
}

func (o *inspectOptions) run(ctx context.Context) error {
	if o.query.Limit < 0 {
		return term.Usagef("--limit %d: want 0 or more", o.query.Limit)
	}
	if o.query.Event != "" && (o.query.From != "" || o.query.To != "") {
		return term.Usagef("--event stands at one moment: --from and --to say nothing beside it")
	}
	data, err := o.open(o.dataset)
	if err != nil {
		return err
	}
	view, err := inspect.Open(ctx, data, o.query)
	var ask *inspect.AskError
	if errors.As(err, &ask) {
		return term.Usagef("%w", err).WithHint("%s", ask.Instead)
	}
	if err != nil {
		return err
	}
	if o.json {
		_, err = view.WriteJSON(ctx, o.Out)
	} else {
		_, err = view.WriteText(ctx, o.Out)
	}
	return err
}
