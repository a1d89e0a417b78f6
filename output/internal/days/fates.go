package days

import (
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/courier"
)

// fates are what becomes of the lines of a slice on their way. They have memory of their
// own, because the courier reads them when the worker is elsewhere.
type fates struct {
	audit, access []delivery.Line
}

// of is what becomes of the lines that a stream's rows belong to; nil where all arrive
// as they should.
func (f *fates) of(r role) []delivery.Line {
	switch r {
	case auditLog, auditLines, auditDelivery:
		return f.audit
	case accessLog, accessTruth, accessLines, accessDelivery:
		return f.access
	}
	return nil
}

// form is how the rows of a role depend on where their line is delivered, where it is
// delivered at all.
func (r role) form() (form courier.Form, delivered bool) {
	switch r {
	case auditLog, accessLog:
		return courier.Plain, true
	case accessTruth, auditLines, accessLines:
		return courier.Numbered, true
	case auditDelivery, accessDelivery:
		return courier.Told, true
	}
	return 0, false
}

// decider decides about the lines of one log within a slice, in order.
type decider struct {
	plan       *delivery.Plan
	log        uint8
	day        int64
	begin, end int64 // of the local day, µs
	due        int64
	n          int64 // of the line before, in the day
}

// newDecider decides about lines of a slice, of which so many have come before it in the
// day.
func newDecider(p *delivery.Plan, log uint8, w event.Window, before int64) *decider {
	return &decider{plan: p, log: log, day: int64(w.Day), due: w.From, n: before}
}

// within sets the local day that the slice lies in.
func (d *decider) within(zone *time.Location) *decider {
	if zone == nil {
		zone = time.UTC
	}
	date := time.Unix(d.day*86400, 0).UTC()
	begin := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, zone)
	d.begin, d.end = begin.UnixMicro(), begin.AddDate(0, 0, 1).UnixMicro()
	return d
}

// next decides about the next line. A clock never leads a line into another day: its
// files are named by what their lines tell.
func (d *decider) next(ts int64, account string) delivery.Line {
	d.due = max(d.due, ts)
	d.n++
	at := delivery.Where{Log: d.log, Day: d.day, Line: int(d.n)}
	l := delivery.Line{Due: d.due, Fate: d.plan.Of(at, account)}
	if told := ts + l.Skew; told < d.begin || told >= d.end {
		l.Skew = 0
	}
	return l
}

// accountOf is the account that a line names; "" = none.
func accountOf(cat *event.Catalog, i uint32) string {
	if i == event.NoAccount {
		return ""
	}
	return cat.Accounts[i].ID
}
