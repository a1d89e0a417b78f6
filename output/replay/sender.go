package replay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/internal/timeline"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// Summary is what a run has done.
type Summary struct {
	Progress
	Took time.Duration
	Done bool // nothing is left to send
}

// DeliveryError says that the receiver took no more. What it has taken is in the state.
type DeliveryError struct {
	Attempts int // of the last batch
	Err      error
}

func (e *DeliveryError) Error() string {
	if e.Attempts > 1 {
		return fmt.Sprintf("%v (given up after %d attempts)", e.Err, e.Attempts)
	}
	return e.Err.Error()
}
func (e *DeliveryError) Unwrap() error { return e.Err }

// sender takes chunks and sends batches.
type sender struct {
	to    sink.Sink
	o     *Options
	pace  pacer
	state *State

	mu  sync.Mutex // guards now
	now Progress
}

// Run sends the logs of a dataset to a sink and closes it. The summary is there with an
// error too. Errors of the receiver are a [DeliveryError], those of the state
// file a [StateError]; the end of ctx is its cause.
func Run(ctx context.Context, d *read.Dataset, to sink.Sink, o Options) (*Summary, error) {
	began := time.Now()
	s := &sender{to: to, o: &o, pace: pacer{speed: o.Speed, first: o.Start}, state: NewState(d, &o)}
	if o.Resume != nil {
		resumed := *o.Resume
		s.state = &resumed
		s.now.Round, s.now.Twice = resumed.Round, int64(resumed.Open)
	}
	if s.state.Done {
		return &Summary{Done: true}, to.Close()
	}
	err := s.keep(s.state.Open) // before anything is sent that it could not tell of
	if err == nil {
		err = s.all(ctx, d)
	}
	if e := to.Close(); e != nil && err == nil {
		s.state.Done = false // what the receiver has not confirmed is not done
		err = &DeliveryError{1, e}
	}
	var unwritten *StateError
	if o.State != "" && !errors.As(err, &unwritten) {
		err = errors.Join(err, s.state.save(o.State, true))
	}
	return &Summary{s.progress(), time.Since(began), s.state.Done}, err
}

// all reads ahead in one goroutine and sends in this one.
func (s *sender) all(ctx context.Context, d *read.Dataset) error {
	f, err := newFeed(d, s.o)
	if err != nil {
		return err
	}
	reading, stop := context.WithCancel(ctx)
	full, free := make(chan load, ahead), make(chan *timeline.Chunk, ahead)
	for range ahead {
		free <- &timeline.Chunk{}
	}
	var wg sync.WaitGroup
	wg.Go(func() { f.run(reading, full, free) })
	if s.o.Progress != nil {
		wg.Go(func() { s.report(reading) })
	}
	defer wg.Wait()
	defer stop()
	for l := range full {
		if l.err != nil {
			s.state.Done = errors.Is(l.err, io.EOF)
			if s.state.Done {
				return nil
			}
			return l.err
		}
		if err := s.send(ctx, l); err != nil {
			return err
		}
		free <- l.chunk // has room for all
	}
	return context.Cause(ctx)
}

// report calls Progress until the end of ctx.
func (s *sender) report(ctx context.Context) {
	ticks := time.NewTicker(200 * time.Millisecond)
	defer ticks.Stop()
	for {
		select {
		case <-ticks.C:
			s.o.Progress(s.progress())
		case <-ctx.Done():
			return
		}
	}
}

func (s *sender) progress() Progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// send sends a chunk in batches, each when its first line is due.
func (s *sender) send(ctx context.Context, l load) error {
	if l.round != s.state.Round {
		s.state.Round, s.state.Sent = l.round, 0
		s.state.Audit, s.state.Access = timeline.Place{}, timeline.Place{}
	}
	c := l.chunk
	for from := 0; from < len(c.Lines); {
		first := c.Entries[from].Due
		if err := s.pace.wait(ctx, first); err != nil {
			return err
		}
		to := s.batch(c, from)
		if last := c.Entries[to-1].Due; last > first {
			if err := s.pace.wait(ctx, last); err != nil {
				return err
			}
		}
		lag := s.pace.lag(first)
		if err := s.deliver(ctx, c, from, to); err != nil {
			return err
		}
		s.mu.Lock()
		s.now.Lag, s.now.MaxLag = lag, max(s.now.MaxLag, lag)
		s.now.Round, s.now.At = l.round, c.Lines[to-1].Micros
		s.mu.Unlock()
		from = to
	}
	return nil
}

// batch is where a batch that begins at a line of a chunk ends: it takes what is due, and
// what is due before the first line has waited for as long as it may.
func (s *sender) batch(c *timeline.Chunk, from int) (to int) {
	limit := time.Duration(0)
	if s.pace.speed > 0 {
		limit = max(time.Since(s.pace.start), s.pace.due(c.Entries[from].Due)+s.o.Batch.Age)
	}
	bytes := 0
	for to = from; to < len(c.Lines) && to-from < s.o.Batch.Lines; to++ {
		if to > from && (bytes >= s.o.Batch.Bytes || s.pace.speed > 0 && s.pace.due(c.Entries[to].Due) > limit) {
			break
		}
		bytes += len(c.Lines[to].Bytes)
	}
	return to
}

const (
	firstPause = 100 * time.Millisecond
	mostPause  = 5 * time.Second
)

// deliver sends the lines from one to another of a chunk until the receiver has them.
// Between attempts it pauses, each time twice as long.
func (s *sender) deliver(ctx context.Context, c *timeline.Chunk, from, to int) error {
	pause, since := firstPause, time.Time{}
	for attempt := 1; ; attempt++ {
		err := s.to.Send(ctx, c.Lines[from:to])
		taken := to - from
		if err != nil {
			taken = min(sink.Taken(err), to-from)
		}
		s.took(c, from, from+taken)
		from += taken
		if err == nil || from == to {
			return s.keep(0)
		}
		if taken > 0 || since.IsZero() {
			pause, since, attempt = firstPause, time.Now(), 1
		}
		if stopped := context.Cause(ctx); stopped != nil {
			return errors.Join(stopped, s.keep(to-from))
		}
		if !sink.IsTemporary(err) || attempt > s.o.Retry.Times || time.Since(since)+pause > s.o.Retry.For {
			return errors.Join(&DeliveryError{attempt, err}, s.keep(to-from))
		}
		s.mu.Lock()
		s.now.Retries++
		if attempt == 1 {
			s.now.Twice += int64(to - from)
		}
		s.mu.Unlock()
		if err := s.pace.sleep(ctx, pause); err != nil {
			return errors.Join(err, s.keep(to-from))
		}
		pause = min(2*pause, mostPause)
	}
}

// took notes that the receiver has some lines of a chunk.
func (s *sender) took(c *timeline.Chunk, from, to int) {
	bytes := int64(0)
	for i := from; i < to; i++ {
		bytes += int64(len(c.Lines[i].Bytes))
		if c.Lines[i].Log == sink.Audit {
			s.state.Audit = c.Entries[i].Place
		} else {
			s.state.Access = c.Entries[i].Place
		}
	}
	s.state.Sent += int64(to - from)
	s.mu.Lock()
	s.now.Lines += int64(to - from)
	s.now.Bytes += bytes
	s.mu.Unlock()
}

// keep writes the state; open is how many lines behind it the receiver may have.
func (s *sender) keep(open int) error {
	s.state.Open = open
	if s.o.State == "" {
		return nil
	}
	return s.state.save(s.o.State, false)
}
