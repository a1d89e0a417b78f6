package builtin

import (
	"fmt"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma"
)

// evaluator is rules in Sigma as a detector.
type evaluator struct {
	sigma *sigma.Evaluator
	said  []alarm.Alert
}

// Sigma starts rules in Sigma in a world. It fails where a rule reads the access log,
// which is not handed over, or wants the numbers of persons.
func Sigma(p *generator.Plan, set *sigma.Set) (alarm.Detector, error) {
	if sigma.ReadsAccess(set) {
		return nil, fmt.Errorf("a rule reads the access log, and the arena hands the audit log over: " +
			"write logsource: {product: breachsim, service: audit}")
	}
	e := &evaluator{}
	e.sigma = sigma.New(set, sigma.Options{Zone: p.Scenario().Time.Location}, func(a *sigma.Alert) error {
		e.said = append(e.said, alarm.Alert{T: a.T, Kind: a.Type, ID: a.ID, Score: a.Score, Rule: a.Rule})
		return nil
	})
	return e, nil
}

// See returns the alerts of the instant before as well: it is over when a line of a
// later one comes.
func (e *evaluator) See(_ []byte, ev *read.Event) ([]alarm.Alert, error) {
	e.said = e.said[:0]
	err := e.sigma.Audit(ev)
	return e.said, err
}

func (e *evaluator) Tick(int64) ([]alarm.Alert, error) { return nil, nil }

func (e *evaluator) Close() error { return e.sigma.Close() }
