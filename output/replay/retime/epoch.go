package retime

import (
	"bytes"
	"fmt"
)

// Widths of times since 1970, from September 2001 until the year 2286.
const (
	millisWidth  = 13 // 1646723701000
	secondsWidth = 17 // 1646723701.000042
	nanosWidth   = 19 // 1646723701000042000
)

var timeKey = []byte(`"time":`)

// epoch is a time since 1970 as a number behind a text; without a text it is none.
type epoch struct {
	key     string
	seconds bool // with six decimals; else milliseconds
}

// put writes a time over the number.
func (e epoch) put(line []byte, micros int64) error {
	i := bytes.Index(line, []byte(e.key))
	if i < 0 {
		return fmt.Errorf("no %q in %.60q", e.key, line)
	}
	b, fits := line[i+len(e.key):], false
	if e.seconds {
		_, fits = readSeconds(b)
	} else if len(b) >= millisWidth {
		_, fits = digits(b, millisWidth)
	}
	switch {
	case !fits || !inReach(micros):
		return fmt.Errorf("%q of %.60q has no room for %s", e.key, line, moment(micros))
	case e.seconds:
		putSeconds(b, micros)
	default:
		put(b, millisWidth, micros/1000)
	}
	return nil
}

// inReach reports whether a time since 1970 has the width that the others have.
func inReach(micros int64) bool { return micros >= 1e15 && micros < 1e16 }

// readSeconds reads seconds with six decimals.
func readSeconds(b []byte) (micros int64, ok bool) {
	if len(b) < secondsWidth || b[10] != '.' {
		return 0, false
	}
	s, ok1 := digits(b, 10)
	us, ok2 := digits(b[11:], 6)
	micros = s*second + us
	return micros, ok1 && ok2 && inReach(micros)
}

func putSeconds(b []byte, micros int64) {
	put(b, 10, micros/second)
	put(b[11:], 6, micros%second)
}

// readNanos reads nanoseconds that are whole microseconds.
func readNanos(b []byte) (micros int64, ok bool) {
	if len(b) < nanosWidth || string(b[16:nanosWidth]) != "000" {
		return 0, false
	}
	micros, ok = digits(b, 16)
	return micros, ok && inReach(micros)
}

func putNanos(b []byte, micros int64) { put(b, 16, micros) }
