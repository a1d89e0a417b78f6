// Package send holds the verb that sends the logs of a dataset to a receiver:
//
//	flags ─► dataset, shift, sink ─► output/replay/rebase: the moved truth
//	                              └► output/replay: the lines ─► progress, one last line
package send

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

const replayHelp = `Send the log lines of a dataset to a receiver, audit and access log together, in the
order of time and at its pace.

URL is where they go:

  stdout:              a line each
  file:PATH            appended; synced at the end
  tcp://HOST:PORT      a newline behind each line, or with its length in front
  tls://HOST:PORT      the same in TLS; the certificate is verified
  udp://HOST:PORT      a datagram a line
  http(s)://HOST/PATH  requests in the form that --body names
  kafka://HOST:PORT/T  a record a line, its key the account
  nats://HOST:PORT/S   a message a line, acknowledged where a stream takes it

A {log} in a path stands for audit or access: kafka://localhost:9092/portal.{log}.
Forms of --body: ndjson (the default), elastic (bulk, also OpenSearch; the path names the
index), splunk-hec, loki, otlp and clickhouse (the path names the table). Credentials
come from BREACHSIM_TOKEN, or BREACHSIM_USER and BREACHSIM_PASSWORD, or from a file.

Only this machine is reached (127.0.0.0/8, ::1), unless --allow-remote is given.

--rebase moves all times by whole weeks, so that weekdays and local times of day stay
what they were, also across a change to summer time. With now, the first line is at
most a week old; with now and --speed max, it is the last one. --truth writes the
dataset moved alike: score alerts of the receiver against that. --from and --to-time
are of the times before they are moved.

--rebase now --from now is live: it begins at this hour of the week, so that at the
default speed each line tells the time at which it is sent. Where the logs do not reach
to this hour, it waits for their first one of next week.

--speed 60x sends an hour of log in a minute, with the gaps between lines kept; max
sends as fast as the receiver takes. --loop begins again at the end, moved on by as
many weeks as the logs last; the gap until that hour of the week is waited for too.

What the receiver does not take for the moment is sent again, after pauses that grow.
With --state a run that ended, however it did, is taken up where it was: give the same
command again. Each line then arrives at least once, and one batch at most arrives
twice. TCP, TLS and UDP have no answer to a line: what a receiver that is killed had
not read yet is lost with it.

--late, --duplicate, --drop, --shuffle and --skew spoil the delivery on purpose, of a
share of the lines and within a window: 0.02:15m is one line in fifty, up to a quarter
of an hour late. Which lines follows from --seed-delivery alone. --delivery-truth
writes down what became of which line.`

// NewReplayCmd is the verb.
func NewReplayCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &options{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "replay DATASET --to URL",
		Short: "Send the logs of a dataset to a receiver, at their pace or faster",
		Long:  replayHelp,
		Example: `  breachsim replay dataset --to stdout: --logs audit --speed max | head -n 3
  breachsim replay dataset --to tcp://localhost:514 --format rfc5424 --speed 60x
  breachsim replay dataset --to tls://siem.example:6514 --allow-remote \
      --ca-file ca.pem --rebase now --state replay.json
  breachsim replay dataset --to http://localhost:9200/logs-{log}-default \
      --body elastic --rebase now --speed max
  breachsim replay dataset --to file:lines.jsonl --speed max \
      --rebase 2026-06-01 --truth moved
  breachsim replay dataset --to udp://localhost:514 --speed 600x \
      --late 0.02:15m --delivery-truth late.jsonl`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run(cmd.Context())
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *options) run(ctx context.Context) error {
	if o.to == "" {
		return term.Usagef("--to is missing").WithHint("say where lines go: --to stdout:, --to tcp://localhost:5140")
	}
	data, err := o.open(o.dir)
	if err != nil {
		return err
	}
	j, err := o.plan(data)
	if err != nil {
		return err
	}
	to, err := o.receiver(j)
	if err != nil {
		return err
	}
	return o.send(ctx, j, to)
}
