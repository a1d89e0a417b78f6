package ordered

import (
	"sync"

	"github.com/breachsim/breachsim/output/delivery"
)

// PieceBytes is the size to which a piece grows before it is closed.
const PieceBytes = 1 << 20

const (
	headroom  = 12 // pieces that the next job may always have: more than there are forms of two tables
	lookAhead = 64 // jobs begun beyond the one being written
)

// A Piece is a run of whole lines of one stream. Its bytes depend on the job
// alone, so that compressed frames, one a piece, do too.
type Piece struct {
	Job, Stream int
	Rows        int64
	Raw         []byte // content
	Packed      []byte // compressed content, where asked

	// Of a stream whose lines do not all arrive as they should. A row that the stream
	// leaves out has no bytes, and its line has a fate all the same.
	Ends  []int           // of each row in Raw
	Fates []delivery.Line // beside Ends
}

// A Queue hands the pieces of jobs over in job order, whoever made them.
//
//	workers ── begin, Piece, Put, end ──► Queue ── next, Release ──► writer
//
// It bounds memory by pieces, not by jobs: a worker waits for a piece to come
// free, except that the job being written may always have a few of its own.
// So a job of any size passes, and nothing can wait for itself.
type Queue struct {
	mu      sync.Mutex
	changed sync.Cond
	jobs    int
	workers int
	head    int // job being written
	slots   [lookAhead]slot
	free    []*Piece
	made    int
	limit   int
	Lines   *Tally // of the access log; nil where no stream counts lines
	Events  *Tally // … of the audit log
	err     error
}

type slot struct {
	ready []*Piece
	out   int // pieces handed out and not released
	ended bool
}

// NewQueue returns a queue of so many jobs for so many workers.
func NewQueue(jobs, workers int) *Queue {
	q := &Queue{jobs: jobs, workers: workers, limit: 8*workers + 8}
	q.changed.L = &q.mu
	return q
}

// Abort makes every call return err; the first one counts.
func (q *Queue) Abort(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
	}
	q.changed.Broadcast()
}

// begin waits until a job may start.
func (q *Queue) begin(job int) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil && job >= q.head+lookAhead {
		q.changed.Wait()
	}
	return q.err
}

// Piece returns an empty piece for a stream of the job.
func (q *Queue) Piece(job, stream int) (*Piece, error) {
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

func (q *Queue) take(job, stream int) *Piece {
	n := len(q.free)
	if n == 0 {
		q.made++
		return &Piece{Job: job, Stream: stream, Raw: make([]byte, 0, PieceBytes+4096)}
	}
	p := q.free[n-1]
	q.free = q.free[:n-1]
	*p = Piece{Job: job, Stream: stream, Raw: p.Raw[:0], Packed: p.Packed[:0], Ends: p.Ends[:0]}
	return p
}

// Put hands a filled piece over; pieces of one job keep their order.
func (q *Queue) Put(p *Piece) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &q.slots[p.Job%lookAhead]
	s.ready = append(s.ready, p)
	q.changed.Broadcast()
}

// end says that a job has put its last piece.
func (q *Queue) end(job int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.slots[job%lookAhead].ended = true
	q.changed.Broadcast()
}

// next returns the next piece in order, or a nil piece at the end of a job,
// or job = jobs after the last.
func (q *Queue) next() (p *Piece, job int, err error) {
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

// Release gives a piece back.
func (q *Queue) Release(p *Piece) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.Job >= q.head { // else the slot is another job's by now
		q.slots[p.Job%lookAhead].out--
	}
	if q.made > q.limit {
		q.made--
	} else {
		q.free = append(q.free, p)
	}
	q.changed.Broadcast()
}

// Err is the error that Abort was given first, if any. It may be asked for when
// nothing runs any more.
func (q *Queue) Err() error { return q.err }

// Add takes the bytes of a piece with a record appended, unless the record has no
// place in the form.
func (p *Piece) Add(raw []byte) {
	if len(raw) > len(p.Raw) {
		p.Rows++
	}
	p.Raw = raw
}

// Counted says how many lines a job has.
func (q *Queue) Counted(t *Tally, job int, n int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t.counts[job] = n
	for t.known < len(t.counts) && t.counts[t.known] >= 0 {
		k := t.known
		t.before[k+1] = t.before[k] + t.counts[k]
		if k+1 < len(t.starts) && t.starts[k+1] {
			t.before[k+1] = 0
		}
		t.known++
	}
	q.changed.Broadcast()
}

// LinesBefore waits until the count of all earlier jobs is known and returns
// the lines of the day before this job.
func (q *Queue) LinesBefore(t *Tally, job int) (int64, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil && t.known < job {
		q.changed.Wait()
	}
	return t.before[job], q.err
}
