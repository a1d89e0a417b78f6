package truth

import (
	"fmt"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Time is microseconds since 1970 in UTC. Zero is "never": null in a file.
type Time int64

// MarshalJSON writes RFC 3339 with six decimals and Z.
func (t Time) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	stamp := wire.NewStamp()
	b := append(make([]byte, 0, 32), '"')
	return append(stamp.Append(b, int64(t)), '"'), nil
}

// UnmarshalJSON reads RFC 3339, or null.
func (t *Time) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*t = 0
		return nil
	}
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return fmt.Errorf("time %s: want a string", b)
	}
	v, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return fmt.Errorf("time %q: want RFC 3339", s)
	}
	*t = Time(v.UnixMicro())
	return nil
}

// ID is an event, session or request id, or a reference to a NIR: sixteen hex
// digits in a file. Zero is "none": null.
type ID uint64

// MarshalJSON writes sixteen lower-case hex digits.
func (id ID) MarshalJSON() ([]byte, error) {
	if id == 0 {
		return []byte("null"), nil
	}
	b := append(make([]byte, 0, 18), '"')
	return append(wire.AppendHex(b, uint64(id)), '"'), nil
}

// UnmarshalJSON reads sixteen hex digits, or null.
func (id *ID) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*id = 0
		return nil
	}
	if len(b) != 18 || b[0] != '"' || b[17] != '"' {
		return fmt.Errorf("id %s: want sixteen hex digits in quotes", b)
	}
	v, err := strconv.ParseUint(string(b[1:17]), 16, 64)
	if err != nil {
		return fmt.Errorf("id %s: want sixteen hex digits", b)
	}
	*id = ID(v)
	return nil
}

func (id ID) String() string { return string(wire.AppendHex(nil, uint64(id))) }

// Text is a string whose empty value is null in a file.
type Text string

// MarshalJSON writes a JSON string, or null.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return wire.Quote(string(t)), nil
}
