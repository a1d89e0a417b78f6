package world

import (
	"context"
	"hash/maphash"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// Check is one audit check. It sees each day once, in order, and answers at
// the end.
type Check interface {
	Day(d *Day)
	Finish(ctx context.Context) ([]figure.Figure, error)
}

// Pass shows each day to visit while the next one is being read.
func (w *World) Pass(ctx context.Context, visit func(*Day)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	free, full := make(chan *Day, 2), make(chan *Day)
	seed := maphash.MakeSeed() // only equality of the hashes within this run counts
	for range 2 {
		free <- &Day{seed: seed, Truth: map[uint64]int{}}
	}
	failed := make(chan error, 1)
	go func() {
		defer close(full)
		failed <- w.produce(ctx, free, full)
	}()
	for d := range full {
		visit(d)
		free <- d
	}
	return <-failed
}

func (w *World) produce(ctx context.Context, free <-chan *Day, full chan<- *Day) error {
	audit, err := w.Set.AuditForms()
	if err != nil {
		return err
	}
	l := &loader{world: w, audit: newFeed(ctx, audit)}
	defer l.audit.stop()
	if access, err := w.Set.AccessLog(); err == nil { // without it some checks have less to look at
		l.access, w.Access = newFeed(ctx, access), true
		defer l.access.stop()
	}
	for i := range w.days {
		d := <-free
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.load(d, i); err != nil {
			return err
		}
		select {
		case full <- d:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
