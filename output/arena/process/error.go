package process

import (
	"fmt"
	"strings"
	"time"
)

// Fault is what a process did wrong.
type Fault uint8

// The faults of a process.
const (
	NotStarted Fault = iota // it could not be started
	Died                    // it ended, or closed its input, before the log did, or failed at its end
	Stalled                 // it took too long: to read, to acknowledge, to end
	Garbage                 // it wrote a line that is neither alert nor ack
	Future                  // it raised an alert later than the tick that it acknowledged
	Flood                   // it wrote too many alerts in a step, or too long a line
	WrongAck                // it acknowledged a tick that it was not asked about
	Late                    // it raised alerts after the last tick
)

var faultTexts = [...]string{
	NotStarted: "could not be started",
	Died:       "ended before its time",
	Stalled:    "took too long",
	Garbage:    "wrote something else than alerts and acks",
	Future:     "answered from the future",
	Flood:      "wrote too much",
	WrongAck:   "acknowledged the wrong tick",
	Late:       "raised alerts after the last tick",
}

func (f Fault) String() string { return faultTexts[f] }

// Error is what ended a run with a process.
type Error struct {
	Fault   Fault
	Command string   // as it was started
	Step    int64    // end of the step it was in, microseconds since 1970 UTC; 0 = before the first
	Line    int      // of its output, from 1; 0 = none
	Code    int      // it exited with; -1 = killed by a signal, or it has not exited
	Detail  string   // what was found
	Hint    string   // what to write instead; may be empty
	Stderr  []string // the last lines that it wrote there
	Err     error    // cause; may be nil
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "detector %q %v", e.Command, e.Fault)
	if e.Step != 0 {
		fmt.Fprintf(&b, ", in the step to %s", stamp(e.Step))
	}
	if e.Line != 0 {
		fmt.Fprintf(&b, ", line %d of its output", e.Line)
	}
	if e.Detail != "" {
		fmt.Fprintf(&b, ": %s", e.Detail)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	if n := len(e.Stderr); n > 0 {
		fmt.Fprintf(&b, "; its last line on stderr: %s", e.Stderr[n-1])
	}
	return b.String()
}

// stamp writes a time as the protocol does.
func stamp(t int64) string { return time.UnixMicro(t).UTC().Format(time.RFC3339Nano) }
