package arena

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Options say what is played, and how the defenders work.
type Options struct {
	Generator generator.Options
	Do        []string // actions on an alert: those of [Actions], or ids of controls that wait for alerts
	Stands    time.Duration
	Step      time.Duration // after which a detector is asked what it has found; 0 = a minute

	// Shift is how the analysts work. Its responses, its calendar and, where Judged is set,
	// its truth are filled in.
	Shift  analyst.Shift
	Judged bool // analysts know a true alert from a false one, but for the errors of the shift

	KeepControls bool // the scenario's own controls act as well
	Progress     func(done, total int)
}

// Arena is a scenario with controls that wait for a detector.
type Arena struct {
	options  Options
	plan     *generator.Plan // before the detector has said anything
	controls []control       // of each action of the options
}

// New prepares a scenario. Its own controls are disabled, so that the detector alone
// defends. A *UsageError tells of options that do not fit it.
func New(sc *scenarios.Scenario, o Options) (*Arena, error) {
	if o.Generator.WithoutControls || o.Generator.WithoutCampaigns {
		return nil, usagef("a detector needs campaigns to find and controls to act by")
	}
	if o.Step == 0 {
		o.Step = time.Minute
	}
	if o.Step < time.Second {
		return nil, usagef("a step of %v is too short: write at least 1s", o.Step)
	}
	a := &Arena{options: o}
	if err := a.prepare(sc); err != nil {
		return nil, err
	}
	a.options.Shift.Calendar = calendar.New(a.plan.Scenario())
	a.options.Shift.Responses = a.responses()
	if err := a.options.Shift.Check(); err != nil {
		return nil, usagef("%w", err)
	}
	return a, nil
}

// prepare gives the scenario the controls that the options ask for, and plans it.
func (a *Arena) prepare(sc *scenarios.Scenario) error {
	waiting := *sc
	waiting.Controls = nil
	for _, k := range sc.Controls {
		asked := k.Detect.Outside && a.asks(k.ID)
		k.Disabled = k.Disabled || !a.options.KeepControls && !asked
		waiting.Controls = append(waiting.Controls, k)
	}
	for _, name := range a.options.Do {
		c, err := a.controlFor(name, &waiting)
		if err != nil {
			return err
		}
		a.controls = append(a.controls, c)
	}
	if len(a.controls) == 0 {
		return usagef("nothing is done about an alert: name an action, such as account_reset")
	}
	// What the language refuses in a file it refuses here: the dataset has the file.
	read, err := library.Parse("scenario.yaml", language.YAML(&waiting))
	if err != nil {
		return fmt.Errorf("the scenario cannot be defended so: %w", err)
	}
	a.plan, err = generator.New(read, a.options.Generator)
	return err
}

// UsageError is an option that does not fit.
type UsageError struct{ err error }

func (e *UsageError) Error() string { return e.err.Error() }
func (e *UsageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }
