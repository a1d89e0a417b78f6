package read

import (
	"fmt"
	"io"
	"iter"
	"net/netip"
	"strconv"
	"time"
)

// Event is a line of the native audit log. What is null in the file is zero
// here, except PersonsReturned.
type Event struct {
	TS              int64 // microseconds since 1970 UTC
	EventID         uint64
	SessionID       uint64
	RequestID       uint64
	ClientFP        uint64
	NIRRef          uint64
	SrcIP           netip.Addr
	Lat, Lon        float64
	Action          string
	Outcome         string
	Reason          string
	Account         string
	Profession      string
	Org             string
	AuthMethod      string
	ASOrg           string
	Country         string
	City            string
	UserAgent       string
	Service         string
	Method          string
	Path            string
	NIR             string // with the key that was typed, in clear mode
	PatientDept     string
	Result          string
	ASN             int64
	SrcPort         int64
	Status          int64
	ReqBytes        int64
	RespBytes       int64
	LatencyUS       int64
	PersonsReturned int64 // -1 = null: not a look-up
}

// Audit reads a native audit log.
type Audit struct {
	lines lines
	texts texts
	event Event
	day   [10]byte // date parsed last
	start int64    // its first microsecond
}

// NewAudit returns a reader of a native audit log.
func NewAudit(r io.Reader) *Audit { return &Audit{lines: newLines(r), texts: texts{}} }

// All ranges over the events. The event is reused: copy what is to be kept.
// It ends after the first error, which names the line.
func (a *Audit) All() iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		for {
			ev, err := a.Next()
			if err == io.EOF || !yield(ev, err) || err != nil {
				return
			}
		}
	}
}

// Next returns the next event, valid until the following call, or io.EOF.
func (a *Audit) Next() (*Event, error) {
	line, err := a.lines.next()
	if err != nil {
		return nil, err
	}
	a.event = Event{PersonsReturned: -1}
	o := object{rest: line}
	for {
		key, value, more, err := o.next()
		if err == nil && more {
			err = a.set(key, value)
		}
		if err != nil {
			return nil, a.lines.wrong(err)
		}
		if !more {
			break
		}
	}
	if a.event.EventID == 0 || a.event.TS == 0 {
		return nil, a.lines.wrong(fmt.Errorf("no event_id or no ts"))
	}
	return &a.event, nil
}

// set puts one value into the event; keys that it does not know are skipped.
func (a *Audit) set(key, value []byte) error {
	if string(value) == "null" {
		return nil
	}
	if p := a.text(key); p != nil {
		s, err := unquoted(value)
		if err == nil {
			*p = a.texts.of(s)
		}
		return named(key, err)
	}
	if p := a.id(key); p != nil {
		var err error
		*p, err = hexID(value)
		return named(key, err)
	}
	if p := a.number(key); p != nil {
		var err error
		*p, err = strconv.ParseInt(string(value), 10, 64)
		return named(key, err)
	}
	return named(key, a.other(key, value))
}

func named(key []byte, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", key, err)
}

func (a *Audit) other(key, value []byte) (err error) {
	e := &a.event
	switch string(key) {
	case "ts":
		e.TS, err = a.time(value)
	case "src_ip":
		var s []byte
		if s, err = unquoted(value); err == nil {
			e.SrcIP, err = parseAddr(s)
		}
	case "nir":
		var s []byte
		s, err = unquoted(value)
		e.NIR = string(s)
	case "lat":
		e.Lat, err = strconv.ParseFloat(string(value), 64)
	case "lon":
		e.Lon, err = strconv.ParseFloat(string(value), 64)
	}
	return err
}

func (a *Audit) text(key []byte) *string {
	e := &a.event
	switch string(key) {
	case "action":
		return &e.Action
	case "outcome":
		return &e.Outcome
	case "reason":
		return &e.Reason
	case "account":
		return &e.Account
	case "profession":
		return &e.Profession
	case "org":
		return &e.Org
	case "auth_method":
		return &e.AuthMethod
	case "as_org":
		return &e.ASOrg
	case "country":
		return &e.Country
	case "city":
		return &e.City
	case "user_agent":
		return &e.UserAgent
	case "service":
		return &e.Service
	case "method":
		return &e.Method
	case "path":
		return &e.Path
	case "patient_dept":
		return &e.PatientDept
	case "result":
		return &e.Result
	}
	return nil
}

func (a *Audit) id(key []byte) *uint64 {
	e := &a.event
	switch string(key) {
	case "event_id":
		return &e.EventID
	case "session_id":
		return &e.SessionID
	case "request_id":
		return &e.RequestID
	case "client_fp":
		return &e.ClientFP
	case "nir_ref":
		return &e.NIRRef
	}
	return nil
}

func (a *Audit) number(key []byte) *int64 {
	e := &a.event
	switch string(key) {
	case "src_port":
		return &e.SrcPort
	case "asn":
		return &e.ASN
	case "status":
		return &e.Status
	case "req_bytes":
		return &e.ReqBytes
	case "resp_bytes":
		return &e.RespBytes
	case "latency_us":
		return &e.LatencyUS
	case "persons_returned":
		return &e.PersonsReturned
	}
	return nil
}

// time reads "2022-03-08T07:15:01.000042Z"; the date is mostly that of the
// line before.
func (a *Audit) time(value []byte) (int64, error) {
	const form = `"2022-03-08T07:15:01.000042Z"`
	if len(value) != len(form) || value[11] != 'T' || value[14] != ':' || value[17] != ':' || value[20] != '.' || value[27] != 'Z' {
		return 0, fmt.Errorf("time %s: want the form %s", value, form)
	}
	if string(value[1:11]) != string(a.day[:]) {
		t, err := time.Parse(time.DateOnly, string(value[1:11]))
		if err != nil {
			return 0, fmt.Errorf("time %s: %w", value, err)
		}
		copy(a.day[:], value[1:11])
		a.start = t.UnixMicro()
	}
	h, m, s, us := digits(value[12:14]), digits(value[15:17]), digits(value[18:20]), digits(value[21:27])
	if h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || us < 0 {
		return 0, fmt.Errorf("time %s: out of range", value)
	}
	return a.start + ((h*60+m)*60+s)*1_000_000 + us, nil
}

// digits reads a decimal number, or returns -1 or less.
func digits(b []byte) (n int64) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

func hexID(value []byte) (uint64, error) {
	if len(value) != 18 || value[0] != '"' || value[17] != '"' {
		return 0, fmt.Errorf("id %s: want sixteen hex digits", value)
	}
	var v uint64
	for _, c := range value[1:17] {
		switch {
		case c >= '0' && c <= '9':
			v = v<<4 | uint64(c-'0')
		case c >= 'a' && c <= 'f':
			v = v<<4 | uint64(c-'a'+10)
		default:
			return 0, fmt.Errorf("id %s: want sixteen hex digits", value)
		}
	}
	return v, nil
}

// parseAddr reads an address; IPv4, the common case, without a copy.
func parseAddr(b []byte) (netip.Addr, error) {
	var v [4]byte
	part, seen, n := 0, 0, 0
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9' && seen < 3:
			n = n*10 + int(c-'0')
			seen++
		case c == '.' && seen > 0 && n < 256 && part < 3:
			v[part] = byte(n)
			part, seen, n = part+1, 0, 0
		default:
			return netip.ParseAddr(string(b))
		}
	}
	if part != 3 || seen == 0 || n > 255 {
		return netip.ParseAddr(string(b))
	}
	v[3] = byte(n)
	return netip.AddrFrom4(v), nil
}
