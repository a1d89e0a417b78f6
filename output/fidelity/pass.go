package fidelity

import (
	"context"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// entry is a line of the audit log as queries see it.
type entry struct {
	*read.Event
	account  *account // nil where the log names none, or one that no record has
	person   *person  // nil unless the look-up's person is in the sample
	day      int      // local, from the first of the log
	weekday  time.Weekday
	hour     float64 // local, 0 to 24
	date     time.Time
	iso      string // the date, ISO 8601
	ordinary bool   // benign, and no look-alike
	benign   bool
	episode  bool // of a look-alike, but of no large desk
	desk     bool // of a large desk
}

// profile is the account's, "" of none.
func (e *entry) profile() string {
	if e.account == nil {
		return ""
	}
	return e.account.Profile
}

// found tells an ordinary look-up that found somebody.
func (e *entry) found() bool { return e.ordinary && e.Result == "found" && e.account != nil }

// visit is a line of the access log as queries see it.
type visit struct {
	*read.Request
	day   int
	hour  float64 // local
	order int64   // lines before it in the log
}

// query answers with figures when the logs have been read. Beside this it has
// one of the two methods below, or both.
type query interface{ figures() []Figure }

// eventQuery sees each line of the audit log once, in order.
type eventQuery interface{ event(e *entry) }

// visitQuery sees each line of the access log once, in order.
type visitQuery interface{ visit(v *visit) }

// readAudit makes the one pass over the audit log.
func (w *world) readAudit(ctx context.Context, queries []eventQuery) (events int64, err error) {
	log, err := w.set.AuditLog()
	if err != nil {
		return 0, err
	}
	e, truth := entry{day: -1}, ordinary{others: map[uint64]other{}}
	file := ""
	for line, err := range log.All(ctx) {
		if err != nil {
			return events, err
		}
		if at, _ := log.Where(); at != file {
			file = at
			if err := truth.load(w, read.DateOf(at)); err != nil {
				return events, err
			}
			e.turn(read.DateOf(at), w.place)
		}
		events++
		w.fill(&e, line, &truth)
		for _, q := range queries {
			q.event(&e)
		}
	}
	return events, nil
}

// turn goes on to the next day.
func (e *entry) turn(day string, place *time.Location) {
	e.day++
	if date, err := time.ParseInLocation(time.DateOnly, day, place); err == nil {
		e.date, e.weekday, e.iso = date, date.Weekday(), day
	}
}

func (w *world) fill(e *entry, line *read.Event, truth *ordinary) {
	e.Event, e.account = line, w.accounts[line.Account]
	e.hour = float64(line.TS-e.date.UnixMicro()) / 3.6e9
	e.person = nil
	if line.NIRRef != 0 && line.NIRRef%w.everyNth == 0 {
		e.person = w.persons[line.NIRRef]
	}
	o, is := truth.others[line.EventID]
	e.ordinary, e.benign = !is, !is || o.benign
	e.episode, e.desk = o.episode, o.desk
}

// readAccess makes the one pass over the access log; a dataset without it has no
// lines.
func (w *world) readAccess(ctx context.Context, queries []visitQuery) (lines int64, err error) {
	log, err := w.set.AccessLog()
	if err != nil {
		return 0, nil // made without it: its figures are n/a
	}
	v, file := visit{day: -1}, ""
	for line, err := range log.All(ctx) {
		if err != nil {
			return lines, err
		}
		if at, _ := log.Where(); at != file {
			file = at
			v.day++
		}
		local := (line.TS/1e6 + int64(line.Offset)) % 86400
		v.Request, v.hour, v.order = line, float64(local)/3600, lines
		lines++
		for _, q := range queries {
			q.visit(&v)
		}
	}
	return lines, nil
}
