package ordered

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/breachsim/breachsim/output/internal/fault"
)

// A Worker makes the pieces of one job after the other.
type Worker interface {
	Do(job int, q *Queue) error
}

// A Sink takes pieces in order, and the end of each job. It releases every
// piece it was given, also after an error.
type Sink interface {
	Piece(p *Piece)
	JobEnd(job int)
}

// Run runs all jobs of a queue on its workers and passes what they make
// to the sink in job order. It returns when no worker runs any more, with the
// first error of a worker, of the sink (by abort) or of the context.
func Run(ctx context.Context, q *Queue, newWorker func() (Worker, error), s Sink) error {
	stop := context.AfterFunc(
		ctx,
		func() { q.Abort(&fault.Error{Kind: fault.KindInterrupted, Err: context.Cause(ctx)}) },
	)
	defer stop()
	var wg sync.WaitGroup
	var taken atomic.Int64
	for range min(q.workers, q.jobs) {
		w, err := newWorker()
		if err != nil {
			q.Abort(err)
			break
		}
		wg.Go(func() { work(q, w, &taken) })
	}
	err := drain(q, s)
	wg.Wait()
	return err
}

func work(q *Queue, w Worker, taken *atomic.Int64) {
	for {
		job := int(taken.Add(1) - 1)
		if job >= q.jobs || q.begin(job) != nil {
			return
		}
		if err := w.Do(job, q); err != nil {
			q.Abort(err)
			return
		}
		q.end(job)
	}
}

func drain(q *Queue, s Sink) error {
	for {
		p, job, err := q.next()
		switch {
		case err != nil:
			return err
		case p != nil:
			s.Piece(p)
		case job == q.jobs:
			return nil
		default:
			s.JobEnd(job)
		}
	}
}
