package field

import (
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// Service is a log that a rule reads: what logsource.service names.
type Service uint8

// The logs.
const (
	Audit  Service = 1 << iota // the native audit log
	Access                     // the access log in combined form
	Any    = Audit | Access
)

// Record is a line of one of the logs. Exactly one of Audit and Access is set.
type Record struct {
	Audit  *read.Event
	Access *read.Request
	Beside
}

// Service is the log that the line is of.
func (r *Record) Service() Service {
	if r.Audit != nil {
		return Audit
	}
	return Access
}

// TS is the time of the line, microseconds since 1970 UTC.
func (r *Record) TS() int64 {
	if r.Audit != nil {
		return r.Audit.TS
	}
	return r.Access.TS
}

// Account is the account that the line names, or "".
func (r *Record) Account() string {
	if r.Audit != nil {
		return r.Audit.Account
	}
	return r.Access.Account
}

// Beside is what is told of a line that is not in it.
type Beside struct {
	Date    string // local calendar day, 2022-03-10
	Hour    int64  // local hour, 0 to 23
	Weekday int64  // local, 1 = Monday to 7 = Sunday
	Gap     int64  // microseconds since the look-up before in the same session; -1 = there is none
	Network int8   // 1 = the account was not seen in the network before, 0 = it was, -1 = not told
	Client  int8   // the same of its client
	Ahead   int8   // 1 = the number comes after that of the session's look-up before, 0 = not, -1 = not told
}

// Teller tells what is beside the lines of a dataset, which it is shown in order.
// Its memory grows with the accounts and the networks and clients that they use, and
// with the sessions of two days.
type Teller struct {
	zone     *time.Location
	number   func(*read.Event) string // of the person of a look-up; nil where nothing knows it
	end      int64                    // of the time for which now holds: of a quarter or of the local day
	next     int64                    // local midnight
	now      Beside
	accounts map[string]*habits // nil where nobody asks what is new
	sessions map[uint64]*course // nil where nobody asks what was before
	swept    int64
}

// habits are what an account was seen with.
type habits struct {
	first    string // local date of its first line
	networks seen[int64]
	clients  seen[uint64]
}

// course is the look-up before of a session.
type course struct {
	ts     int64
	number string
}

// NewTeller returns a teller of the fields that are made beside the lines, as far as
// they are asked for by name, in a time zone. number, which may be nil, knows the social-security number
// of the person of a look-up, or "".
func NewTeller(zone *time.Location, asked []string, number func(*read.Event) string) *Teller {
	t := &Teller{zone: zone, number: number}
	for _, name := range asked {
		switch name {
		case "network_new", "client_new":
			t.accounts = map[string]*habits{}
		case "lookup_gap_us", "lookup_ahead":
			t.sessions = map[uint64]*course{}
		}
	}
	return t
}

// Tell fills in what is beside a line. Times do not fall.
func (t *Teller) Tell(r *Record) {
	ts := r.TS()
	if ts >= t.end || t.now.Date == "" {
		t.hour(ts)
	}
	r.Beside = t.now
	r.Gap, r.Network, r.Client, r.Ahead = -1, -1, -1, -1
	if r.Audit == nil {
		return
	}
	if t.accounts != nil && r.Audit.Account != "" {
		t.habits(r.Audit, r)
	}
	if t.sessions != nil && r.Audit.Action == "lookup" && r.Audit.SessionID != 0 {
		t.course(r.Audit, r)
	}
}

// hour goes on to the local hour of ts.
func (t *Teller) hour(ts int64) {
	at := time.UnixMicro(ts).In(t.zone)
	t.now.Hour = int64(at.Hour())
	if ts >= t.next || t.now.Date == "" {
		t.now.Weekday = int64(at.Weekday()+6)%7 + 1
		t.next = localday.Next(at, t.zone).UnixMicro()
		t.now.Date = localday.Of(at, t.zone).In(t.zone).Format(time.DateOnly)
	}
	const quarter = int64(15 * time.Minute / time.Microsecond) // no zone is off by less
	t.end = min(ts-ts%quarter+quarter, t.next)
}

// habits tells whether network and client are new to the account. On its first local
// day in the log nothing is told: all would be new.
func (t *Teller) habits(ev *read.Event, r *Record) {
	h := t.accounts[ev.Account]
	if h == nil {
		h = &habits{first: r.Date}
		t.accounts[ev.Account] = h
	}
	told := h.first != r.Date
	if ev.ASN != 0 {
		r.Network = h.networks.fresh(ev.ASN, told)
	}
	if ev.ClientFP != 0 {
		r.Client = h.clients.fresh(ev.ClientFP, told)
	}
}

// seen is what an account was seen with.
type seen[K comparable] struct {
	last K // mostly the next one too; zero = none
	all  map[K]bool
}

// fresh remembers what was seen, and tells whether it is the first time. k is not zero.
func (s *seen[K]) fresh(k K, told bool) int8 {
	was := s.last == k || s.all[k]
	if s.last = k; !was {
		if s.all == nil {
			s.all = map[K]bool{}
		}
		s.all[k] = true
	}
	switch {
	case !told:
		return -1
	case was:
		return 0
	}
	return 1
}

// course tells of a look-up what came before it in its session.
func (t *Teller) course(ev *read.Event, r *Record) {
	const keep = int64(48 * time.Hour / time.Microsecond)
	if ev.TS-t.swept > keep {
		for id, c := range t.sessions {
			if ev.TS-c.ts > keep {
				delete(t.sessions, id)
			}
		}
		t.swept = ev.TS
	}
	number := ""
	if t.number != nil {
		number = t.number(ev)
	}
	c := t.sessions[ev.SessionID]
	if c == nil {
		t.sessions[ev.SessionID] = &course{ev.TS, number}
		return
	}
	r.Gap = ev.TS - c.ts
	c.ts = ev.TS
	if number != "" {
		if c.number != "" && c.number != number {
			r.Ahead = 0
			if number > c.number {
				r.Ahead = 1
			}
		}
		c.number = number
	}
}
