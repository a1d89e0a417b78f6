package detect

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/breachsim/breachsim/output/detect/internal/block"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
)

// Options say what to run.
type Options struct {
	Rules  []string // of [All]; empty = those of [Rules]
	Params Params
}

// Stats are what a run went through.
type Stats struct {
	Events   int64
	LookUps  int64
	Accounts int
	// AccountDays counts the active practitioner-days: an account and a local
	// day with at least one line of that account. False alerts are told per
	// thousand of them. Those of a warm-up do not count.
	AccountDays int64
}

// Run reads the audit log of a dataset in order and calls emit for each alert,
// in the order of the log; within a line in the order of [All]. The alert is
// reused. It ends at the first error, also of emit. In a warm-up rules learn
// and raise nothing.
func Run(ctx context.Context, d *read.Dataset, o Options, emit func(*Alert) error) (*Stats, error) {
	stats, err := RunEach(ctx, d, []Options{o}, func(_ int, a *Alert) error { return emit(a) })
	if err != nil {
		return nil, err
	}
	return stats[0], nil
}

// RunEach is [Run] for several options side by side, in one reading of the log,
// which costs more than the rules. emit is told whose alert it is.
func RunEach(ctx context.Context, d *read.Dataset, each []Options, emit func(i int, a *Alert) error) ([]*Stats, error) {
	return runEach(ctx, &outside{data: d}, each, emit)
}

func runEach(ctx context.Context, w *outside, each []Options, emit func(i int, a *Alert) error) ([]*Stats, error) {
	var parts []*block.Part[Alert]
	var emits []func(*Alert) error // of the runner of each part
	var stats []*Stats
	for i, o := range each {
		if err := CheckRules(o.Rules); err != nil {
			return nil, err
		}
		r, err := w.runner(ctx, o, func(a *Alert) error { return emit(i, a) })
		if err != nil {
			return nil, err
		}
		emits = append(emits, slices.Repeat([]func(*Alert) error{r.emit}, 1+len(r.further))...)
		parts = append(parts, r.parts()...)
		stats = append(stats, &r.stats)
	}
	for lines, err := range inOrder(ctx, w.data) {
		if err != nil {
			return nil, err
		}
		block.Show(lines, parts)
		if err := block.HandOver(parts, func(i int, a *Alert) error { return emits[i](a) }); err != nil {
			return nil, err
		}
	}
	return stats, nil
}

// runner returns a runner that has seen nothing of the log.
func (w *outside) runner(ctx context.Context, o Options, emit func(*Alert) error) (*runner, error) {
	d := w.data
	r := newRunner(d.Zone, d.NIRMode == "omit", o, scored(d.ScoredFrom, emit))
	r.scoredFrom = d.ScoredFrom
	var err error
	r.further, err = o.Params.start(ctx, o.Rules, w)
	return r, err
}

// inOrder ranges over the blocks of a log, which are reused; it ends after the first
// error, which may be that time goes back.
func inOrder(ctx context.Context, d *read.Dataset) iter.Seq2[[]rule.Line, error] {
	return func(yield func([]rule.Line, error) bool) {
		log, err := d.AuditLog()
		if err != nil {
			yield(nil, err)
			return
		}
		var lines []rule.Line
		day, last := localDay{zone: d.Zone}, int64(0)
		for events, err := range log.Blocks(ctx) {
			lines = lines[:0]
			for i := range events {
				ev := &events[i]
				if ev.TS < last {
					file, line := log.Where()
					err = fmt.Errorf("%s:%d: time goes back to %s after %s: rules read a log in its order",
						file, line+i, stamp(ev.TS), stamp(last))
					break
				}
				last = ev.TS
				day.reach(ev.TS)
				lines = append(lines, rule.LineOf(ev, day.number))
			}
			if len(lines) > 0 && !yield(lines, nil) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// scored is emit without the alerts of a warm-up, which ends at from.
func scored(from int64, emit func(*Alert) error) func(*Alert) error {
	return func(a *Alert) error {
		if a.T < from {
			return nil
		}
		return emit(a)
	}
}

// Alerts is [Run] for those who want all alerts at once.
func Alerts(ctx context.Context, d *read.Dataset, o Options) (all []Alert, err error) {
	_, err = Run(ctx, d, o, func(a *Alert) error {
		all = append(all, *a)
		return nil
	})
	return all, err
}

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
