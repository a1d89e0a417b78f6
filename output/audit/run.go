package audit

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"
)

// check is one audit check. It sees each day once, in order, and answers at
// the end.
type check interface {
	day(d *day)
	finish(ctx context.Context) ([]Figure, error)
}

// kind is a check before it has seen a dataset.
type kind struct {
	id, title string
	make      func(w *world) check
}

// kinds lists the checks.
func kinds() []kind {
	return []kind{
		{"A1", "each field alone against the label", newFields},
		{"A2", "best threshold on simple aggregates", newThresholds},
		{"A3", "values of one class only", newExclusive},
		{"A4", "order and ids within an account-day", newOrder},
		{"A5", "digits of time, equal gaps, clock changes", newClock},
		{"A6", "errors and dirt of the background", newDirt},
		{"A8", "copied or locked columns", newLocked},
		{"A9", "prevalence of the attack", newPrevalence},
		{"A11", "labels, actors and windows", newLabels},
		{"A12", "onset against the first evidence", newOnset},
		{"A13", "conformance to the scenario", newConformance},
		{"A14", "days, weeks and human gaps", newCalendar},
		{"A15", "long tail across accounts", newTail},
		{"A16", "causes before effects", newCauses},
		{"A20", "identifiers of the fake space", newFakeSpace},
	}
}

// IDs lists the checks in the order in which they are reported.
func IDs() []string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.id)
	}
	return out
}

// Options choose what is audited.
type Options struct {
	Checks []string // ids; none = all
}

// Run audits the dataset in dir. The error is *UsageError where there is none
// or a check is unknown; a dataset that fails its audit is no error.
func Run(ctx context.Context, dir string, o Options) (*Report, error) {
	chosen, err := choose(o.Checks)
	if err != nil {
		return nil, err
	}
	w, err := openWorld(ctx, dir)
	if err != nil {
		return nil, err
	}
	checks := make([]check, len(chosen))
	for i, k := range chosen {
		checks[i] = k.make(w)
	}
	rep := &Report{Dir: dir, Scenario: w.set.Manifest.Scenario, Seed: w.set.Manifest.Seed, Scale: cmp.Or(w.set.Manifest.Options["scale"], "1"), Verdict: NotApplicable, Signals: []string{}}
	for _, s := range w.scenario.Signals {
		rep.Signals = append(rep.Signals, string(s))
	}
	err = w.pass(ctx, func(d *day) {
		rep.AuditEvents += int64(len(d.rows))
		rep.AccessLines += int64(len(d.hits))
		for _, c := range checks {
			c.day(d)
		}
	})
	if err != nil {
		return nil, err
	}
	for i, c := range checks {
		figures, err := c.finish(ctx)
		if err != nil {
			return nil, err
		}
		r := Result{ID: chosen[i].id, Title: chosen[i].title, Figures: figures}
		r.settle()
		rep.Checks = append(rep.Checks, r)
		if r.Verdict.rank() > rep.Verdict.rank() {
			rep.Verdict = r.Verdict
		}
	}
	return rep, nil
}

func choose(ids []string) ([]kind, error) {
	all := kinds()
	if len(ids) == 0 {
		return all, nil
	}
	var out []kind
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(k kind) bool { return k.id == id }) {
			return nil, usagef("no check %q: there are %s", id, strings.Join(IDs(), ", "))
		}
	}
	for _, k := range all {
		if slices.Contains(ids, k.id) {
			out = append(out, k)
		}
	}
	return out, nil
}

// pass shows each day to visit while the next one is being read.
func (w *world) pass(ctx context.Context, visit func(*day)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	free, full := make(chan *day, 2), make(chan *day)
	seed := maphash.MakeSeed() // only equality of the hashes within this run counts
	for range 2 {
		free <- &day{seed: seed, truth: map[uint64]int{}}
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

func (w *world) produce(ctx context.Context, free <-chan *day, full chan<- *day) error {
	audit, err := w.set.AuditLog()
	if err != nil {
		return err
	}
	l := &loader{world: w, audit: newFeed(ctx, audit)}
	defer l.audit.stop()
	if access, err := w.set.AccessLog(); err == nil { // without it some checks have less to look at
		l.access, w.access = newFeed(ctx, access), true
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
