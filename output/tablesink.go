package output

import (
	"context"
	"sync"

	"breachsim/output/internal/fault"
)

// tableSink hands pieces to the files of tables; each file is written by a
// goroutine of its own, in order.
type tableSink struct {
	f     *finisher
	stage string // as progress names it
	q     *queue
	jobs  int
	bytes int64
	files []*tableFile  // by stream
	in    []chan *piece // by stream
	wg    sync.WaitGroup
}

// run makes all jobs. The files are there to be finished after it, or gone
// after an error.
func (s *tableSink) run(ctx context.Context, newWorker func() (worker, error)) error {
	s.start()
	err := ordered(ctx, s.q, s.f.Workers, newWorker, s)
	s.stop()
	if err == nil {
		err = s.q.err // a piece may fail after the last one was handed over
	}
	if err != nil {
		abandonAll(s.files)
	}
	return err
}

func (s *tableSink) start() {
	for _, t := range s.files {
		in := make(chan *piece, 2)
		s.in = append(s.in, in)
		s.wg.Go(func() { s.write(t, in) })
	}
}

func (s *tableSink) stop() {
	for _, in := range s.in {
		close(in)
	}
	s.wg.Wait()
}

// write appends pieces to a file, and lets them pass after an error.
func (s *tableSink) write(t *tableFile, in chan *piece) {
	bad := false
	for p := range in {
		if !bad {
			if err := t.piece(p); err != nil {
				bad = true
				s.q.abort(fault.Write("writing \""+t.entry.Path+"\"", err))
			}
		}
		s.q.release(p)
	}
}

func (s *tableSink) piece(p *piece) {
	s.bytes += int64(len(p.raw))
	s.in[p.stream] <- p
}

func (s *tableSink) jobEnd(job int) {
	if s.f.Progress == nil {
		return
	}
	c := &s.f.manifest.Counts
	s.f.Progress(Progress{Stage: s.stage, Done: job + 1, Total: s.jobs, AuditEvents: c.AuditEvents, AccessLines: c.AccessLines, Bytes: s.bytes})
}
