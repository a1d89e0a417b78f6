package socket

import (
	"fmt"
	"strconv"

	"github.com/breachsim/breachsim/output/replay/sink"
)

// Framing is how a receiver tells where a line ends (RFC 6587).
type Framing uint8

// The framings.
const (
	Newlines Framing = iota // a newline behind each line
	Octets                  // its length in bytes and a blank before each line
)

// ParseFraming reads --framing. Where nothing is said, syslog lines are counted, as
// receivers of RFC 5424 expect it, and others end with a newline.
func ParseFraming(text, format string) (Framing, error) {
	switch text {
	case "octet":
		return Octets, nil
	case "newline":
		return Newlines, nil
	case "":
		if format == "rfc5424" {
			return Octets, nil
		}
		return Newlines, nil
	}
	return 0, fmt.Errorf("framing %q: want octet or newline", text)
}

// Append appends the lines of a batch as they go over the wire.
func (f Framing) Append(dst []byte, batch []sink.Line) []byte {
	for _, l := range batch {
		if f == Octets {
			dst = strconv.AppendInt(dst, int64(len(l.Bytes)), 10)
			dst = append(dst, ' ')
			dst = append(dst, l.Bytes...)
			continue
		}
		dst = append(dst, l.Bytes...)
		dst = append(dst, '\n')
	}
	return dst
}
