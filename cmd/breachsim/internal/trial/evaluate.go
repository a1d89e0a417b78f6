package trial

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// run is the rules on one dataset.
type run struct {
	data   *read.Dataset
	file   *os.File // the alerts, for as long as the command runs
	alerts map[string]int64
	// nowhere counts alerts on addresses that the audit log does not show: there is no
	// account that they could concern, and nothing to score.
	nowhere map[string]int64
	stats   sigma.Stats
}

type runs []*run

func (list runs) remove() {
	for _, r := range list {
		r.file.Close() // only read since
		os.Remove(r.file.Name())
	}
}

// task is rules to run, and whether what they raise is to be scored.
type task struct {
	sigma.Job
	scored bool
}

// evaluate runs the rules over datasets, one after the other.
func (o task) evaluate(ctx context.Context, data []*read.Dataset) (list runs, err error) {
	for _, d := range data {
		f, err := os.CreateTemp("", "breachsim-alerts-*")
		if err != nil {
			return list, &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("keeping alerts: %w", cause.Of(err))}
		}
		r := &run{data: d, file: f, alerts: map[string]int64{}, nowhere: map[string]int64{}}
		list = append(list, r)
		if err := o.evaluateOn(ctx, r); err != nil {
			return list, err
		}
	}
	return list, nil
}

func (o task) evaluateOn(ctx context.Context, r *run) (err error) {
	shown := func(*sigma.Alert) bool { return true }
	if o.scored {
		if shown, err = sigma.Shown(ctx, r.data, o.Rules); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(r.file, 1<<16)
	var line []byte
	r.stats, err = sigma.Run(ctx, r.data, o.Job, func(a *sigma.Alert) error {
		if !shown(a) {
			r.nowhere[a.Rule]++
			return nil
		}
		r.alerts[a.Rule]++
		line = a.Append(line[:0])
		_, err := w.Write(line)
		return err
	})
	if e := w.Flush(); err == nil && e != nil {
		err = &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("keeping alerts: %w", cause.Of(e))}
	}
	return err
}

// content is the alerts of a run, from their first on.
func (r *run) content() (io.Reader, error) {
	_, err := r.file.Seek(0, io.SeekStart)
	return r.file, err
}
