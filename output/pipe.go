package output

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"breachsim/generator/event"
	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
)

// Stream writes the native audit log of a source to w, in order: the bytes of
// the day files one after the other. Workers = 0 means GOMAXPROCS. A closed
// pipe is an error of KindWrite. It does not close w.
func Stream(ctx context.Context, src Source, w io.Writer, workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	mode, err := schema.ParseNIRMode(src.Info().NIRMode)
	if err != nil {
		return err
	}
	native, err := encode.LogFormats([]string{"jsonl"})
	if err != nil {
		return err
	}
	sh := &shared{src: src, windows: src.Windows(), mode: mode, logs: encode.NewTexts(src.Catalog()), pack: noCompression,
		streams: []stream{{role: auditLog, format: native[0]}}}
	sh.tallies = make([]tallied, len(sh.windows))
	q := newQueue(len(sh.windows), workers)
	return ordered(ctx, q, workers, sh.newSlicer, &pipe{w: w, q: q, windows: sh.windows})
}

// pipe is the sink of Stream.
type pipe struct {
	w       io.Writer
	q       *queue
	windows []event.Window
}

func (s *pipe) piece(p *piece) {
	if _, err := s.w.Write(p.raw); err != nil {
		s.q.abort(fault.Write(fmt.Sprintf("writing slice %s to the stream", sliceName(s.windows[p.job])), err))
	}
	s.q.release(p)
}

func (s *pipe) jobEnd(int) {}
