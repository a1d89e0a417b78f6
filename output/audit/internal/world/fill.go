package world

import (
	"hash/maphash"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/reserved"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// filler turns events into rows.
type filler struct {
	world    *World
	seed     maphash.Seed // only equality of the hashes within this run counts
	sessions sessions
	last     map[Sym]*memory // by account
}

func newFiller(w *World) *filler {
	return &filler{world: w, seed: maphash.MakeSeed(), sessions: sessions{known: map[uint64]known{}},
		last: map[Sym]*memory{}}
}

// fill turns an event into a row with its label.
func (f *filler) fill(r *Row, ev *read.Event, d *Day) {
	w, s := f.world, f.world.Syms
	r.TS, r.ID, r.Session, r.Request, r.Person = ev.TS, ev.EventID, ev.SessionID, ev.RequestID, ev.NIRRef
	if ev.NIR != "" {
		r.Person, r.Bad = maphash.String(f.seed, ev.NIR), !reserved.FakeNIR(ev.NIR)
	}
	r.Port, r.Status, r.Req, r.Resp = int32(ev.SrcPort), int32(ev.Status), int32(ev.ReqBytes), int32(ev.RespBytes)
	r.Form, r.Odd = ev.Form.Hash, ev.Form.Odd
	r.Latency, r.Persons = int32(ev.LatencyUS), int32(ev.PersonsReturned)
	r.set(Action, s.Of(ev.Action))
	r.set(Outcome, s.Of(ev.Outcome))
	r.set(Reason, s.Of(ev.Reason))
	r.set(Account, s.Of(ev.Account))
	r.origin = f.origin(r.Of(Account), ev, d)
	r.set(Service, s.Of(ev.Service))
	r.set(Method, s.Of(ev.Method))
	r.set(Path, s.Of(page(ev.Path)))
	r.set(Status, s.number(ev.Status))
	r.set(Dept, s.Of(ev.PatientDept))
	r.set(Result, s.Of(ev.Result))
	r.Hour = w.hourOf(ev.TS, d)
	r.set(Hour, s.number(1+int64(r.Hour)))
	if i, ok := d.marks[r.ID]; ok {
		d.Marks[i].Found = int32(len(d.Rows))
		r.Mark = w.markOf(&d.Said[d.Marks[i].Said])
	}
	f.sessions.see(r)
}

// memory holds the texts of an account's last event with their numbers, and its origin: most
// events repeat them, and to compare is cheaper than to look up.
type memory struct {
	texts [7]string
	syms  [7]Sym
	last  *origin
	day   int32 // of last
}

// known numbers a text that an account most often repeats.
func (m *memory) known(s *Symbols, i int, text string) Sym {
	if m.texts[i] != text {
		m.texts[i], m.syms[i] = text, s.Of(text)
	}
	return m.syms[i]
}

// origin is that of an event.
func (f *filler) origin(account Sym, ev *read.Event, d *Day) *origin {
	s, m := f.world.Syms, f.last[account]
	if m == nil {
		m = &memory{}
		f.last[account] = m
	}
	x := origin{lat: float32(ev.Lat), lon: float32(ev.Lon)}
	set := func(c Field, v Sym) { x.of[c-Profession] = v }
	set(Profession, m.known(s, 0, ev.Profession))
	set(Org, m.known(s, 1, ev.Org))
	set(Auth, m.known(s, 2, ev.AuthMethod))
	ip, block := s.addr(ev.SrcIP)
	set(IP, ip)
	set(Block, block)
	set(ASN, s.number(ev.ASN))
	set(ASOrg, m.known(s, 3, ev.ASOrg))
	set(Country, m.known(s, 4, ev.Country))
	set(City, m.known(s, 5, ev.City))
	set(Agent, m.known(s, 6, ev.UserAgent))
	set(Client, s.client(ev.ClientFP))
	if m.last == nil || m.day != f.sessions.day || *m.last != x {
		m.last, m.day = d.origins.add(x), f.sessions.day
	}
	return m.last
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
