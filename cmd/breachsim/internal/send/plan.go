package send

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// now is this moment, as --rebase and --from say it.
const now = "now"

// job is a run whose flags are checked.
type job struct {
	data     *read.Dataset
	do       replay.Options
	from, to int64 // what the day files cover, µs
}

// plan checks what was asked for before anything is sent or written.
func (o *options) plan(data *read.Dataset) (*job, error) {
	j := &job{data: data}
	j.do.Batch = replay.Batch{Lines: o.batchLines, Bytes: o.batchBytes, Age: o.batchAge}
	j.do.Retry = replay.Retry{Times: o.retries, For: o.retryFor}
	j.do.Loop, j.do.State = o.loop, o.state
	for _, step := range []func(*job) error{o.numbers, o.forms, o.window, o.pace, o.imperfections, o.resume} {
		if err := step(j); err != nil {
			return nil, err
		}
	}
	return j, nil
}

func (o *options) numbers(*job) error {
	switch {
	case o.batchLines < 1:
		return term.Usagef("--batch-lines %d: want 1 or more", o.batchLines)
	case o.batchBytes < 1:
		return term.Usagef("--batch-bytes %d: want 1 or more", o.batchBytes)
	case o.batchAge < 0, o.retryFor < 0, o.sink.Timeout <= 0:
		return term.Usagef("--batch-age and --retry-for: want a time of 0 or more, and for --timeout one above 0")
	case o.retries < 0:
		return term.Usagef("--retries %d: want 0 or more", o.retries)
	case o.json && strings.HasPrefix(o.to, "stdout:"):
		return term.Usagef("--json and the lines would both go to standard output").WithHint("leave out --json")
	case o.truth != "" && o.rebase == "":
		return term.Usagef("--truth without --rebase: the truth lies in %q, for times that stay", o.dir).
			WithHint("leave out --truth, or add --rebase now")
	case o.from == now && (o.rebase != now || o.speed == "max"):
		return term.Usagef("--from now begins at this hour of the week: it needs --rebase now and a speed").
			WithHint("write --rebase now --from now --speed 1x")
	case o.truth != "" && o.loop:
		return term.Usagef("--truth with --loop: each round has times of its own").
			WithHint("leave one of them out")
	}
	return nil
}

// forms finds the format of each log.
func (o *options) forms(j *job) error {
	wanted := map[sink.Log]bool{sink.Audit: o.logs != "access", sink.Access: o.logs != "audit"}
	if !slices.Contains([]string{"audit", "access", "both"}, o.logs) {
		return term.Usagef("--logs %q: want audit, access or both", o.logs)
	}
	names := o.formats
	if len(names) == 0 {
		names = []string{"jsonl", "combined"}
	}
	for _, name := range names {
		f, err := retime.FormNamed(strings.TrimSpace(name))
		if err != nil {
			return term.Usagef("%w", err)
		}
		if !wanted[f.Log] && o.formats == nil {
			continue
		}
		if !wanted[f.Log] {
			return term.Usagef("--format %s: its log is left out by --logs %s, or has another format already",
				name, o.logs)
		}
		wanted[f.Log] = false
		j.do.Forms = append(j.do.Forms, f)
	}
	for log, missing := range wanted {
		if missing && o.logs != "both" {
			return term.Usagef("--logs %s needs a format of that log in --format", []string{"audit", "access"}[log])
		}
	}
	for _, f := range j.do.Forms {
		if len(j.data.Days(f.Folder, f.Ext)) == 0 {
			return term.Usagef("dataset %q has no log in the form %s", o.dir, f.Name).
				WithHint("generate it with --format %s, or choose another one: --format, --logs", f.Name)
		}
	}
	slices.SortFunc(j.do.Forms, func(a, b retime.Form) int { return int(a.Log) - int(b.Log) })
	o.sink.Format = j.do.Forms[0].Name
	return nil
}

// window reads the moments between which lines are sent.
func (o *options) window(j *job) (err error) {
	if o.from != now {
		if j.do.From, err = moment(o.from, "from", j.data.Zone); err != nil {
			return err
		}
	}
	if j.do.To, err = moment(o.toTime, "to-time", j.data.Zone); err != nil {
		return err
	}
	if j.from, j.to, err = replay.Period(j.data, j.do.Forms); err != nil {
		return err
	}
	if j.do.From >= j.to || j.do.To != 0 && (j.do.To <= j.from || j.do.To <= j.do.From) {
		return term.Usagef("no line lies between --from and --to-time: the logs are of %s to %s",
			day(j.from, j.data.Zone), day(j.to-1, j.data.Zone))
	}
	return nil
}

func day(micros int64, zone *time.Location) string {
	return time.UnixMicro(micros).In(zone).Format(time.DateOnly)
}

// moment reads a time of the dataset's place, or one with its own offset; "" is none.
func moment(text, flag string, zone *time.Location) (micros int64, err error) {
	if text == "" {
		return 0, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339Nano} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UnixMicro(), nil
		}
	}
	return 0, term.Usagef("--%s %q is no time: want 2022-03-10, 2022-03-10T08:15 or 2022-03-10T07:15:00Z", flag, text)
}

// pace reads the speed and the weeks by which times are moved.
func (o *options) pace(j *job) error {
	if o.speed != "max" {
		factor, err := strconv.ParseFloat(strings.TrimSuffix(o.speed, "x"), 64)
		if err != nil || !(factor > 0) || math.IsInf(factor, 0) {
			return term.Usagef("--speed %q: want a factor such as 1x or 60x, or max", o.speed)
		}
		j.do.Speed = factor
	}
	begin, end := max(j.from, j.do.From), j.to
	if j.do.To != 0 {
		end = min(end, j.do.To)
	}
	switch o.rebase {
	case "":
		return nil
	case now:
		if j.do.Speed == 0 {
			begin = end
		}
		j.do.Weeks = retime.WeeksTo(begin, o.Now().UnixMicro())
	default:
		at, err := moment(o.rebase, "rebase", j.data.Zone)
		if err != nil {
			return err
		}
		j.do.Weeks = retime.WeeksTo(begin, at)
	}
	shift, err := retime.NewShift(j.data.Zone, j.do.Weeks, j.from, j.to)
	if err != nil {
		return term.Usagef("--rebase %s: %w", o.rebase, err)
	}
	if o.from == now {
		o.live(j, shift, end)
	}
	return nil
}

// live begins at this hour of the week: with the line whose moved time is now, or, where
// the logs of this week are over, with those of the next.
func (o *options) live(j *job, shift *retime.Shift, end int64) {
	j.do.Start = o.Now().UnixMicro()
	if at := shift.Back(j.do.Start, j.from, end); at < end {
		j.do.From = at
	} else {
		j.do.Weeks++
	}
}

// imperfections reads what is to go wrong on the way.
func (o *options) imperfections(j *job) error {
	p := &j.do.Delivery
	for _, part := range []struct {
		flag, text string
		window     time.Duration
		to         *delivery.Part
	}{
		{"late", o.late, 15 * time.Minute, &p.Late},
		{"duplicate", o.duplicate, time.Minute, &p.Duplicate},
		{"drop", o.drop, time.Second, &p.Drop},
		{"shuffle", o.shuffle, 2 * time.Second, &p.Shuffle},
		{"skew", o.skew, 2 * time.Minute, &p.Skew},
	} {
		read, err := delivery.ParsePart(part.text, part.window)
		if err != nil {
			return term.Usagef("--%s %s: %w", part.flag, part.text, err)
		}
		*part.to = read
	}
	if strings.Contains(o.drop, ":") {
		return term.Usagef("--drop %s: what is never sent has no window", o.drop).WithHint("write the share alone")
	}
	p.Seed = o.seed
	if o.deliveryTruth == "" {
		return nil
	}
	if p.Perfect() {
		return term.Usagef("--delivery-truth has nothing to tell: every line is delivered once and in time").
			WithHint("spoil the delivery: --late, --duplicate, --drop, --shuffle, --skew")
	}
	if o.loop {
		return term.Usagef("--delivery-truth with --loop: the file would have no end").
			WithHint("leave one of them out")
	}
	if o.deliveryTruth == "-" && strings.HasPrefix(o.to, "stdout:") {
		return term.Usagef("--delivery-truth and the lines would both go to standard output")
	}
	return term.CheckFile(o.deliveryTruth, []string{o.dir}, o.force || o.state != "")
}

// resume reads the state file. The weeks of --rebase are those of the run that began.
func (o *options) resume(j *job) error {
	if o.state == "" {
		return nil
	}
	if err := term.CheckFile(o.state, []string{o.dir}, true); err != nil {
		return err
	}
	s, err := replay.ReadState(o.state)
	if err != nil || s == nil {
		if err != nil {
			return term.Usagef("%w", err).WithHint("remove the file to begin anew, or name another one with --state")
		}
		return nil
	}
	if o.rebase == now {
		j.do.Weeks = s.Weeks
	}
	if o.from == now {
		j.do.From = s.From
	}
	if err := s.Fits(j.data, &j.do); err != nil {
		return term.Usagef("%q cannot be taken up: %w", o.state, err).
			WithHint("give the command that it was begun with, or another --state")
	}
	j.do.Resume = s
	return nil
}

// receiver opens the sink.
func (o *options) receiver(j *job) (sink.Sink, error) {
	o.sink.Getenv = o.Env
	to, err := open.Open(o.to, open.Options{Options: o.sink, Framing: o.framing, Out: o.Out.Bare()})
	if err == nil {
		return to, nil
	}
	var remote *open.RemoteError
	var denied *os.PathError
	switch f := term.Usagef("--to %w", err); {
	case errors.As(err, &remote):
		return nil, f.WithHint("allow it with --allow-remote")
	case errors.As(err, &denied):
		return nil, &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("--to %w", err)}
	default:
		return nil, f
	}
}
