package output

import "sync"

const (
	pieceBytes = 1 << 20 // a piece is closed when it has grown to this
	headroom   = 8       // pieces that the next job may always have
	lookAhead  = 64      // jobs begun beyond the one being written
)

// A piece is a run of whole lines of one stream. Its bytes depend on the job
// alone, so that compressed frames, one a piece, do too.
type piece struct {
	job, stream int
	rows        int64
	raw         []byte // content
	packed      []byte // compressed content, where asked
}

// A queue hands the pieces of jobs over in job order, whoever made them.
//
//	workers ── begin, piece, put, end ──► queue ── next, release ──► writer
//
// It bounds memory by pieces, not by jobs: a worker waits for a piece to come
// free, except that the job being written may always have a few of its own.
// So a job of any size passes, and nothing can wait for itself.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	jobs    int
	head    int // job being written
	slots   [lookAhead]slot
	free    []*piece
	made    int
	limit   int
	lines   *tally // of the access log; nil where no stream counts lines
	events  *tally // … of the audit log
	err     error
}

type slot struct {
	ready []*piece
	out   int // pieces handed out and not released
	ended bool
}

func newQueue(jobs, workers int) *queue {
	q := &queue{jobs: jobs, limit: 8*workers + 8}
	q.changed.L = &q.mu
	return q
}

// abort makes every call return err; the first one counts.
func (q *queue) abort(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
	}
	q.changed.Broadcast()
}

// begin waits until a job may start.
func (q *queue) begin(job int) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil && job >= q.head+lookAhead {
		q.changed.Wait()
	}
	return q.err
}

// piece returns an empty piece for a stream of the job.
func (q *queue) piece(job, stream int) (*piece, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &q.slots[job%lookAhead]
	for q.err == nil {
		if len(q.free) > 0 || q.made < q.limit || job == q.head && s.out < headroom {
			s.out++
			return q.take(job, stream), nil
		}
		q.changed.Wait()
	}
	return nil, q.err
}

func (q *queue) take(job, stream int) *piece {
	n := len(q.free)
	if n == 0 {
		q.made++
		return &piece{job: job, stream: stream, raw: make([]byte, 0, pieceBytes+4096)}
	}
	p := q.free[n-1]
	q.free = q.free[:n-1]
	*p = piece{job: job, stream: stream, raw: p.raw[:0], packed: p.packed[:0]}
	return p
}

// put hands a filled piece over; pieces of one job keep their order.
func (q *queue) put(p *piece) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &q.slots[p.job%lookAhead]
	s.ready = append(s.ready, p)
	q.changed.Broadcast()
}

// end says that a job has put its last piece.
func (q *queue) end(job int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.slots[job%lookAhead].ended = true
	q.changed.Broadcast()
}

// next returns the next piece in order, or a nil piece at the end of a job,
// or job = jobs after the last.
func (q *queue) next() (p *piece, job int, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil {
		if q.head == q.jobs {
			return nil, q.jobs, nil
		}
		s := &q.slots[q.head%lookAhead]
		if len(s.ready) > 0 {
			p := s.ready[0]
			s.ready[0] = nil // or the slot would keep it alive
			s.ready = s.ready[1:]
			return p, q.head, nil
		}
		if s.ended {
			*s = slot{ready: s.ready[:0]}
			q.head++
			q.changed.Broadcast()
			return nil, q.head - 1, nil
		}
		q.changed.Wait()
	}
	return nil, 0, q.err
}

// release gives a piece back.
func (q *queue) release(p *piece) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.job >= q.head { // else the slot is another job's by now
		q.slots[p.job%lookAhead].out--
	}
	if q.made > q.limit {
		q.made--
	} else {
		q.free = append(q.free, p)
	}
	q.changed.Broadcast()
}
