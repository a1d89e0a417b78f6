package replay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/internal/timeline"
	"github.com/breachsim/breachsim/output/replay/retime"
)

// A chunk is what is read at a time. A few are ahead of what is sent: that bounds the
// memory, and a receiver that is slow holds the reading up.
const (
	chunkLines = 2048
	chunkBytes = 1 << 20
	ahead      = 4
)

// load is a chunk on its way to be sent.
type load struct {
	chunk *timeline.Chunk
	round int
	err   error // behind the chunk; nil = more follows
}

// feed reads rounds of the dataset.
type feed struct {
	data *read.Dataset
	o    *Options
	span int // weeks by which each round is later than the one before
	zone *time.Location
	from int64 // of the day files, µs
	to   int64
}

// newFeed finds out how long the logs are.
func newFeed(d *read.Dataset, o *Options) (*feed, error) {
	from, to, err := Period(d, o.Forms)
	if err != nil {
		return nil, err
	}
	if o.From > 0 {
		from = max(from, o.From)
	}
	if o.To > 0 {
		to = min(to, o.To)
	}
	if from >= to {
		return nil, &EmptyError{}
	}
	// local days: 23 hours are one as well
	return &feed{data: d, o: o, span: 1 + retime.WeeksTo(from, to-3_600_000_001), zone: d.Zone, from: from, to: to}, nil
}

// EmptyError says that no line of the dataset lies between the times asked for.
type EmptyError struct{}

func (*EmptyError) Error() string { return "no line lies between the two times" }

// Period is the time that the day files of some logs cover, microseconds since 1970:
// whole local days.
func Period(d *read.Dataset, forms []retime.Form) (from, to int64, err error) {
	for _, f := range forms {
		days := d.Days(f.Folder, f.Ext)
		if len(days) == 0 {
			return 0, 0, fmt.Errorf("dataset %q has no log in the form %s", d.Dir, f.Name)
		}
		for _, day := range days {
			begin, err := time.ParseInLocation(time.DateOnly, read.DateOf(path.Base(day)), d.Zone)
			if err != nil {
				return 0, 0, fmt.Errorf("%q is no day of a log: %w", day, err)
			}
			if from == 0 || begin.UnixMicro() < from {
				from = begin.UnixMicro()
			}
			to = max(to, begin.AddDate(0, 0, 1).UnixMicro())
		}
	}
	return from, to, nil
}

// run reads round after round and hands the chunks on. The last load has an error:
// io.EOF at the end.
func (f *feed) run(ctx context.Context, full chan<- load, free <-chan *timeline.Chunk) {
	defer close(full)
	round, err := 0, error(nil)
	if f.o.Resume != nil {
		round = f.o.Resume.Round
	}
	for first := true; ; first = false {
		err = f.round(ctx, &pass{round, first, full, free})
		if err == nil && !f.o.Loop {
			err = io.EOF
		}
		if err != nil {
			break
		}
		round++
	}
	select {
	case full <- load{round: round, err: err}:
	case <-ctx.Done():
	}
}

// pass is one way through the dataset.
type pass struct {
	round int
	first bool // of this run: it goes on where the state says
	full  chan<- load
	free  <-chan *timeline.Chunk
}

// round reads the dataset once.
func (f *feed) round(ctx context.Context, p *pass) error {
	next, closing, err := f.open(p)
	if err != nil {
		return err
	}
	for {
		var c *timeline.Chunk
		select {
		case c = <-p.free:
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), closing())
		}
		if err = next(c, chunkLines, chunkBytes); err != nil {
			break
		}
		select {
		case p.full <- load{chunk: c, round: p.round}:
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), closing())
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, closing())
}

// filler fills a chunk, as [timeline.Timeline.Fill] does.
type filler func(c *timeline.Chunk, n, bytes int) error

// open opens the logs for a round, at the place where the run begins.
func (f *feed) open(p *pass) (filler, func() error, error) {
	weeks := f.o.Weeks + p.round*f.span
	shift, err := retime.NewShift(f.zone, weeks, f.from, f.to)
	if err != nil {
		return nil, nil, err
	}
	o := timeline.Options{Forms: f.o.Forms, From: f.o.From, To: f.o.To, Shift: shift}
	resume, perfect := f.o.Resume, f.o.Delivery.Perfect()
	if resume != nil && p.first && perfect {
		o.Behind = [2]timeline.Place{resume.Audit, resume.Access}
	}
	lines, err := timeline.Open(f.data, o)
	if err != nil || perfect {
		if err != nil {
			return nil, nil, err
		}
		return lines.Fill, lines.Close, nil
	}
	c := &courier{lines: lines, plan: &f.o.Delivery, tell: f.o.Fates}
	if resume != nil && p.first {
		c.skip = resume.Sent // what was held up then is found again by reading from the beginning
	}
	return c.fill, lines.Close, nil
}
