package days

import (
	"context"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/truth"
)

// Make makes the days that the progress does not have yet.
func (r *Run) Make(ctx context.Context, mine []Day) error {
	sh := r.shared()
	var starts []bool
	for _, d := range mine {
		if _, done := r.Progress.Days[d.Date]; done {
			continue
		}
		for i, w := range d.Windows {
			sh.windows = append(sh.windows, w)
			starts = append(starts, i == 0)
		}
	}
	sh.tallies = make([]state.Tallied, len(sh.windows))
	q := ordered.NewQueue(len(sh.windows), r.Workers)
	q.Lines, q.Events = ordered.NewTally(starts), ordered.NewTally(starts)
	d, err := newDayWriter(sh, r, q)
	if err != nil {
		return err
	}
	d.start()
	err = ordered.Run(ctx, q, sh.newSlicer, d)
	d.stop()
	if err == nil {
		err = q.Err() // a file may fail to close after the last slice
	}
	return err
}

func (r *Run) shared() *shared {
	cat := r.Source.Catalog()
	sh := &shared{
		src: r.Source, streams: r.streams(), mode: r.Mode, full: r.Full, packing: r.Compress,
		logs: encode.NewTexts(cat), truth: truth.NewTexts(cat),
		wantsAccess: r.has(schema.Access), wanted: r.Wanted, named: r.Named,
	}
	if !r.Delivery.Perfect() {
		sh.delivery = &r.Delivery
	}
	return sh
}
