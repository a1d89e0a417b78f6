package sigma

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// Job is what to run on a dataset.
type Job struct {
	Rules    *Set
	Lateness time.Duration // see [Options]
}

// Run reads the logs of a dataset in order and calls emit for each alert, in the order
// of time. Of a warm-up rules learn and raise nothing. At equal times lines of the
// audit log come before those of the access log, which is read only where a rule asks
// for it. It ends at the first error, also of emit.
func Run(ctx context.Context, d *read.Dataset, job Job, emit func(*Alert) error) (Stats, error) {
	o := Options{Zone: d.Zone, Lateness: job.Lateness}
	set := job.Rules
	var err error
	if uses(set, func(f *field.Field) bool { return f.Name == "lookup_ahead" }) {
		if o.Number, err = numbers(ctx, d); err != nil {
			return Stats{}, err
		}
	}
	raised := int64(0)
	e := New(set, o, func(a *Alert) error {
		if a.T < d.ScoredFrom {
			return nil
		}
		raised++
		return emit(a)
	})
	if err = e.read(ctx, d); err == nil {
		err = e.Close()
	}
	stats := e.Stats()
	stats.Alerts = raised
	return stats, err
}

// services are the logs that rules read.
func services(set *Set) (in field.Service) {
	for _, r := range set.Rules {
		in |= r.In
	}
	return in
}

// read takes the lines of the logs that the rules read.
func (e *Evaluator) read(ctx context.Context, d *read.Dataset) error {
	in := services(e.set)
	if in == field.Audit {
		log, err := d.AuditLog()
		if err != nil {
			return err
		}
		return each(log.All(ctx), e.Audit)
	}
	web, err := d.AccessLog()
	if err != nil {
		return err
	}
	if in == field.Access {
		return each(web.All(ctx), e.Access)
	}
	log, err := d.AuditLog()
	if err != nil {
		return err
	}
	return e.both(log.All(ctx), web.All(ctx))
}

// each takes the lines of one log.
func each[T any](rows iter.Seq2[*T, error], take func(*T) error) error {
	for row, err := range rows {
		if err == nil {
			err = take(row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// both takes the lines of two logs by time; in each log they stay in their order.
func (e *Evaluator) both(audit iter.Seq2[*read.Event, error], access iter.Seq2[*read.Request, error]) error {
	next, stop := iter.Pull2(access)
	defer stop()
	rq, err, more := next()
	before := func(ts int64) error {
		for more && err == nil && rq.TS < ts {
			if err := e.Access(rq); err != nil {
				return err
			}
			rq, err, more = next()
		}
		return err
	}
	for ev, wrong := range audit {
		if wrong == nil {
			wrong = before(ev.TS)
		}
		if wrong == nil {
			wrong = e.Audit(ev)
		}
		if wrong != nil {
			return wrong
		}
	}
	const end = 1<<63 - 1
	return before(end)
}

// numbers knows the social-security numbers of the persons of look-ups, as far as the
// records have them.
func numbers(ctx context.Context, d *read.Dataset) (func(*read.Event) string, error) {
	const digits = 13 // without the key
	if d.NIRMode == "clear" {
		return func(ev *read.Event) string { return ev.NIR[:min(digits, len(ev.NIR))] }, nil
	}
	if d.NIRMode == "omit" {
		return nil, fmt.Errorf("lookup_ahead compares persons, and the log of %q omits their numbers "+
			"(output.nir: omit): generate with output.nir hmac or clear", d.Dir)
	}
	known := map[uint64]string{}
	for row, err := range d.Table(ctx, "insured_persons", "nir_ref", "nir") {
		if err != nil {
			return nil, fmt.Errorf("lookup_ahead asks for the numbers of persons: %w", err)
		}
		ref, err := strconv.ParseUint(row.Values[0], 16, 64)
		if err != nil {
			return nil, fmt.Errorf("records/insured_persons, line %d: nir_ref %q: %w", row.Line, row.Values[0], err)
		}
		known[ref] = row.Values[1]
	}
	return func(ev *read.Event) string { return known[ev.NIRRef] }, nil
}

// ReadsAccess reports whether a rule reads the access log.
func ReadsAccess(set *Set) bool { return services(set)&field.Access != 0 }
