package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios/measure"
)

// Request is a line of the access log in combined form. A dash in the file is
// zero here.
type Request struct {
	TS        int64 // microseconds since 1970 UTC, on a whole second
	Offset    int   // seconds east of UTC of the local time in the file
	SrcIP     netip.Addr
	Account   string
	Method    string
	Path      string
	Status    int64
	Bytes     int64
	Referer   string
	UserAgent string
}

// Access reads an access log in combined form.
type Access struct {
	lines   lines
	texts   texts
	addrs   addrs
	agents  texts // as written, to its text
	request Request
	minute  []byte // time parsed last, up to the minute and with the offset
	start   int64
	offset  int
}

// NewAccess returns a reader of an access log in combined form.
func NewAccess(r io.Reader) *Access {
	return &Access{lines: newLines(r), texts: texts{}, addrs: addrs{}, agents: texts{}}
}

// All ranges over the requests. The request is reused: copy what is to be
// kept. It ends after the first error, which names the line.
func (a *Access) All() iter.Seq2[*Request, error] {
	return func(yield func(*Request, error) bool) {
		for {
			r, err := a.Next()
			if err == io.EOF || !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Line is the number of the line read last, from 1.
func (a *Access) Line() int { return a.lines.n }

// bound forgets the texts of a log in which they do not repeat.
func (a *Access) bound() {
	a.texts.bound()
	a.agents.bound()
}

var errCombined = errors.New("not a line in combined form")

// Next returns the next request, valid until the following call, or io.EOF.
func (a *Access) Next() (*Request, error) {
	line, err := a.lines.next()
	if err != nil {
		return nil, err
	}
	if err := a.parse(line); err != nil {
		return nil, a.lines.wrong(err)
	}
	return &a.request, nil
}

// decode reads line n of a file.
func (a *Access) decode(line []byte, n int, into *Request) error {
	a.lines.n = n
	if err := a.parse(line); err != nil {
		return a.lines.wrong(err)
	}
	*into = a.request
	return nil
}

func (a *Access) parse(line []byte) error {
	r := &a.request
	*r = Request{}
	host, rest, ok1 := bytes.Cut(line, []byte(" - "))
	user, rest, ok2 := bytes.Cut(rest, []byte(" ["))
	when, rest, ok3 := bytes.Cut(rest, []byte("] \""))
	what, rest, ok4 := bytes.Cut(rest, []byte("\" "))
	status, rest, ok5 := bytes.Cut(rest, []byte(" "))
	size, rest, ok6 := bytes.Cut(rest, []byte(" \""))
	referer, agent, ok7 := bytes.Cut(rest, []byte("\" \""))
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && ok7) || !bytes.HasSuffix(agent, []byte("\"")) {
		return errCombined
	}
	var err error
	if string(host) != "-" {
		if r.SrcIP, err = a.addrs.parse(host); err != nil {
			return err
		}
	}
	if string(user) != "-" {
		r.Account = a.texts.of(user)
	}
	if err := a.time(when); err != nil {
		return err
	}
	if err := a.what(what); err != nil {
		return err
	}
	if r.Status, err = strconv.ParseInt(string(status), 10, 64); err != nil {
		return fmt.Errorf("status: %w", err)
	}
	if string(size) != "-" {
		if r.Bytes, err = strconv.ParseInt(string(size), 10, 64); err != nil {
			return fmt.Errorf("bytes: %w", err)
		}
	}
	r.Referer = a.header(referer)
	r.UserAgent = a.header(agent[:len(agent)-1])
	return nil
}

// what reads the request between the quotes: method, path and protocol. What does not
// begin with the word of a method came from somebody who does not speak HTTP: it is
// kept as a path without a method. A dash, and no word at all, are neither.
func (a *Access) what(b []byte) error {
	r := &a.request
	method, path, _ := bytes.Cut(b, []byte(" "))
	path, proto, _ := bytes.Cut(path, []byte(" "))
	switch {
	case bytes.HasPrefix(proto, []byte("HTTP/")):
		r.Method, r.Path = a.texts.of(method), a.texts.of(path)
	case len(b) == 0 || string(b) == "-":
	case len(bytes.Trim(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == 0:
		return fmt.Errorf("request %q: want method, path and protocol", b)
	default:
		r.Path = a.texts.of(b)
	}
	return nil
}

// header reads a header value: a dash is none, a backslash escapes.
func (a *Access) header(b []byte) string {
	if string(b) == "-" {
		return ""
	}
	if s, ok := a.agents[string(b)]; ok {
		return s
	}
	s := unescaped(b)
	a.agents[string(b)] = s
	return s
}

// unescaped reads Apache's escapes: a letter for a control, xhh for what else is not
// printable, and what stands for itself.
func unescaped(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		if at := strings.IndexByte("bnrtv", b[i]); at >= 0 {
			out = append(out, "\b\n\r\t\v"[at])
			continue
		}
		if b[i] == 'x' && i+2 < len(b) {
			if n, err := strconv.ParseUint(string(b[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return string(out)
}

// time reads "08/Mar/2022:08:15:01 +0100"; all but the seconds is mostly that
// of the line before.
func (a *Access) time(b []byte) error {
	const form = "02/Jan/2006:15:04:05 -0700"
	if len(b) != len(form) {
		return fmt.Errorf("time %q: want the form %s", b, form)
	}
	if len(a.minute) == 0 || string(b[:18]) != string(a.minute[:18]) || string(b[20:]) != string(a.minute[20:]) {
		t, err := time.Parse(form, string(b))
		if err != nil {
			return fmt.Errorf("time %q: want the form %s", b, form)
		}
		_, a.offset = t.Zone()
		a.minute = append(a.minute[:0], b...)
		a.start = t.Truncate(time.Minute).UnixMicro()
	}
	s := digits(b[18:20])
	if s < 0 || s > 59 {
		return fmt.Errorf("time %q: want the form %s", b, form)
	}
	a.request.TS, a.request.Offset = a.start+s*measure.Second, a.offset
	return nil
}
