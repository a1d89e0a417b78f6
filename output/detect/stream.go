package detect

import (
	"context"

	"breachsim/output/detect/rule"
	"breachsim/output/read"
)

// Stream is rules that are shown a log line by line, by whoever has it: what [Run] does
// with the files of a dataset.
type Stream struct{ runner *runner }

// NewStream starts rules in a world. What they raise before scoredFrom, microseconds
// since 1970, is a warm-up's and not said; 0 = there is none. emit is called as that of
// [Run].
func NewStream(ctx context.Context, w rule.World, o Options, scoredFrom int64, emit func(*Alert) error) (*Stream, error) {
	if err := CheckRules(o.Rules); err != nil {
		return nil, err
	}
	r := newRunner(w.Zone(), w.NIRMode() == "omit", o, scored(scoredFrom, emit))
	r.scoredFrom = scoredFrom
	var err error
	if r.further, err = o.Params.start(ctx, o.Rules, w); err != nil {
		return nil, err
	}
	return &Stream{r}, nil
}

// See takes the next line of the log. It ends at the first error of emit.
func (s *Stream) See(ev *read.Event) error { return s.runner.see(ev) }

// Stats are what was seen so far.
func (s *Stream) Stats() Stats { return s.runner.stats }
