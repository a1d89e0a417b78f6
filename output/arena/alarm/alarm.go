// Package alarm says what a detector in the loop is and what it says.
//
//	lines of the log ─► Detector ─► Alert ─► analysts
//
// It stands between package arena, which hands the lines over, and whatever raises
// alerts at them: a reference rule, Sigma rules, a process. It holds no detector.
package alarm

import "github.com/breachsim/breachsim/output/read"

// Alert is what a detector says at a moment of the log.
type Alert struct {
	T     int64  // when it is raised, microseconds since 1970 UTC
	Kind  string // what it is about: account, ip or session
	ID    string // the name of that, as the log writes it
	Score float64
	Rule  string
}

// Detector reads the native audit log line by line.
type Detector interface {
	// See takes the next line, in order, and returns what the detector says at
	// once. The slice is reused; line and event are valid during the call.
	See(line []byte, ev *read.Event) ([]Alert, error)
	// Tick ends a step of the log and returns what the detector says by then. No
	// line that comes later is older than now.
	Tick(now int64) ([]Alert, error)
	// Close ends the log. No call follows.
	Close() error
}
