package audit

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"breachsim/output/conform"
	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios/localday"
	"breachsim/scenarios/measure"
)

// day is the logs of one local day, with labels.
type day struct {
	date     string
	index    int
	start    int64 // first instant of the local day
	length   int64 // microseconds; a day is not always 24 hours
	rows     []row
	hits     []hit
	groups   [][]int32 // rows of one account, by time
	marks    []marked  // the truth's rows of this day, in its order
	hitMarks []markedHit
	seed     maphash.Seed

	group []int32 // memory of groups
	truth map[uint64]int
}

// marked is a row of truth/events with where it was found.
type marked struct {
	truth.Event
	line  int32
	found int32 // 1 + index of its row; 0 = not in the log
}

// markedHit is a row of truth/access.
type markedHit struct {
	truth.Access
	line int32
}

func (d *day) auditFile() string  { return "logs/audit/" + d.date + ".jsonl" }
func (d *day) accessFile() string { return "logs/access/" + d.date + ".log" }
func (d *day) truthFile() string  { return "truth/events/" + d.date + ".jsonl" }

// where names a row of the day for a reader.
func (d *day) where(r *row) string { return at(d.auditFile(), r.line) }

// loader reads the logs of a world, one local day after the other.
type loader struct {
	world  *world
	audit  *feed[read.Event]
	access *feed[read.Request] // nil without an access log
}

// load reads the logs of a day.
func (l *loader) load(d *day, i int) error {
	w := l.world
	date := w.days[i]
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return fmt.Errorf("logs/audit/%s.jsonl: not named by a date", date)
	}
	start := localday.Start(t.Year(), t.Month(), t.Day(), w.loc)
	*d = day{date: date, index: i, start: start.UnixMicro(), length: localday.Next(start, w.loc).Sub(start).Microseconds(), seed: d.seed,
		rows: d.rows[:0], hits: d.hits[:0], groups: d.groups[:0], marks: d.marks[:0], hitMarks: d.hitMarks[:0], group: d.group[:0], truth: d.truth}
	clear(d.truth)
	if err := w.loadTruth(d); err != nil {
		return err
	}
	at := conform.Line{File: d.auditFile()}
	err = l.audit.day(date, func(line int32, ev *read.Event) {
		d.rows = append(d.rows, row{line: line})
		w.fill(&d.rows[len(d.rows)-1], ev, d)
		if w.checker != nil {
			at.Event, at.Said, at.Number = ev, d.said(ev.EventID), int(line)
			w.checker.See(&at)
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

func (w *world) loadTruth(d *day) error {
	err := rows(w, d.truthFile(), func(line int, e *truth.Event) {
		d.truth[uint64(e.EventID)] = len(d.marks)
		d.marks = append(d.marks, marked{Event: *e, line: int32(line)})
	})
	if err != nil {
		return err
	}
	return rows(w, "truth/access/"+d.date+".jsonl", func(line int, a *truth.Access) {
		d.hitMarks = append(d.hitMarks, markedHit{*a, int32(line)})
	})
}

// plain is what the truth says of an event without a row.
var plain truth.Event

// said is what the truth says of an event.
func (d *day) said(id uint64) *truth.Event {
	if i, ok := d.truth[id]; ok {
		return &d.marks[i].Event
	}
	return &plain
}

// fill turns an event into a row with its label.
func (w *world) fill(r *row, ev *read.Event, d *day) {
	s := w.syms
	r.ts, r.id, r.session, r.request, r.person = ev.TS, ev.EventID, ev.SessionID, ev.RequestID, ev.NIRRef
	if ev.NIR != "" {
		r.person, r.bad = maphash.String(d.seed, ev.NIR), !fakeNIR(ev.NIR)
	}
	r.lat, r.lon = float32(ev.Lat), float32(ev.Lon)
	r.port, r.status, r.req, r.resp = int32(ev.SrcPort), int32(ev.Status), int32(ev.ReqBytes), int32(ev.RespBytes)
	r.latency, r.persons = int32(ev.LatencyUS), int32(ev.PersonsReturned)
	c := &r.cat
	c[fAction], c[fOutcome], c[fReason], c[fAccount] = s.of(ev.Action), s.of(ev.Outcome), s.of(ev.Reason), s.of(ev.Account)
	m := w.last[c[fAccount]]
	if m == nil {
		m = &memory{}
		w.last[c[fAccount]] = m
	}
	c[fProfession], c[fOrg], c[fAuth] = m.known(s, 0, ev.Profession), m.known(s, 1, ev.Org), m.known(s, 2, ev.AuthMethod)
	c[fIP], c[fBlock] = s.addr(ev.SrcIP)
	c[fASN], c[fASOrg], c[fCountry], c[fCity] = s.number(ev.ASN), m.known(s, 3, ev.ASOrg), m.known(s, 4, ev.Country), m.known(s, 5, ev.City)
	c[fAgent], c[fClient] = m.known(s, 6, ev.UserAgent), s.client(ev.ClientFP)
	c[fService], c[fMethod], c[fPath], c[fStatus] = s.of(ev.Service), s.of(ev.Method), s.of(page(ev.Path)), s.number(ev.Status)
	c[fDept], c[fResult] = s.of(ev.PatientDept), s.of(ev.Result)
	r.hour = w.hourOf(ev.TS, d)
	c[fHour] = s.number(1 + int64(r.hour))
	if i, ok := d.truth[r.id]; ok {
		said := &d.marks[i]
		said.found = int32(len(d.rows))
		r.mark = mark{label: labelOf(said.Label), scrape: said.Phase == "scrape", campaign: s.of(said.Campaign)}
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

func labelOf(name string) label {
	switch name {
	case "attack":
		return attack
	case "benign", "":
		return benign
	}
	return neutral
}

// hourOf is the local hour of an instant of the day: on two days of the year it
// is not the number of hours since midnight.
func (w *world) hourOf(ts int64, d *day) uint8 {
	if d.length == measure.Day {
		return uint8(min(max((ts-d.start)/measure.Hour, 0), 23))
	}
	return uint8(time.UnixMicro(ts).In(w.loc).Hour())
}

func (l *loader) loadAccess(d *day) error {
	w, next := l.world, 0
	return l.access.day(d.date, func(line int32, q *read.Request) {
		h := hit{ts: q.TS, offset: int32(q.Offset), line: line, status: int32(q.Status), bytes: int32(q.Bytes),
			account: w.syms.of(q.Account), method: w.syms.of(q.Method), path: w.syms.of(page(q.Path)), agent: w.syms.of(q.UserAgent)}
		h.ip, h.block = w.syms.addr(q.SrcIP)
		for next < len(d.hitMarks) && d.hitMarks[next].Line < int64(line) {
			next++
		}
		if next < len(d.hitMarks) && d.hitMarks[next].Line == int64(line) {
			h.label = labelOf(d.hitMarks[next].Label)
		}
		d.hits = append(d.hits, h)
	})
}

// arrange groups rows by account and puts each group in order of time.
func (d *day) arrange() {
	size := map[sym]int{}
	for i := range d.rows {
		size[d.rows[i].cat[fAccount]]++
	}
	accounts := make([]sym, 0, len(size))
	for a := range size {
		accounts = append(accounts, a)
	}
	slices.Sort(accounts)
	d.group = slices.Grow(d.group, len(d.rows))[:len(d.rows)]
	start, from := make(map[sym]int, len(size)), 0
	for _, a := range accounts {
		start[a] = from
		from += size[a]
	}
	for i := range d.rows {
		a := d.rows[i].cat[fAccount]
		d.group[start[a]] = int32(i)
		start[a]++
	}
	for _, a := range accounts {
		g := d.group[start[a]-size[a] : start[a]]
		early := func(x, y int32) int { return cmp.Compare(d.rows[x].ts, d.rows[y].ts) }
		if !slices.IsSortedFunc(g, early) {
			slices.SortStableFunc(g, early)
		}
		if a != 0 {
			d.groups = append(d.groups, g)
		}
	}
}

// account is the account of a group.
func (d *day) account(g []int32) sym { return d.rows[g[0]].cat[fAccount] }
