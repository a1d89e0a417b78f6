package export

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios/measure"
)

// Unit is what a time that is written as a number counts, since 1970.
type Unit uint8

// Units of a time.
const (
	Text    Unit = iota // no number is a time
	Seconds             // with decimals, maybe
	Millis
)

// Moment is a field that may hold a time.
type Moment struct {
	Path string
	Unit Unit
	// Last is set where the time may be cut to the second: the alert then stands at the
	// end of that second, for it cannot rest on lines that come later.
	Last bool
}

// layouts are the forms in which products write a time with its offset.
var layouts = [...]string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z0700",
	"2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05 -0700",
}

// zoneName is the name of a zone behind its offset, as Go prints it and CrowdSec with it:
// 2022-03-10 08:39:34 +0100 +0100.
var zoneName = regexp.MustCompile(`( [+-]\d{4}) \S+$`)

// micros reads a time as microseconds since 1970.
func (m Moment) micros(s string) (int64, error) {
	if m.Unit != Text {
		if ts, ok := scaled(s, map[Unit]int{Seconds: 6, Millis: 3}[m.Unit]); ok {
			return m.last(ts), nil
		}
	}
	in := zoneName.ReplaceAllString(s, "$1")
	for _, zone := range []string{" GMT", " UTC"} {
		if cut, ok := strings.CutSuffix(in, zone); ok {
			in = cut + "Z"
		}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, in); err == nil {
			return m.last(t.UnixMicro()), nil
		}
	}
	return 0, fmt.Errorf("%s %q is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z", m.Path, s)
}

// last is the end of a second that a time was cut to.
func (m Moment) last(ts int64) int64 {
	if m.Last && ts%measure.Second == 0 {
		return ts + measure.Second - 1
	}
	return ts
}

// scaled reads a decimal number times 10^digits, without its further digits.
func scaled(s string, digits int) (int64, bool) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > digits {
		if strings.Trim(part, "0123456789") != "" {
			return 0, false
		}
		part = part[:digits]
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", digits-len(part)), 10, 64)
	return n, err == nil
}
