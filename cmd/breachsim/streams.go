package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"breachsim/scenarios/cause"
)

// streams is all that a verb sees of the process around it.
type streams struct {
	in       io.Reader
	out      *outWriter
	err      io.Writer
	terminal bool // err is a terminal: progress may be drawn
	env      func(name string) string
	now      func() time.Time
}

func systemStreams() *streams {
	st, err := os.Stderr.Stat()
	return &streams{
		in: os.Stdin, out: &outWriter{w: os.Stdout}, err: os.Stderr,
		terminal: err == nil && st.Mode()&fs.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb",
		env:      os.Getenv,
		now:      time.Now,
	}
}

// outWriter is standard output. It keeps its first error, so that a verb may
// print line after line and the error is reported once, at the end.
type outWriter struct {
	w   io.Writer
	err error
}

func (o *outWriter) Write(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(b)
	if err != nil {
		o.err = &failure{code: exitWrite, err: fmt.Errorf("writing to standard output: %w", cause.Of(err))}
	}
	return n, o.err
}
