package days

import (
	"context"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
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
	return ordered.Run(ctx, q, sh.newSlicer, &pipe{w: w, q: q, windows: sh.windows})
}

// pipe is the sink of Stream.
type pipe struct {
	w       io.Writer
	q       *ordered.Queue
	windows []event.Window
}

func (s *pipe) Piece(p *ordered.Piece) {
	if _, err := s.w.Write(p.Raw); err != nil {
		s.q.Abort(fault.Write(fmt.Sprintf("writing slice %s to the stream", sliceName(s.windows[p.Job])), err))
	}
	s.q.Release(p)
}

func (s *pipe) JobEnd(int) {}
