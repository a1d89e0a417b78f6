package read

import (
	"fmt"
	"io"
	"iter"
	"net/netip"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/scenarios/measure"
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
	Form            Form  // where it was asked for
}

// Audit reads a native audit log.
type Audit struct {
	lines lines
	texts texts
	addrs addrs
	event Event
	next  int       // member expected next
	order []formKey // of keys, where each event is told how its line is written
	day   [10]byte  // date parsed last
	start int64     // its first microsecond

	phrases *phrases
	what    *whatText // of the line at hand
	who     *whoText
}

// NewAudit returns a reader of a native audit log.
func NewAudit(r io.Reader) *Audit {
	a := &Audit{lines: newLines(r), texts: texts{}, addrs: addrs{}}
	a.phrases = newPhrases(a)
	return a
}

// tellForms makes each event tell how its line is written.
func (a *Audit) tellForms() {
	for i := range members {
		a.order = append(a.order, formKey{members[i].key, origins[members[i].key]})
	}
}

// Line is the number of the line read last, from 1.
func (a *Audit) Line() int { return a.lines.n }

// bound forgets the texts of a log in which they do not repeat.
func (a *Audit) bound() { a.texts.bound() }

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
	if err := a.read(line, &a.event); err != nil {
		return nil, err
	}
	return &a.event, nil
}

// Parse reads one line that is at hand, without its newline. The event is valid until the
// next call.
func (a *Audit) Parse(line []byte) (*Event, error) {
	a.lines.n++
	if a.lines.n%boundEvery == 0 {
		a.bound()
	}
	if err := a.read(line, &a.event); err != nil {
		return nil, err
	}
	return &a.event, nil
}

// decode reads line n of a file.
func (a *Audit) decode(line []byte, n int, into *Event) error {
	a.lines.n = n
	return a.read(line, into)
}

// read reads a line.
func (a *Audit) read(line []byte, into *Event) error {
	if !a.native(line, into) {
		ev, err := a.general(line)
		if err != nil {
			return err
		}
		*into = *ev
	}
	if a.order != nil {
		into.Form = formOf(line, a.order)
	}
	return nil
}

// boundEvery is after how many lines the texts that are known are bounded.
const boundEvery = 1 << 16

// general reads an event whose keys may come in any order, be too many, or be
// missing.
func (a *Audit) general(line []byte) (*Event, error) {
	a.event, a.next = Event{PersonsReturned: -1}, 0
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
	m := a.member(key)
	if m == nil || string(value) == "null" {
		return nil
	}
	var err error
	switch {
	case m.text != nil:
		*m.text(&a.event), err = a.texts.quoted(value)
	case m.id != nil:
		*m.id(&a.event), err = hexID(value)
	case m.number != nil:
		*m.number(&a.event), err = strconv.ParseInt(string(value), 10, 64)
	default:
		err = m.other(a, value)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

// member finds a key: mostly the one after that found last.
func (a *Audit) member(key []byte) *member {
	if a.next < len(members) && string(key) == members[a.next].key {
		a.next++
		return &members[a.next-1]
	}
	for i := range members {
		if string(key) == members[i].key {
			a.next = i + 1
			return &members[i]
		}
	}
	return nil
}

func (a *Audit) setTime(value []byte) (err error) {
	a.event.TS, err = a.time(value)
	return err
}

func (a *Audit) setAddr(value []byte) error {
	s, err := unquoted(value)
	if err == nil {
		a.event.SrcIP, err = a.addrs.parse(s)
	}
	return err
}

func (a *Audit) setNIR(value []byte) error {
	s, err := unquoted(value)
	a.event.NIR = string(s)
	return err
}

// time reads "2022-03-08T07:15:01.000042Z"; the date is mostly that of the
// line before.
func (a *Audit) time(value []byte) (int64, error) {
	const form = `"2022-03-08T07:15:01.000042Z"`
	if len(value) != len(form) || value[11] != 'T' || value[14] != ':' || value[17] != ':' || value[20] != '.' ||
		value[27] != 'Z' {
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
	return a.start + ((h*60+m)*60+s)*measure.Second + us, nil
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

// Person is a key for the insured person that a look-up named: equal for equal
// numbers, different for different ones, zero where the log names none. It is
// the keyed reference, or in clear mode the thirteen characters of the number
// without its key, so that a mistyped key makes no other person.
func (e *Event) Person() uint64 {
	if e.NIR == "" {
		return e.NIRRef
	}
	return numberKey(e.NIR)
}

// numberKey packs the first thirteen characters of a number in base 12: digits,
// and A and B of Corsica. Its top bit keeps it off zero.
func numberKey(nir string) uint64 {
	const size = 13
	v := uint64(0)
	for i := 0; i < len(nir) && i < size; i++ {
		switch c := nir[i]; {
		case c >= '0' && c <= '9':
			v = v*12 + uint64(c-'0')
		case c == 'A' || c == 'B':
			v = v*12 + uint64(c-'A') + 10
		default:
			v = v*12 + uint64(c)
		}
	}
	return v | 1<<63
}
