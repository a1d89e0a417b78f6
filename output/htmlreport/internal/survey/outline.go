package survey

import (
	"slices"

	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Outline reads what happened in a dataset from its truth alone: scenario, time, exposure and
// how many accounts were stolen. Everything else of the survey is empty.
func Outline(d *read.Dataset) (*Survey, error) {
	s := &Survey{Data: d}
	var err error
	if s.Scenario, err = conform.Scenario(d); err != nil {
		return nil, err
	}
	if s.Span, err = spanOf(d); err != nil {
		return nil, err
	}
	lanes, err := readLanes(d)
	if err != nil {
		return nil, err
	}
	s.Stolen = len(lanes)
	return s, s.readExposed()
}

// readExposed counts how the exposure grows.
func (s *Survey) readExposed() error {
	err := truth.Each(s.Data, "truth/exposed_persons.jsonl", func(x *truth.Exposed) error {
		at := int64(x.FirstExposedAt)
		if at < s.Data.ScoredFrom {
			return nil // while detectors learn
		}
		s.Exposed++
		k, _ := slices.BinarySearch(s.At[:], at) // the first moment that is not before it
		s.Curve[min(k, Parts)]++
		return nil
	})
	for k := range Parts {
		s.Curve[k+1] += s.Curve[k]
	}
	return err
}
