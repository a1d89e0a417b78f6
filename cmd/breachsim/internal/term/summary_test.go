package term

import (
	"testing"
	"time"
)

// A run is told by the clock, and beside it what it took of all processors.
func TestTook(t *testing.T) {
	began := time.Date(2022, 3, 11, 16, 0, 0, 0, time.UTC)
	s := &Streams{Now: func() time.Time { return began.Add(2500 * time.Millisecond) }}
	if got := s.Took(began).String(); got != "2.5 s" {
		t.Errorf("a system that knows no processor time: %q", got)
	}
	s.CPU = func() (time.Duration, bool) { return 4 * time.Second, true }
	if got := s.Took(began).String(); got != "2.5 s, 4.0 s of processor time" {
		t.Errorf("got %q", got)
	}
}

// A run of n workers uses n processors, and one without a number all there are.
func TestWorkersAreProcessors(t *testing.T) {
	cores := 0
	s := &Streams{Cores: func(n int) { cores = n }}
	if s.Work(0); cores != 0 {
		t.Errorf("%d processors where none were asked for", cores)
	}
	if s.Work(2); cores != 2 {
		t.Errorf("%d processors for 2 workers", cores)
	}
}
