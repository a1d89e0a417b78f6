package send

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/rebase"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// send writes the moved truth and sends the lines.
func (o *options) send(ctx context.Context, j *job, to sink.Sink) error {
	if err := o.writeTruth(ctx, j); err != nil {
		return errors.Join(err, to.Close())
	}
	o.tellWait(j)
	line := &progressLine{s: o.Streams, zone: j.data.Zone, speed: j.do.Speed}
	if o.Terminal && !o.quiet {
		j.do.Progress = line.draw
	}
	var sum *replay.Summary
	var sent error // how sending ended; the file of fates is complete for what was read
	err := o.withFates(func(w io.Writer) error {
		j.do.Fates = w
		sum, sent = replay.Run(ctx, j.data, to, j.do)
		return nil
	})
	line.clear()
	if sum == nil { // the file of fates could not be opened
		return errors.Join(err, to.Close())
	}
	if e := o.tell(sum); err == nil {
		err = e
	}
	if sent != nil {
		return o.failed(sent, sum)
	}
	return err
}

// tellWait says when a live run whose logs are over for this week goes on.
func (o *options) tellWait(j *job) {
	if o.quiet || j.do.Start == 0 || j.do.From != 0 || j.do.Resume != nil {
		return
	}
	begin := time.UnixMicro(j.from).In(j.data.Zone).AddDate(0, 0, 7*j.do.Weeks)
	fmt.Fprintf(o.Err, "the logs of this week are over: waiting for those that begin on %s\n",
		begin.Format("Mon 2006-01-02"))
}

// withFates gives run the file of --delivery-truth, or nobody.
func (o *options) withFates(run func(io.Writer) error) error {
	if o.deliveryTruth == "" {
		return run(nil)
	}
	return o.WriteFile(o.deliveryTruth, func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		return errors.Join(run(b), b.Flush())
	})
}

// writeTruth writes the dataset moved as its lines are. A run that is taken up finds it
// there.
func (o *options) writeTruth(ctx context.Context, j *job) error {
	if o.truth == "" {
		return nil
	}
	if _, err := os.Lstat(o.truth); err == nil && j.do.Resume != nil {
		return o.sameTruth(j)
	}
	shift, err := retime.NewShift(j.data.Zone, j.do.Weeks, j.from, j.to)
	if err != nil {
		return err
	}
	res, err := rebase.Write(ctx, j.data, shift, o.truth)
	if err != nil {
		return err
	}
	if o.quiet {
		return nil
	}
	fmt.Fprintf(o.Err, "%s: the dataset moved by %s, %s, %s", o.truth, term.Count(int64(j.do.Weeks), "week"),
		term.Count(int64(res.Files), "file"), term.Size(res.Bytes))
	if len(res.LeftOut) > 0 {
		fmt.Fprintf(o.Err, "; without %s", strings.Join(res.LeftOut, ", "))
	}
	fmt.Fprintln(o.Err)
	return nil
}

// sameTruth refuses a directory that is not the moved dataset.
func (o *options) sameTruth(j *job) error {
	there, err := read.OpenDataset(o.truth)
	if err != nil {
		return term.Usagef("--truth: %w", err)
	}
	if there.Manifest.Seed != j.data.Manifest.Seed || there.Manifest.Options[rebase.Option] != rebase.Told(j.do.Weeks) {
		return term.Usagef("--truth %q is not the dataset moved by %d weeks", o.truth, j.do.Weeks).
			WithHint("name another directory")
	}
	return nil
}

// failed says what the user can do about a run that ended early.
func (o *options) failed(err error, sum *replay.Summary) error {
	again := "with --state FILE a run can be taken up where it ended"
	if o.state != "" {
		again = "give the same command again: " + o.state + " says where to go on"
	}
	var delivery *replay.DeliveryError
	var state *replay.StateError
	var empty *replay.EmptyError
	sent := term.Count(sum.Lines, "line")
	switch {
	case errors.As(err, &state):
		return &term.Failure{Code: term.ExitWrite, Err: err}
	case errors.As(err, &delivery):
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("after %s: %w", sent, delivery), Hint: again}
	case errors.As(err, &empty):
		return term.Usagef("%w", err)
	case errors.Is(err, context.Canceled):
		return &term.Failure{Code: term.ExitInterrupted, Err: fmt.Errorf("interrupted after %s", sent), Hint: again}
	}
	return err
}

// told is the last line for programs.
type told struct {
	To       string  `json:"to"`
	Lines    int64   `json:"lines"`
	Bytes    int64   `json:"bytes"`
	Seconds  float64 `json:"seconds"`
	Rate     float64 `json:"lines_per_second"`
	Retries  int64   `json:"retries"`
	Twice    int64   `json:"maybe_twice"`
	MaxLagMS float64 `json:"max_lag_ms"`
	Rounds   int     `json:"rounds"`
	Last     string  `json:"last_time,omitempty"`
	Done     bool    `json:"done"`
}

// tell prints the one line that ends a run.
func (o *options) tell(sum *replay.Summary) error {
	seconds := sum.Took.Seconds()
	rate := 0.0
	if seconds > 0 {
		rate = float64(sum.Lines) / seconds
	}
	if o.json {
		t := told{To: o.to, Lines: sum.Lines, Bytes: sum.Bytes, Seconds: seconds, Rate: rate, Retries: sum.Retries,
			Twice: sum.Twice, MaxLagMS: float64(sum.MaxLag.Microseconds()) / 1000, Rounds: sum.Round + 1,
			Done: sum.Done}
		if sum.At != 0 {
			t.Last = time.UnixMicro(sum.At).UTC().Format("2006-01-02T15:04:05.000000Z")
		}
		return term.PrintJSON(o.Out, t)
	}
	if o.quiet {
		return nil
	}
	if sum.Done && sum.Lines == 0 && o.state != "" {
		fmt.Fprintf(o.Err, "%s: everything had been sent\n", o.name())
		return nil
	}
	fmt.Fprintf(o.Err, "%s: %s, %s, %.1f s, %s lines/s", o.name(), term.Count(sum.Lines, "line"),
		term.Size(sum.Bytes), seconds, term.Thousands(int64(rate)))
	if sum.MaxLag > 0 {
		fmt.Fprintf(o.Err, ", at most %v late", sum.MaxLag.Round(100*time.Microsecond))
	}
	if sum.Retries > 0 {
		fmt.Fprintf(o.Err, ", %s", retriesOf(sum.Retries))
	}
	if sum.Twice > 0 {
		fmt.Fprintf(o.Err, "; up to %s may have arrived twice", term.Count(sum.Twice, "line"))
	}
	fmt.Fprintln(o.Err)
	return nil
}

// name is what the last line calls the receiver.
func (o *options) name() string {
	if strings.HasPrefix(o.to, "stdout:") {
		return "standard output"
	}
	return o.to
}
