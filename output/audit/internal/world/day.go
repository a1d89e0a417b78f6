package world

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/reserved"
	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/localday"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Day is the logs of one local day, with labels.
type Day struct {
	Date     string
	index    int
	Start    int64 // first instant of the local day
	Length   int64 // microseconds; a day is not always 24 hours
	Rows     []Row
	Hits     []Hit
	Groups   [][]int32 // rows of one account, by time
	Marks    []Marked  // the truth's rows of this day, in its order
	HitMarks []MarkedHit
	seed     maphash.Seed

	group    []int32 // memory of groups
	sittings sittings
	Truth    map[uint64]int
}

// Marked is a row of truth/events with where it was found.
type Marked struct {
	truth.Event
	Line  int32
	Found int32 // 1 + index of its row; 0 = not in the log
}

// MarkedHit is a row of truth/access.
type MarkedHit struct {
	truth.Access
	Line int32
}

func (d *Day) auditFile() string { return "logs/audit/" + d.Date + ".jsonl" }

// AccessFile is the path of the day's access log in the dataset.
func (d *Day) AccessFile() string { return "logs/access/" + d.Date + ".log" }

// TruthFile is the path of the day's truth of events in the dataset.
func (d *Day) TruthFile() string { return "truth/events/" + d.Date + ".jsonl" }

// Where names a row of the day for a reader.
func (d *Day) Where(r *Row) string { return At(d.auditFile(), r.line) }

// EachSitting shows the sessions of the day, in the order in which they begin.
func (d *Day) EachSitting(w *Words, visit func(*Sitting)) {
	if s := &d.sittings; !s.ready {
		s.gather(w, d.Rows)
	}
	for i := range d.sittings.list {
		visit(&d.sittings.list[i])
	}
}

// loader reads the logs of a world, one local day after the other.
type loader struct {
	world  *World
	audit  *feed[read.Event]
	access *feed[read.Request] // nil without an access log
}

// load reads the logs of a day.
func (l *loader) load(d *Day, i int) error {
	w := l.world
	date := w.days[i]
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return fmt.Errorf("logs/audit/%s.jsonl: not named by a date", date)
	}
	start := localday.Start(t.Year(), t.Month(), t.Day(), w.Loc)
	*d = Day{Date: date, index: i, Start: start.UnixMicro(),
		Length: localday.Next(start, w.Loc).Sub(start).Microseconds(), seed: d.seed,
		Rows: d.Rows[:0], Hits: d.Hits[:0], Groups: d.Groups[:0], Marks: d.Marks[:0], HitMarks: d.HitMarks[:0],
		group: d.group[:0], sittings: d.sittings, Truth: d.Truth}
	clear(d.Truth)
	d.sittings.ready = false
	if err := w.loadTruth(d); err != nil {
		return err
	}
	at := conform.Line{File: d.auditFile()}
	err = l.audit.day(date, func(line int32, ev *read.Event) {
		d.Rows = append(d.Rows, Row{line: line})
		w.fill(&d.Rows[len(d.Rows)-1], ev, d)
		if w.Checker != nil {
			at.Event, at.Said, at.Number = ev, d.said(ev.EventID), int(line)
			w.Checker.See(&at)
		}
	})
	if err != nil {
		return err
	}
	if err := l.loadAccess(d); err != nil {
		return err
	}
	d.arrange()
	return nil
}

func (w *World) loadTruth(d *Day) error {
	err := Rows(w, d.TruthFile(), func(line int, e *truth.Event) {
		d.Truth[uint64(e.EventID)] = len(d.Marks)
		d.Marks = append(d.Marks, Marked{Event: *e, Line: int32(line)})
	})
	if err != nil {
		return err
	}
	return Rows(w, "truth/access/"+d.Date+".jsonl", func(line int, a *truth.Access) {
		d.HitMarks = append(d.HitMarks, MarkedHit{*a, int32(line)})
	})
}

// plain is what the truth says of an event without a row.
var plain truth.Event

// said is what the truth says of an event.
func (d *Day) said(id uint64) *truth.Event {
	if i, ok := d.Truth[id]; ok {
		return &d.Marks[i].Event
	}
	return &plain
}

// fill turns an event into a row with its label.
func (w *World) fill(r *Row, ev *read.Event, d *Day) {
	s := w.Syms
	r.TS, r.ID, r.Session, r.Request, r.Person = ev.TS, ev.EventID, ev.SessionID, ev.RequestID, ev.NIRRef
	if ev.NIR != "" {
		r.Person, r.Bad = maphash.String(d.seed, ev.NIR), !reserved.FakeNIR(ev.NIR)
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
	if i, ok := d.Truth[r.ID]; ok {
		said := &d.Marks[i]
		said.Found = int32(len(d.Rows))
		r.Mark = Mark{Label: labelOf(said.Label), scrape: said.Phase == "scrape", Campaign: s.Of(said.Campaign)}
	}
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

func (l *loader) loadAccess(d *Day) error {
	w, next := l.world, 0
	return l.access.day(d.Date, func(line int32, q *read.Request) {
		h := Hit{TS: q.TS, Offset: int32(q.Offset), Line: line, Status: int32(q.Status), Bytes: int32(q.Bytes),
			Account: w.Syms.Of(q.Account), Method: w.Syms.Of(q.Method), Path: w.Syms.Of(page(q.Path)),
			Agent: w.Syms.Of(q.UserAgent)}
		h.IP, h.Block = w.Syms.addr(q.SrcIP)
		for next < len(d.HitMarks) && d.HitMarks[next].Access.Line < int64(line) {
			next++
		}
		if next < len(d.HitMarks) && d.HitMarks[next].Access.Line == int64(line) {
			h.Label = labelOf(d.HitMarks[next].Label)
		}
		d.Hits = append(d.Hits, h)
	})
}

// arrange groups rows by account and puts each group in order of time.
func (d *Day) arrange() {
	size := map[Sym]int{}
	for i := range d.Rows {
		size[d.Rows[i].Cat[Account]]++
	}
	accounts := make([]Sym, 0, len(size))
	for a := range size {
		accounts = append(accounts, a)
	}
	slices.Sort(accounts)
	d.group = slices.Grow(d.group, len(d.Rows))[:len(d.Rows)]
	start, from := make(map[Sym]int, len(size)), 0
	for _, a := range accounts {
		start[a] = from
		from += size[a]
	}
	for i := range d.Rows {
		a := d.Rows[i].Cat[Account]
		d.group[start[a]] = int32(i)
		start[a]++
	}
	for _, a := range accounts {
		g := d.group[start[a]-size[a] : start[a]]
		early := func(x, y int32) int { return cmp.Compare(d.Rows[x].TS, d.Rows[y].TS) }
		if !slices.IsSortedFunc(g, early) {
			slices.SortStableFunc(g, early)
		}
		if a != 0 {
			d.Groups = append(d.Groups, g)
		}
	}
}

// Account is the account of a group.
func (d *Day) Account(g []int32) Sym { return d.Rows[g[0]].Cat[Account] }
