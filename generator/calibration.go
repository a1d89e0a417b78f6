package generator

import (
	"io"

	"github.com/breachsim/breachsim/generator/internal/fidelity"
)

// leastCalibrated is the smallest population whose shares are worth holding
// against national figures.
const leastCalibrated = 20_000

// mostCounted bounds the work: a fifth of a second for any population.
const mostCounted = 200_000

// Calibration writes, as a Markdown table, the population's figures beside the
// published ones that it is made from: at most mostCounted persons are counted,
// and nothing is written for a population too small to tell.
func (p *Plan) Calibration(w io.Writer) error {
	if p.Persons() < leastCalibrated {
		return nil
	}
	return fidelity.WriteMarkdown(w, fidelity.Sample(p.persons, mostCounted))
}

// TrafficCalibration writes, as a Markdown table, figures of the ordinary
// traffic beside published and assumed ones: a sample of accounts and at most
// six weeks, so that it takes less than a second for any size. It writes
// nothing for a scenario of less than a week or with too few accounts.
func (p *Plan) TrafficCalibration(w io.Writer) error {
	lines := fidelity.Traffic(fidelity.World{Base: p.base, Accounts: p.accounts, Calendar: p.cal, Scenario: p.scenario})
	if len(lines) == 0 {
		return nil
	}
	return fidelity.WriteMarkdown(w, lines)
}
