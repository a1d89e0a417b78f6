package inspect

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Query is which lines are shown: those that fit all that is set.
type Query struct {
	Account  string
	Session  string // sixteen hex digits
	Event    string // sixteen hex digits; shown among the lines of its session around it
	IP       string
	From, To string // local times of the dataset, or with an offset; To is the first moment left out
	Limit    int    // lines shown at most; 0 = all
	Truth    bool
}

// Around is how many lines before and after an event are shown.
const Around = 10

// View is an answer.
type View struct {
	Data    *read.Dataset
	Query   Query
	Profile *Profile // of the account that the query comes to; nil = of none
	Event   *Line    // asked for; nil = none

	session, event uint64
	ip             netip.Addr
	from, to       int64
}

// Open finds whose lines a query asks for.
func Open(ctx context.Context, d *read.Dataset, q Query) (*View, error) {
	v := &View{Data: d, Query: q}
	if err := v.parse(); err != nil {
		return nil, err
	}
	account := q.Account
	if v.event != 0 || v.session != 0 {
		found, err := v.find(ctx)
		if err != nil {
			return nil, err
		}
		if account == "" {
			account = found.Account
		}
	}
	if account == "" {
		return v, nil
	}
	p, err := profile(ctx, d, account, q.Truth)
	if err != nil {
		return nil, err
	}
	v.Profile = p
	return v, nil
}

func (v *View) parse() (err error) {
	q := &v.Query
	if v.session, err = id("session", "session_id", q.Session); err != nil {
		return err
	}
	if v.event, err = id("event", "event_id", q.Event); err != nil {
		return err
	}
	if q.IP != "" {
		if v.ip, err = netip.ParseAddr(q.IP); err != nil {
			return &AskError{fmt.Sprintf("--ip %q is not an address", q.IP), "write src_ip as in the log"}
		}
	}
	if v.from, err = v.moment("from", q.From); err != nil {
		return err
	}
	if v.to, err = v.moment("to", q.To); err != nil {
		return err
	}
	if v.to != 0 && v.from >= v.to {
		return &AskError{"--from is not before --to", "--to is the first moment left out"}
	}
	return nil
}

func id(flag, column, s string) (uint64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 16, 64)
	if err != nil || len(s) != 16 || n == 0 {
		return 0, &AskError{fmt.Sprintf("--%s %q is not a %s", flag, s, column),
			"write its sixteen hex digits as in the log"}
	}
	return n, nil
}

// moment reads a time in the zone of the dataset; 0 = not said.
func (v *View) moment(flag, s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UnixMicro(), nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.DateTime} {
		if t, err := time.ParseInLocation(layout, s, v.Data.Zone); err == nil {
			return t.UnixMicro(), nil
		}
	}
	return 0, &AskError{fmt.Sprintf("--%s %q is not a time", flag, s), "write 2022-03-10 or 2022-03-10T08:15"}
}

// find reads the log up to the event, or up to the first line of the session.
func (v *View) find(ctx context.Context) (*read.Event, error) {
	log, err := v.Data.AuditLog()
	if err != nil {
		return nil, err
	}
	for ev, err := range log.All(ctx) {
		switch {
		case err != nil:
			return nil, err
		case v.event != 0 && ev.EventID != v.event, v.event == 0 && ev.SessionID != v.session:
			continue
		}
		found := *ev
		if v.event != 0 {
			file, n := log.Where()
			v.Event = &Line{Event: found, File: file, N: n}
		}
		return &found, nil
	}
	if v.event != 0 {
		return nil, &AskError{fmt.Sprintf("event %s is not in the log", v.Query.Event), "write an event_id of the log"}
	}
	return nil, &AskError{fmt.Sprintf("session %s is not in the log", v.Query.Session), "write a session_id of the log"}
}

// wants reports whether a line is one of those asked for. Of an event these are the
// lines of its session, or of its account where it has none.
func (v *View) wants(ev *read.Event) bool {
	if e := v.Event; e != nil {
		if e.SessionID != 0 {
			return ev.SessionID == e.SessionID
		}
		return ev.EventID == e.EventID || ev.SessionID == 0 && e.Account != "" && ev.Account == e.Account
	}
	return (v.Query.Account == "" || ev.Account == v.Query.Account) &&
		(v.session == 0 || ev.SessionID == v.session) &&
		(v.Query.IP == "" || ev.SrcIP == v.ip) &&
		ev.TS >= v.from && (v.to == 0 || ev.TS < v.to)
}
