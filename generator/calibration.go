package generator

import (
	"io"

	"breachsim/generator/fidelity"
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
