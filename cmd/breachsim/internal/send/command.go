// Package send holds the verb that sends the logs of a dataset to a receiver:
//
//	flags ─► dataset, shift, sink ─► output/replay/rebase: the moved truth
//	                              └► output/replay: the lines ─► progress, one last line
package send

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output/read"
	"breachsim/output/replay/sink"
)

const replayHelp = `Send the log lines of a dataset to a receiver, audit and access log together, in the
order of time and at its pace.

URL is where they go:

  stdout:              a line each
  file:PATH            appended; synced at the end
  tcp://HOST:PORT      a newline behind each line, or with its length in front
  tls://HOST:PORT      the same in TLS; the certificate is verified
  udp://HOST:PORT      a datagram a line

Only this machine is reached (127.0.0.0/8, ::1), unless --allow-remote is given.

--rebase moves all times by whole weeks, so that weekdays and local times of day stay
what they were, also across a change to summer time. With now, the first line is at
most a week old; with now and --speed max, it is the last one. --truth writes the
dataset moved alike: score alerts of the receiver against that. --from and --to-time
are of the times before they are moved.

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

// Opener opens a dataset and tells a directory without one from a damaged one.
type Opener func(dir string) (*read.Dataset, error)

type options struct {
	*term.Streams
	open Opener
	dir  string

	to                             string
	formats                        []string
	logs, from, toTime             string
	rebase, truth                  string
	speed                          string
	loop                           bool
	state                          string
	batchLines, batchBytes         int
	batchAge, retryFor             time.Duration
	retries                        int
	framing                        string
	sink                           sink.Options
	late, duplicate, drop, shuffle string
	skew, deliveryTruth            string
	seed                           uint64
	force, json, quiet             bool
}

// NewReplayCmd is the verb.
func NewReplayCmd(s *term.Streams, open Opener) *cobra.Command {
	o := &options{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "replay DATASET --to URL",
		Short: "Send the logs of a dataset to a receiver, at their pace or faster",
		Long:  replayHelp,
		Example: `  breachsim replay dataset --to stdout: --logs audit --speed max | head -n 3
  breachsim replay dataset --to tcp://localhost:5140 --format rfc5424 --speed 60x
  breachsim replay dataset --to tls://siem.example:6514 --allow-remote --ca-file ca.pem --rebase now --state replay.json
  breachsim replay dataset --to file:lines.jsonl --speed max --rebase 2026-06-01 --truth moved
  breachsim replay dataset --to udp://localhost:514 --speed 600x --late 0.02:15m --drop 0.001 --delivery-truth lost.jsonl`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run(cmd.Context())
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *options) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.to, "to", "", "where lines go, such as tcp://localhost:5140")
	f.StringSliceVar(&o.formats, "format", nil, "of breachsim formats, one a log (default jsonl,combined)")
	f.StringVar(&o.logs, "logs", "both", "which logs: audit, access or both")
	f.StringVar(&o.from, "from", "", "first moment, such as 2022-03-10 or 2022-03-10T08:15, by the dataset's times")
	f.StringVar(&o.toTime, "to-time", "", "first moment left out")
	f.StringVar(&o.rebase, "rebase", "", "move times by whole weeks: now, or so that the logs begin in the week before TIME")
	f.StringVar(&o.truth, "truth", "", "write the dataset moved alike into this directory, to score against")
	f.StringVar(&o.speed, "speed", "1x", "of the log's own pace, or max")
	f.BoolVar(&o.loop, "loop", false, "begin again at the end, until interrupted")
	f.StringVar(&o.state, "state", "", "file that says where to go on; a run that ended is taken up there")
	f.StringVar(&o.framing, "framing", "", "of tcp and tls: octet or newline (default octet for rfc5424, newline for others)")
	f.BoolVar(&o.sink.AllowRemote, "allow-remote", false, "connect to other machines")
	f.StringVar(&o.sink.CAFile, "ca-file", "", "authorities that may sign the receiver's certificate (default the system's)")
	f.StringVar(&o.sink.CertFile, "cert-file", "", "certificate to show to the receiver")
	f.StringVar(&o.sink.KeyFile, "key-file", "", "key of that certificate")
	f.BoolVar(&o.sink.Insecure, "insecure", false, "do not verify the receiver's certificate")
	f.DurationVar(&o.sink.Timeout, "timeout", 10*time.Second, "for connecting, and for the receiver to take a batch")
	f.IntVar(&o.batchLines, "batch-lines", 500, "lines sent at once, at most")
	f.IntVar(&o.batchBytes, "batch-bytes", 256<<10, "bytes from which no line is added to a batch")
	f.DurationVar(&o.batchAge, "batch-age", 20*time.Millisecond, "that a line may wait for others of its batch")
	f.IntVar(&o.retries, "retries", 20, "attempts to send a batch again")
	f.DurationVar(&o.retryFor, "retry-for", time.Minute, "time for which a batch is sent again")
	f.StringVar(&o.late, "late", "0", "share of lines that come late, and by how much at most (window default 15m)")
	f.StringVar(&o.duplicate, "duplicate", "0", "share of lines that come twice, and how far apart at most (1m)")
	f.StringVar(&o.drop, "drop", "0", "share of lines that are never sent")
	f.StringVar(&o.shuffle, "shuffle", "0", "share of lines held up a little, so that neighbours change places (2s)")
	f.StringVar(&o.skew, "skew", "0", "share of accounts whose lines come from a wrong clock, and how wrong at most (2m)")
	f.Uint64Var(&o.seed, "seed-delivery", 1, "from which it follows what becomes of which line")
	f.StringVar(&o.deliveryTruth, "delivery-truth", "", "write what became of which line to this file")
	f.BoolVar(&o.force, "force", false, "replace the file of --delivery-truth")
	f.BoolVar(&o.json, "json", false, "print what was done for programs")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no last line")
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
