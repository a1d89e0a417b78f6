package term

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"github.com/breachsim/breachsim/scenarios/cause"
)

// Streams is all that a verb sees of the process around it.
type Streams struct {
	In       io.Reader
	Out      *Output
	Err      io.Writer
	Screen   io.Writer // where progress is drawn, over itself; nil = Err
	Terminal bool      // Err is a terminal: progress may be drawn
	Env      func(name string) string
	Now      func() time.Time
	Cores    func(n int)                              // has the process use so many at most; nil = it stays as it is
	CPU      func() (spent time.Duration, known bool) // processor time of the process so far; nil = not known
}

// Work has the process use as many processors as a run has workers: whoever asks for one
// gets a run on one, with what is digested, packed and written beside. 0 = all there are.
func (s *Streams) Work(workers int) {
	if workers > 0 && s.Cores != nil {
		s.Cores(workers)
	}
}

// System is the process that runs.
func System() *Streams {
	st, err := os.Stderr.Stat()
	return &Streams{
		In: os.Stdin, Out: NewOutput(os.Stdout), Err: Visible(os.Stderr), Screen: os.Stderr,
		Terminal: err == nil && st.Mode()&fs.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb",
		Env:      os.Getenv,
		Now:      time.Now,
		Cores:    func(n int) { runtime.GOMAXPROCS(min(n, runtime.GOMAXPROCS(0))) },
		CPU:      processorTime,
	}
}

// Output is standard output. It keeps its first error, so that a verb may
// print line after line and the error is reported once, at the end.
type Output struct {
	w   io.Writer
	err error
}

// NewOutput returns the output that goes to a writer.
func NewOutput(w io.Writer) *Output { return &Output{w: w} }

// Bare is the writer itself, which every byte passes, for verbs that check every write.
func (o *Output) Bare() io.Writer { return o.w }

// Err is the first error.
func (o *Output) Err() error { return o.err }

func (o *Output) Write(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := Visible(o.w).Write(b)
	if err != nil {
		o.err = &Failure{Code: ExitWrite, Err: fmt.Errorf("writing to standard output: %w", cause.Of(err))}
	}
	return n, o.err
}
