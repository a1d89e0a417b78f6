package days

import (
	"context"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/internal/courier"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
)

// Pipe writes one log of all slices to w, in order: the bytes of the day files one
// after the other. It does not close w.
func Pipe(ctx context.Context, r *Run, w io.Writer) error {
	sh := &shared{
		src:     r.Source,
		windows: r.Source.Windows(),
		mode:    r.Mode,
		logs:    encode.NewTexts(r.Source.Catalog()),
		packing: pack.None,
		streams: []stream{{role: auditLog, format: r.Formats[0]}},
	}
	sh.tallies = make([]state.Tallied, len(sh.windows))
	q := ordered.NewQueue(len(sh.windows), r.Workers)
	sink := &pipe{w: w, q: q, windows: sh.windows}
	if !r.Delivery.Perfect() {
		sh.delivery = &r.Delivery
		q.Events = ordered.NewTally(dayStarts(sh.windows))
		sink.out = courier.New(courier.Plain, "", sink.write)
	}
	return ordered.Run(ctx, q, sh.newSlicer, sink)
}

// dayStarts tells of each slice whether it is the first of its day.
func dayStarts(windows []event.Window) (starts []bool) {
	for i, w := range windows {
		starts = append(starts, i == 0 || w.Day != windows[i-1].Day)
	}
	return starts
}

// pipe is the sink of Stream.
type pipe struct {
	w       io.Writer
	q       *ordered.Queue
	windows []event.Window
	out     *courier.Courier // nil: every line arrives as it should
}

func (s *pipe) write(p *ordered.Piece) error {
	_, err := s.w.Write(p.Raw)
	return err
}

func (s *pipe) Piece(p *ordered.Piece) {
	deliver := s.write
	if s.out != nil {
		deliver = s.out.Take
	}
	s.check(p.Job, deliver(p))
	s.q.Release(p)
}

func (s *pipe) check(job int, err error) {
	if err != nil {
		s.q.Abort(fault.Write(fmt.Sprintf("writing slice %s to the stream", sliceName(s.windows[job])), err))
	}
}

func (s *pipe) JobEnd(job int) {
	if s.out != nil && (job+1 == len(s.windows) || s.windows[job+1].Day != s.windows[job].Day) {
		s.check(job, s.out.Finish())
	}
}
