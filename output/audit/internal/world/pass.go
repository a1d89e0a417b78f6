package world

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// Check is one audit check. It sees the audit log of each day once, in order, and answers at
// the end. Checks are at work side by side: what they are shown is there to be looked at.
type Check interface {
	Day(d *Day)
	Finish(ctx context.Context) ([]figure.Figure, error)
}

// AccessCheck is a check that looks at the access log, too: after the audit log of a day it
// sees the access log of the same day, part by part.
type AccessCheck interface {
	Check
	Access(d *Day, p *Part)
}

// Seen is how many lines the checks were shown.
type Seen struct{ Events, Lines int64 }

// Pass shows the logs to the checks, a day after the other. One day of the audit log and one
// part of the access log are in memory.
func (w *World) Pass(ctx context.Context, checks []Check) (seen Seen, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	l, err := newLoader(ctx, w)
	if err != nil {
		return seen, err
	}
	defer l.close()
	log := &parting{loader: l}
	var access []AccessCheck
	for _, c := range checks {
		if a, ok := c.(AccessCheck); ok {
			access = append(access, a)
		}
	}
	d := newDay()
	for _, date := range w.days {
		if err := l.load(d, date); err != nil {
			return seen, err
		}
		seen.Events += int64(len(d.Rows))
		beside(len(checks), func(i int) { checks[i].Day(d) })
		err := log.parts(d, func(p *Part) {
			seen.Lines += int64(len(p.Hits))
			beside(len(access), func(i int) { access[i].Access(d, p) })
		})
		if err != nil {
			return seen, err
		}
	}
	return seen, ctx.Err()
}

// beside does n things side by side, each once, the first ones first, and returns when all
// are done. A panic of one of them is that of the caller.
func beside(n int, do func(i int)) {
	var next atomic.Int64
	var panicked atomic.Pointer[any]
	work := func() {
		defer func() {
			if p := recover(); p != nil {
				panicked.CompareAndSwap(nil, &p)
			}
		}()
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			do(int(i))
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	if p := panicked.Load(); p != nil {
		panic(*p)
	}
}
