package truth

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/breachsim/breachsim/scenarios/measure"
)

// quick reads the rows of the large files, events, access lines and exposed persons, as
// they are written: flat objects without spaces or escapes. Whatever else a
// line is, it is left to encoding/json. Texts that come again are kept once.
type quick struct {
	texts  map[string]string
	fields map[string][]string
	day    [10]byte // of the last time read, and when it begins
	begins int64
}

func newQuick() *quick { return &quick{texts: map[string]string{}, fields: map[string][]string{}} }

// unmarshal reads a row.
func (q *quick) unmarshal(line []byte, row any) error {
	ok := false
	switch r := row.(type) {
	case *Event:
		if ok = q.members(line, func(key string, v []byte) bool { return q.event(r, key, v) }); !ok {
			*r = Event{}
		}
	case *Access:
		if ok = q.members(line, func(key string, v []byte) bool { return q.access(r, key, v) }); !ok {
			*r = Access{}
		}
	case *Exposed:
		if ok = q.members(line, func(key string, v []byte) bool { return q.exposed(r, key, v) }); !ok {
			*r = Exposed{}
		}
	}
	if ok {
		return nil
	}
	return json.Unmarshal(line, row)
}

// members hands on each key and raw value; false where the line is not as it is
// written, or a value is not taken.
func (q *quick) members(line []byte, take func(key string, v []byte) bool) bool {
	n := len(line)
	if n < 2 || line[0] != '{' || line[n-1] != '}' || !plain(line) {
		return false
	}
	for rest := line[1 : n-1]; ; {
		key, after, ok := quotedText(rest)
		if !ok || len(after) < 2 || after[0] != ':' {
			return false
		}
		end := valueEnd(after[1:])
		if end <= 0 || !take(q.text(key), after[1:1+end]) {
			return false
		}
		if rest = after[1+end:]; len(rest) == 0 {
			return true
		}
		if rest[0] != ',' {
			return false
		}
		rest = rest[1:]
	}
}

// plain reports whether a line is of printable ASCII without escapes, where a
// quote always begins or ends a text.
func plain(line []byte) bool {
	for _, c := range line {
		if c < ' ' || c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

// valueEnd is where a raw value ends: a string, a list of strings, a whole number, or
// null; 0 where it is none of them.
func valueEnd(b []byte) int {
	switch {
	case b[0] == '"':
		if n := bytes.IndexByte(b[1:], '"'); n >= 0 {
			return n + 2
		}
	case b[0] == '[':
		return bytes.IndexByte(b, ']') + 1
	case bytes.HasPrefix(b, []byte("null")):
		return len("null")
	case b[0] >= '1' && b[0] <= '9':
		n := 1
		for n < len(b) && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		return n
	}
	return 0
}

// quotedText takes a string off the front.
func quotedText(b []byte) (text, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return nil, nil, false
	}
	n := bytes.IndexByte(b[1:], '"')
	if n < 0 {
		return nil, nil, false
	}
	return b[1 : 1+n], b[n+2:], true
}

func (q *quick) event(r *Event, key string, v []byte) bool {
	switch key {
	case "event_id":
		return setID(&r.EventID, v)
	case "label":
		return q.set(&r.Label, v)
	case "benign_type":
		return q.set(&r.BenignType, v)
	case "campaign":
		return q.set(&r.Campaign, v)
	case "phase":
		return q.set(&r.Phase, v)
	case "actor":
		return q.set(&r.Actor, v)
	case "purpose":
		return q.set(&r.Purpose, v)
	case "caused_by":
		return q.set(&r.CausedBy, v)
	}
	return false
}

func (q *quick) access(r *Access, key string, v []byte) (ok bool) {
	switch key {
	case "line":
		if len(v) > len("100000000000000000") { // it may not fit
			return false
		}
		r.Line, ok = digits(v)
		return ok
	case "request_id":
		return setID(&r.RequestID, v)
	case "event_id":
		return setID(&r.EventID, v)
	case "label":
		return q.set(&r.Label, v)
	}
	return false
}

func (q *quick) exposed(r *Exposed, key string, v []byte) bool {
	switch key {
	case "nir_ref":
		return setID(&r.NIRRef, v)
	case "holder_ref":
		return setID(&r.HolderRef, v)
	case "first_exposed_at":
		return q.setTime(&r.FirstExposedAt, v)
	case "event_id":
		return setID(&r.EventID, v)
	case "account":
		return q.set(&r.Account, v)
	case "campaign":
		return q.set(&r.Campaign, v)
	case "fields":
		return q.setList(&r.Fields, v)
	case "notified_at":
		return q.setTime(&r.NotifiedAt, v)
	case "channel":
		return q.set(&r.Channel, v)
	}
	return false
}

// text keeps one copy of each text.
func (q *quick) text(b []byte) string {
	s, ok := q.texts[string(b)]
	if !ok {
		s = string(b)
		q.texts[s] = s
	}
	return s
}

func (q *quick) set(to *string, v []byte) bool {
	if v[0] == 'n' {
		return true
	}
	if v[0] != '"' {
		return false
	}
	*to = q.text(v[1 : len(v)-1])
	return true
}

// setList takes a list of texts; lists that come again share one slice.
func (q *quick) setList(to *[]string, v []byte) bool {
	list, ok := q.fields[string(v)]
	if !ok {
		if json.Unmarshal(v, &list) != nil {
			return false
		}
		q.fields[string(v)] = list
	}
	*to = list
	return true
}

func setID(to *ID, v []byte) bool {
	if v[0] == 'n' {
		return true
	}
	if len(v) != 18 || v[0] != '"' {
		return false
	}
	var id ID
	for _, c := range v[1:17] {
		switch {
		case c >= '0' && c <= '9':
			id = id<<4 | ID(c-'0')
		case c >= 'a' && c <= 'f':
			id = id<<4 | ID(c-'a'+10)
		default:
			return false
		}
	}
	*to = id
	return true
}

// setTime takes a time as it is written: 2022-03-08T07:15:01.000042Z.
func (q *quick) setTime(to *Time, v []byte) bool {
	const layout = `"2006-01-02T15:04:05.000000Z"`
	if v[0] == 'n' {
		return true
	}
	if len(v) != len(layout) || v[11] != 'T' || v[14] != ':' || v[17] != ':' || v[20] != '.' || v[27] != 'Z' {
		return false
	}
	if day := [10]byte(v[1:11]); day != q.day || q.begins == 0 {
		t, err := time.Parse(time.DateOnly, string(day[:]))
		if err != nil {
			return false
		}
		q.day, q.begins = day, t.UnixMicro()
	}
	h, ok1 := digits(v[12:14])
	m, ok2 := digits(v[15:17])
	s, ok3 := digits(v[18:20])
	us, ok4 := digits(v[21:27])
	if !ok1 || !ok2 || !ok3 || !ok4 || h > 23 || m > 59 || s > 59 {
		return false
	}
	*to = Time(q.begins + ((h*60+m)*60+s)*measure.Second + us)
	return true
}

func digits(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
