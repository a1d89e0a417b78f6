// Package sink says what a receiver of replayed log lines is: the one thing
// that the sender of `breachsim replay` and every protocol (files, sockets,
// HTTP, Kafka, NATS) agree on. It opens nothing itself.
package sink

import (
	"context"
	"errors"
	"time"
)

// Log says which log of a dataset a line comes from.
type Log uint8

// The logs that a dataset holds.
const (
	Audit Log = iota
	Access
)

// Line is a line to be sent. Bytes have no newline and are valid until Send
// returns.
type Line struct {
	Log     Log
	Micros  int64  // the time the line tells, in µs since 1970 UTC
	Account string // "" where the line names nobody
	Bytes   []byte
}

// Sink is where lines go. Send returns once the receiver has all of the batch,
// as far as its protocol tells. An error that may pass is wrapped by Temporary;
// one where the receiver took the first n lines by Partial(n, err).
type Sink interface {
	Send(ctx context.Context, batch []Line) error
	Close() error
}

// DefaultTimeout is how long a receiver may take, to be reached and to answer, where
// nobody says: one default for all protocols.
const DefaultTimeout = 10 * time.Second

// Options are what every sink is opened with.
type Options struct {
	AllowRemote                                bool // else only loopback addresses are opened
	CAFile, CertFile, KeyFile, CredentialsFile string
	Insecure                                   bool
	Body                                       string        // what a request's body is: bulk, hec, loki…
	Timeout                                    time.Duration // 0 = DefaultTimeout
	Getenv                                     func(string) string
	Format                                     string // the format of the lines, as --format names it
}

// temporary marks an error that may pass.
type temporary struct{ err error }

func (t temporary) Error() string { return t.err.Error() }
func (t temporary) Unwrap() error { return t.err }

// Temporary says of err that the same batch may be taken later; nil stays nil.
func Temporary(err error) error {
	if err == nil {
		return nil
	}
	return temporary{err}
}

// IsTemporary reports whether the same batch may be taken later.
func IsTemporary(err error) bool {
	var t temporary
	return errors.As(err, &t)
}

// partial says how much of a batch the receiver took before err.
type partial struct {
	taken int
	err   error
}

func (p partial) Error() string { return p.err.Error() }
func (p partial) Unwrap() error { return p.err }

// Partial says of err that the receiver took the first n lines of the batch;
// nil stays nil.
func Partial(n int, err error) error {
	if err == nil {
		return nil
	}
	return partial{n, err}
}

// Taken is how many of the batch's first lines the receiver took before err: 0
// where err does not tell.
func Taken(err error) int {
	var p partial
	if errors.As(err, &p) {
		return p.taken
	}
	return 0
}
