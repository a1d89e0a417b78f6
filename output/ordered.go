package output

import (
	"context"
	"sync"
	"sync/atomic"
)

// A worker makes the pieces of one job after the other.
type worker interface {
	do(job int, q *queue) error
}

// A sink takes pieces in order, and the end of each job. It releases every
// piece it was given, also after an error.
type sink interface {
	piece(p *piece)
	jobEnd(job int)
}

// ordered runs all jobs of a queue on some workers and passes what they make
// to the sink in job order. It returns when no worker runs any more, with the
// first error of a worker, of the sink (by abort) or of the context.
func ordered(ctx context.Context, q *queue, workers int, newWorker func() (worker, error), s sink) error {
	stop := context.AfterFunc(ctx, func() { q.abort(&Error{Kind: KindInterrupted, Err: context.Cause(ctx)}) })
	defer stop()
	var wg sync.WaitGroup
	var taken atomic.Int64
	for range min(workers, q.jobs) {
		w, err := newWorker()
		if err != nil {
			q.abort(err)
			break
		}
		wg.Go(func() { work(q, w, &taken) })
	}
	err := drain(q, s)
	wg.Wait()
	return err
}

func work(q *queue, w worker, taken *atomic.Int64) {
	for {
		job := int(taken.Add(1) - 1)
		if job >= q.jobs || q.begin(job) != nil {
			return
		}
		if err := w.do(job, q); err != nil {
			q.abort(err)
			return
		}
		q.end(job)
	}
}

func drain(q *queue, s sink) error {
	for {
		p, job, err := q.next()
		switch {
		case err != nil:
			return err
		case p != nil:
			s.piece(p)
		case job == q.jobs:
			return nil
		default:
			s.jobEnd(job)
		}
	}
}
