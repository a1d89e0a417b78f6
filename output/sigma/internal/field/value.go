package field

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios/measure"
)

// Kind is the kind of value that a field has.
type Kind uint8

// The kinds of values. A field has values of one of them, or none.
const (
	None    Kind = iota // null: the line says nothing of it
	Text                // compared without regard to upper and lower case unless a rule says otherwise
	Number              // whole millionths
	ID                  // sixteen hex digits
	Address             // an IP address
	Time                // microseconds since 1970 UTC
)

// Value is what a line says of a field.
type Value struct {
	Kind Kind
	Text string     // of Text
	N    int64      // of Number in millionths, of Time in microseconds, of ID its bits
	Addr netip.Addr // of Address
}

// Append appends the value as the log writes it, without quotes; nothing for null.
func (v *Value) Append(dst []byte) []byte {
	switch v.Kind {
	case Text:
		return append(dst, v.Text...)
	case Number:
		return appendNumber(dst, v.N)
	case ID:
		return fmt.Appendf(dst, "%016x", uint64(v.N))
	case Address:
		return v.Addr.AppendTo(dst)
	case Time:
		return time.UnixMicro(v.N).UTC().AppendFormat(dst, "2006-01-02T15:04:05.000000Z")
	}
	return dst
}

// String is the value as the log writes it.
func (v *Value) String() string { return string(v.Append(nil)) }

// appendNumber writes millionths as a decimal number without trailing zeros.
func appendNumber(dst []byte, n int64) []byte {
	whole, part := n/measure.Million, n%measure.Million
	if part == 0 {
		return strconv.AppendInt(dst, whole, 10)
	}
	if n < 0 {
		dst = append(dst, '-')
		whole, part = -whole, -part
	}
	dst = strconv.AppendInt(dst, whole, 10)
	return append(dst, strings.TrimRight(fmt.Sprintf(".%06d", part), "0")...)
}

// ParseNumber reads a plain decimal number of at most six decimals as millionths;
// false for all else, and for what is beyond nine million millions.
func ParseNumber(s string) (int64, bool) {
	digits, minus := strings.CutPrefix(s, "-")
	whole, part, pointed := strings.Cut(digits, ".")
	const most, places = 12, 6
	if whole == "" || len(whole) > most || len(part) > places || pointed && part == "" {
		return 0, false
	}
	if strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
	if err != nil {
		return 0, false
	}
	if minus {
		n = -n
	}
	return n, true
}

// Equal reports whether two values are the same, of texts without regard to case.
func (v *Value) Equal(o *Value) bool {
	if v.Kind != o.Kind {
		return v.Kind != None && o.Kind != None && strings.EqualFold(v.String(), o.String())
	}
	switch v.Kind {
	case None:
		return false
	case Text:
		return strings.EqualFold(v.Text, o.Text)
	case Address:
		return v.Addr == o.Addr
	}
	return v.N == o.N
}
