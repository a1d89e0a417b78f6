package arena

import (
	"context"
	"errors"
	"fmt"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
)

// Write writes the dataset of the world with all actions. It fails, and leaves no
// dataset, where a line is another one than the detector was given; version is the
// tool's own, for the manifest.
func (o *Outcome) Write(ctx context.Context, version string, to output.Options) (*output.Summary, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	src := dataset.Watched(o.plan, version, func() dataset.Watcher { return o.watcher(stop) })
	sum, err := output.Write(ctx, src, to)
	var changed *changedError
	if errors.As(context.Cause(ctx), &changed) {
		return nil, changed
	}
	return sum, err
}

// changedError says that the past has changed.
type changedError struct{ slice string }

func (e *changedError) Error() string {
	return fmt.Sprintf("internal error: the slice %s is not what was handed over", e.slice)
}

// watcher returns who holds the slices of one goroutine against what was handed over.
func (o *Outcome) watcher(stop context.CancelCauseFunc) dataset.Watcher {
	l, err := newLines(o.plan)
	if err != nil {
		stop(err) // as the loop had it before
	}
	var s slice
	return func(w event.Window, b *event.Batch) {
		s.write(b, l.append)
		if i, known := o.places[w]; !known || s.digest(o.seed) != o.digests[i] {
			stop(&changedError{o.arena.moment(w.From).String()})
		}
	}
}
