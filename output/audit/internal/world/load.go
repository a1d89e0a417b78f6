package world

import (
	"context"
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// loader reads the logs of a world, one local day after the other. It is the only one that
// numbers texts while the logs are read.
type loader struct {
	world  *World
	filler *filler
	audit  *feed[read.Event]
	access *feed[read.Request] // nil without an access log
}

// newLoader opens the logs. An access log that is not there is none.
func newLoader(ctx context.Context, w *World) (*loader, error) {
	audit, err := w.Set.AuditForms()
	if err != nil {
		return nil, err
	}
	l := &loader{world: w, filler: newFiller(w), audit: newFeed(ctx, audit)}
	if access, err := w.Set.AccessLog(); err == nil { // without it some checks have less to look at
		l.access, w.Access = newFeed(ctx, access), true
	}
	return l, nil
}

func (l *loader) close() {
	l.audit.stop()
	if l.access != nil {
		l.access.stop()
	}
}

// load reads the audit log of a day and what the truth says of it.
func (l *loader) load(d *Day, date string) error {
	w := l.world
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return fmt.Errorf("logs/audit/%s.jsonl: not named by a date", date)
	}
	start := localday.Start(t.Year(), t.Month(), t.Day(), w.Loc)
	d.clear()
	l.filler.sessions.begin()
	d.Date, d.Start = date, start.UnixMicro()
	d.Length = localday.Next(start, w.Loc).Sub(start).Microseconds()
	if err := Rows(w, d.TruthFile(), d.mark); err != nil {
		return err
	}
	at := conform.Line{File: d.auditFile()}
	for {
		ev, line, err := l.audit.take(date)
		if err != nil {
			return err
		}
		if ev == nil {
			break
		}
		d.Rows = append(d.Rows, Row{line: line})
		l.filler.fill(&d.Rows[len(d.Rows)-1], ev, d)
		if w.Checker != nil {
			at.Event, at.Said, at.Number = ev, &plain, int(line)
			if said, ok := d.SaidOf(ev.EventID); ok {
				at.Said = said
			}
			w.Checker.See(&at)
		}
	}
	d.arrange()
	return nil
}

// plain is what the truth says of an event without a row.
var plain truth.Event
