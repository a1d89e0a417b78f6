package detect

import (
	"context"

	"breachsim/output/detect/rule"
	"breachsim/output/read"
)

// Stream is rules that are shown a log line by line, by whoever has it: what [Run] does
// with the files of a dataset.
type Stream struct{ runner *runner }

// Setting is where rules run that are shown a log line by line.
type Setting struct {
	World      rule.World
	ScoredFrom int64 // what is raised before is a warm-up's and not said, microseconds since 1970; 0 = there is none
}

// NewStream starts rules. emit is called as that of [Run].
func NewStream(ctx context.Context, in Setting, o Options, emit func(*Alert) error) (*Stream, error) {
	if err := CheckRules(o.Rules); err != nil {
		return nil, err
	}
	r := newRunner(in.World.Zone(), in.World.NIRMode() == "omit", o, scored(in.ScoredFrom, emit))
	r.scoredFrom = in.ScoredFrom
	var err error
	if r.further, err = o.Params.start(ctx, o.Rules, in.World); err != nil {
		return nil, err
	}
	return &Stream{r}, nil
}

// See takes the next line of the log. It ends at the first error of emit.
func (s *Stream) See(ev *read.Event) error { return s.runner.see(ev) }

// Stats are what was seen so far.
func (s *Stream) Stats() Stats { return s.runner.stats }
