package arena

import (
	"fmt"
	"hash/maphash"
	"net/netip"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/output/arena/verdict"
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
	seed    maphash.Seed         // of digests
	digests []uint64             // of the slices that were handed over
	places  map[event.Window]int // of each slice in digests
	desk    analyst.Figures
	counter *verdict.Counter
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

// Persons counts the persons whom campaigns got.
func (o *Outcome) Persons() int64 { return o.counter.Persons() }

// Verdict says what the detector was worth.
func (o *Outcome) Verdict(detector string) *verdict.Verdict {
	v := o.counter.Of(verdict.Worlds{With: o.plan, Without: o.arena.plan})
	v.Detector, v.Actions, v.Analysts = detector, o.arena.options.Do, o.desk
	v.Alerts.Raised, v.Alerts.Early, v.Alerts.Useless = o.Alerts, o.Early, o.Without
	v.Alerts.Rules, v.Alerts.Never = o.rules, int64(o.desk.NeverLooked())
	for i := range o.Actions {
		d := &o.Actions[i]
		x := verdict.Done{
			At: verdict.Stamp(d.T), Action: d.Do, Account: d.Account,
			Raised: verdict.Stamp(d.Alert.T), Rule: d.Alert.Rule,
		}
		if d.Addr.IsValid() {
			x.IP = d.Addr.String()
		}
		v.Done = append(v.Done, x)
	}
	return v
}

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
