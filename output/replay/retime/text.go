package retime

import (
	"bytes"
	"regexp"
	"time"
)

// stamp is a time in any text of a dataset: RFC 3339 with or without fractions, or
// with a blank and in UTC; that of a server's log; milliseconds as OCSF has them.
var stamp = regexp.MustCompile(`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?` +
	`|\[\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}\]` +
	`|"time":1\d{12}\b`)

// dateKey is a local date of the simulated time in JSON; dates of birth stay.
var dateKey = regexp.MustCompile(`"(date|created_on|since|rights_start|rights_end|visited_on)":"\d{4}-\d{2}-\d{2}"`)

// MovedColumns are the columns of dates in CSV files of records that move with the
// logs. Dates of birth stay.
func MovedColumns() []string {
	return []string{"created_on", "since", "rights_start", "rights_end", "visited_on"}
}

// Text moves every time that stands in a text.
func (s *Shift) Text(text []byte) []byte {
	text = stamp.ReplaceAllFunc(text, s.one)
	return dateKey.ReplaceAllFunc(text, func(m []byte) []byte {
		at := len(m) - len(time.DateOnly) - 1
		return append(append(bytes.Clone(m[:at]), s.Date(string(m[at:len(m)-1]))...), '"')
	})
}

// one moves one time, in the form in which it is written. What only looks like a
// time stays.
func (s *Shift) one(m []byte) []byte {
	out := bytes.Clone(m)
	switch {
	case m[0] == '[':
		if t, ok := ncsa(m[1:]); ok {
			moved, offset := s.Local(t)
			putNCSA(out[1:], moved, offset)
		}
	case m[0] == '"':
		ms, _ := digits(m[len(timeKey):], 13) // the pattern says so
		put(out[len(timeKey):], 13, s.At(ms*1000)/1000)
	default:
		s.rfc3339(out)
	}
	return out
}

// rfc3339 moves a time with or without fraction and offset. An offset that was the
// scenario's own becomes what that then is; a fraction keeps its length.
func (s *Shift) rfc3339(b []byte) {
	local, ok := civil(b)
	if !ok {
		return
	}
	end := 19
	fraction, unit := int64(0), second
	if end < len(b) && b[end] == '.' {
		for end++; end < len(b) && b[end] >= '0' && b[end] <= '9'; end++ {
			unit /= 10
			fraction += int64(b[end]-'0') * unit
		}
	}
	offset, own := int64(0), false
	if end+6 == len(b) { // +01:00
		h, _ := digits(b[end+1:], 2)
		m, _ := digits(b[end+4:], 2)
		if offset = (h*3600 + m*60) * second; b[end] == '-' {
			offset = -offset
		}
		own = offsetAt(s.zone, local-offset) == int(offset/second)
	}
	moved, now := s.Local(local + fraction - offset)
	if own {
		offset = int64(now) * second
		b[end] = '+'
		if now < 0 {
			b[end], now = '-', -now
		}
		put(b[end+1:], 2, int64(now/3600))
		put(b[end+4:], 2, int64(now/60%60))
	}
	putCivil(b, moved+offset)
	if rest := modSecond(moved); unit < second {
		for i, u := 20, second/10; i < end && u > 0; i, u = i+1, u/10 {
			b[i] = byte('0' + rest/u%10)
		}
	}
}
