package tables

import (
	"context"
	"sync"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/state"
)

// sink hands pieces to the files of tables; each file is written by a
// goroutine of its own, in order.
type sink struct {
	w     *Writer
	stage string // as progress names it
	q     *ordered.Queue
	jobs  int
	bytes int64
	files []*File               // by stream
	in    []chan *ordered.Piece // by stream
	wg    sync.WaitGroup
}

// run makes all jobs. The files are there to be finished after it, or gone
// after an error.
func (s *sink) run(ctx context.Context, newWorker func() (ordered.Worker, error)) error {
	s.start()
	err := ordered.Run(ctx, s.q, newWorker, s)
	s.stop()
	if err == nil {
		err = s.q.Err() // a piece may fail after the last one was handed over
	}
	if err != nil {
		abandonAll(s.files)
	}
	return err
}

func (s *sink) start() {
	for _, t := range s.files {
		in := make(chan *ordered.Piece, 2)
		s.in = append(s.in, in)
		s.wg.Go(func() { s.write(t, in) })
	}
}

func (s *sink) stop() {
	for _, in := range s.in {
		close(in)
	}
	s.wg.Wait()
}

// write appends pieces to a file, and lets them pass after an error.
func (s *sink) write(t *File, in chan *ordered.Piece) {
	bad := false
	for p := range in {
		if !bad {
			if err := t.Piece(p); err != nil {
				bad = true
				s.q.Abort(fault.Write("writing \""+t.Entry.Path+"\"", err))
			}
		}
		s.q.Release(p)
	}
}

func (s *sink) Piece(p *ordered.Piece) {
	s.bytes += int64(len(p.Raw))
	s.in[p.Stream] <- p
}

func (s *sink) JobEnd(job int) {
	s.w.Tell(state.Told{Stage: s.stage, Done: job + 1, Total: s.jobs, Bytes: s.bytes})
}
