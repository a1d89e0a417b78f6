package send

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/sink"
)

type options struct {
	*term.Streams
	open term.Opener
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

// flags declares the flags of the verb.
func (o *options) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.to, "to", "", "where lines go, such as tcp://localhost:5140")
	f.StringSliceVar(&o.formats, "format", nil, "of breachsim formats, one a log (default jsonl,combined)")
	f.StringVar(&o.logs, "logs", "both", "which logs: audit, access or both")
	f.StringVar(&o.from, "from", "", "first moment, such as 2022-03-10T08:15, by the dataset's times; or now")
	f.StringVar(&o.toTime, "to-time", "", "first moment left out")
	f.StringVar(&o.rebase, "rebase", "",
		"move times by whole weeks: now, or so that the logs begin in the week before TIME")
	f.StringVar(&o.truth, "truth", "", "write the dataset moved alike into this directory, to score against")
	f.StringVar(&o.speed, "speed", "1x", "of the log's own pace, or max")
	f.BoolVar(&o.loop, "loop", false, "begin again at the end, until interrupted")
	f.StringVar(&o.state, "state", "", "file that says where to go on; a run that ended is taken up there")
	f.StringVar(&o.sink.Body, "body", "",
		"form of requests to http and https: "+strings.Join(open.Bodies(), ", ")+" (default ndjson)")
	f.StringVar(&o.sink.CredentialsFile, "credentials-file", "",
		"file with token=, user= or password=, for you alone to read")
	f.StringVar(&o.framing, "framing", "",
		"of tcp and tls: octet or newline (default octet for rfc5424, newline for others)")
	f.BoolVar(&o.sink.AllowRemote, "allow-remote", false, "connect to other machines")
	f.StringVar(&o.sink.CAFile, "ca-file", "",
		"authorities that may sign the receiver's certificate (default the system's)")
	f.StringVar(&o.sink.CertFile, "cert-file", "", "certificate to show to the receiver")
	f.StringVar(&o.sink.KeyFile, "key-file", "", "key of that certificate")
	f.BoolVar(&o.sink.Insecure, "insecure", false, "do not verify the receiver's certificate")
	f.DurationVar(&o.sink.Timeout, "timeout", sink.DefaultTimeout,
		"for connecting, and for the receiver to take a batch")
	f.IntVar(&o.batchLines, "batch-lines", 500, "lines sent at once, at most")
	f.IntVar(&o.batchBytes, "batch-bytes", 256<<10, "bytes from which no line is added to a batch")
	f.DurationVar(&o.batchAge, "batch-age", 20*time.Millisecond, "that a line may wait for others of its batch")
	f.IntVar(&o.retries, "retries", 20, "attempts to send a batch again")
	f.DurationVar(&o.retryFor, "retry-for", time.Minute, "time for which a batch is sent again")
	f.StringVar(&o.late, "late", "0", "share of lines that come late, and by how much at most (window default 15m)")
	f.StringVar(&o.duplicate, "duplicate", "0", "share of lines that come twice, and how far apart at most (1m)")
	f.StringVar(&o.drop, "drop", "0", "share of lines that are never sent")
	f.StringVar(&o.shuffle, "shuffle", "0",
		"share of lines held up a little, so that neighbours change places (2s)")
	f.StringVar(&o.skew, "skew", "0",
		"share of accounts whose lines come from a wrong clock, and how wrong at most (2m)")
	f.Uint64Var(&o.seed, "seed-delivery", 1, "from which it follows what becomes of which line")
	f.StringVar(&o.deliveryTruth, "delivery-truth", "", "write what became of which line to this file")
	f.BoolVar(&o.force, "force", false, "replace the file of --delivery-truth")
	f.BoolVar(&o.json, "json", false, "print what was done for programs")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no last line")
}
