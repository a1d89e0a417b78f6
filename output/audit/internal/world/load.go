package world

import (
	"context"
	"fmt"
	"hash/maphash"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/reserved"
	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/localday"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// loader reads the logs of a world, one local day after the other. It is the only one that
// numbers texts while the logs are read.
type loader struct {
	world  *World
	seed   maphash.Seed // only equality of the hashes within this run counts
	audit  *feed[read.Event]
	access *feed[read.Request] // nil without an access log

	sessions sessions
}

// newLoader opens the logs. An access log that is not there is none.
func newLoader(ctx context.Context, w *World) (*loader, error) {
	audit, err := w.Set.AuditForms()
	if err != nil {
		return nil, err
	}
	l := &loader{world: w, seed: maphash.MakeSeed(), audit: newFeed(ctx, audit),
		sessions: sessions{known: map[uint64]known{}}}
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
	l.sessions.begin()
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
		l.fill(&d.Rows[len(d.Rows)-1], ev, d)
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

// fill turns an event into a row with its label.
func (l *loader) fill(r *Row, ev *read.Event, d *Day) {
	w := l.world
	s := w.Syms
	r.TS, r.ID, r.Session, r.Request, r.Person = ev.TS, ev.EventID, ev.SessionID, ev.RequestID, ev.NIRRef
	if ev.NIR != "" {
		r.Person, r.Bad = maphash.String(l.seed, ev.NIR), !reserved.FakeNIR(ev.NIR)
	}
	r.Lat, r.Lon = float32(ev.Lat), float32(ev.Lon)
	r.Port, r.Status, r.Req, r.Resp = int32(ev.SrcPort), int32(ev.Status), int32(ev.ReqBytes), int32(ev.RespBytes)
	r.Form = ev.Form
	r.Latency, r.Persons = int32(ev.LatencyUS), int32(ev.PersonsReturned)
	c := &r.Cat
	c[Action], c[Outcome], c[Reason], c[Account] = s.Of(ev.Action), s.Of(ev.Outcome), s.Of(ev.Reason), s.Of(ev.Account)
	m := w.last[c[Account]]
	if m == nil {
		m = &memory{}
		w.last[c[Account]] = m
	}
	c[Profession], c[Org], c[Auth] = m.known(s, 0, ev.Profession), m.known(s, 1, ev.Org), m.known(s, 2, ev.AuthMethod)
	c[IP], c[Block] = s.addr(ev.SrcIP)
	c[ASN], c[ASOrg], c[Country], c[City] = s.number(ev.ASN), m.known(s, 3, ev.ASOrg), m.known(s, 4, ev.Country),
		m.known(s, 5, ev.City)
	c[Agent], c[Client] = m.known(s, 6, ev.UserAgent), s.client(ev.ClientFP)
	c[Service], c[Method], c[Path], c[Status] = s.Of(ev.Service), s.Of(ev.Method), s.Of(page(ev.Path)),
		s.number(ev.Status)
	c[Dept], c[Result] = s.Of(ev.PatientDept), s.Of(ev.Result)
	r.Hour = w.hourOf(ev.TS, d)
	c[Hour] = s.number(1 + int64(r.Hour))
	if i, ok := d.marks[r.ID]; ok {
		d.Marks[i].Found = int32(len(d.Rows))
		r.Mark = w.markOf(&d.Said[d.Marks[i].Said])
	}
	l.sessions.see(r)
}

// markOf is what the truth says of an event, as rows have it.
func (w *World) markOf(said *truth.Event) Mark {
	m := Mark{Label: labelOf(said.Label), Campaign: w.Syms.Of(said.Campaign)}
	if m.Label == Attack {
		m.even = w.evenly(m.Campaign)
	}
	return m
}

// page is a path without what it carries: a query, or a last part that is a
// number or a reference. Columns are judged by pages; what was asked for has a
// column of its own.
func page(path string) string {
	if i := strings.IndexByte(path, '?'); i >= 0 {
		return path[:i+1] + "*"
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	if len(last) < 13 || strings.Trim(last, "0123456789abcdefAB") != "" {
		return path
	}
	return path[:len(path)-len(last)] + "*"
}

func labelOf(name string) Label {
	switch name {
	case "attack":
		return Attack
	case "benign", "":
		return Benign
	}
	return Neutral
}

// hourOf is the local hour of an instant of the day: on two days of the year it
// is not the number of hours since midnight.
func (w *World) hourOf(ts int64, d *Day) uint8 {
	if d.Length == measure.Day {
		return uint8(min(max((ts-d.Start)/measure.Hour, 0), 23))
	}
	return uint8(time.UnixMicro(ts).In(w.Loc).Hour())
}
