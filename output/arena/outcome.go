package arena

import (
	"fmt"
	"net/netip"

	"breachsim/generator"
	"breachsim/generator/event"
	"breachsim/output/arena/alarm"
	"breachsim/output/arena/analyst"
)

// Outcome is what became of a run.
type Outcome struct {
	Lines   int64  // of the native audit log that were handed over
	Alerts  int64  // that counted
	Early   int64  // alerts in the warm-up, which are none
	Without int64  // actions that could not be done, since the log never told of what the alert names
	Plans   int    // made for actions
	Actions []Done // in order of time

	arena   *Arena
	plan    *generator.Plan
	digests []digest             // of the slices that were handed over
	places  map[event.Window]int // of each slice in digests
	desk    analyst.Figures
	rules   map[string]int64 // alerts by rule
}

// Done is an action that was carried out.
type Done struct {
	Do      string
	T       int64 // microseconds since 1970 UTC
	Alert   alarm.Alert
	Account string     // that it was done to; or
	Addr    netip.Addr // that it was done to
}

// Plan is the world with all actions.
func (o *Outcome) Plan() *generator.Plan { return o.plan }

// Desk is what the analysts have done.
func (o *Outcome) Desk() analyst.Figures { return o.desk }

// alert counts an alert.
func (o *Outcome) alert(a *alarm.Alert) {
	if o.rules == nil {
		o.rules = map[string]int64{}
	}
	o.Alerts++
	o.rules[a.Rule]++
}

// DetectorError is a detector that fails, or says what cannot be.
type DetectorError struct{ err error }

func (e *DetectorError) Error() string { return "the detector: " + e.err.Error() }
func (e *DetectorError) Unwrap() error { return e.err }

func detectorf(format string, args ...any) error { return &DetectorError{fmt.Errorf(format, args...)} }
