package triage

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Where the tables lie in a dataset.
const (
	AlertsPath  = "logs/alerts.csv"
	TicketsPath = "logs/tickets.csv"
	ReasonsPath = "records/reasons.csv"
)

// Alert is a row of logs/alerts: what a firewall (waf) or a SIEM raised. Times are
// microseconds since 1970; ids are 0 for none.
type Alert struct {
	ID          uint64
	TS          int64
	First, Last int64 // of the events that it is about
	Events      int64 // how many
	Event       uint64
	Session     uint64
	Source      string
	Rule        string
	Severity    string
	Account     string // "" = the rule is about the address
	Addr        string
}

// Ticket is a row of logs/tickets. A time of 0 had not come when the dataset ended.
type Ticket struct {
	ID       uint64
	Opened   int64
	Assigned int64
	Closed   int64
	Event    uint64
	Alert    uint64 // of a case
	Kind     string // access, question, complaint or case
	Channel  string
	Account  string
	Person   string // nir_ref, or nir in clear mode; "" = none
	Verdict  string // true, false or undetermined; "" = no case, or not closed
	Closure  string
}

// Reason is a row of records/reasons.
type Reason struct {
	Event   uint64
	TS      int64 // of the look-up
	At      int64 // of what explains it
	Account string
	Person  string // nir_ref, or nir in clear mode; "" where the logs name nobody
	Kind    string
}

// Alerts ranges over the alerts in time order. The value is reused. Errors name file and
// line; a dataset without alerts is one.
func Alerts(ctx context.Context, d *read.Dataset) iter.Seq2[*Alert, error] {
	columns := []string{"alert_id", "ts", "first_event_at", "last_event_at", "events", "event_id", "session_id",
		"source", "rule", "severity", "account", "src_ip"}
	return rows(ctx, file{d, AlertsPath, columns}, func(v []string, a *Alert, p *parser) {
		*a = Alert{p.id(v[0]), p.time(v[1]), p.time(v[2]), p.time(v[3]), p.count(v[4]), p.id(v[5]), p.id(v[6]),
			v[7], v[8], v[9], v[10], v[11]}
	})
}

// Tickets ranges over the tickets in the order in which they were opened, as Alerts does.
func Tickets(ctx context.Context, d *read.Dataset) iter.Seq2[*Ticket, error] {
	columns := []string{"ticket_id", "opened_at", "assigned_at", "closed_at", "event_id", "alert_id", "kind", "channel",
		"account", person(d), "verdict", "closed_reason"}
	return rows(ctx, file{d, TicketsPath, columns}, func(v []string, t *Ticket, p *parser) {
		*t = Ticket{p.id(v[0]), p.time(v[1]), p.time(v[2]), p.time(v[3]), p.id(v[4]), p.id(v[5]),
			v[6], v[7], v[8], v[9], v[10], v[11]}
	})
}

// Reasons ranges over the reasons in the order of the audit log, as Alerts does.
func Reasons(ctx context.Context, d *read.Dataset) iter.Seq2[*Reason, error] {
	columns := []string{"event_id", "looked_up_at", "reason_at", "account", person(d), "reason"}
	return rows(ctx, file{d, ReasonsPath, columns}, func(v []string, r *Reason, p *parser) {
		*r = Reason{p.id(v[0]), p.time(v[1]), p.time(v[2]), v[3], v[4], v[5]}
	})
}

// person is the column that names persons.
func person(d *read.Dataset) string {
	if d.NIRMode == "clear" {
		return "nir"
	}
	return "nir_ref"
}

// file is one table of a dataset.
type file struct {
	of      *read.Dataset
	path    string
	columns []string
}

func rows[R any](ctx context.Context, f file, set func(v []string, r *R, p *parser)) iter.Seq2[*R, error] {
	return func(yield func(*R, error) bool) {
		var r R
		for row, err := range f.of.Rows(ctx, f.path, f.columns...) {
			if err == nil {
				var p parser
				if set(row.Values, &r, &p); p.err != nil {
					err = fmt.Errorf("%s:%d: %w", f.path, row.Line, p.err)
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&r, nil) {
				return
			}
		}
	}
}

// parser reads values and keeps the first error. Empty values are 0.
type parser struct{ err error }

func (p *parser) keep(text, want string, err error) {
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("%q: want %s", text, want)
	}
}

func (p *parser) id(text string) uint64 {
	if text == "" {
		return 0
	}
	n, err := strconv.ParseUint(text, 16, 64)
	p.keep(text, "sixteen hex digits", err)
	return n
}

func (p *parser) time(text string) int64 {
	if text == "" {
		return 0
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	p.keep(text, "a time such as 2022-03-10T07:38:01.323579Z", err)
	return t.UnixMicro()
}

func (p *parser) count(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	p.keep(text, "a number", err)
	return n
}
