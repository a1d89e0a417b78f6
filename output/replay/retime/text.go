package retime

import (
	"bytes"
	"slices"
	"time"
)

// MovedColumns are the columns of dates in CSV files of records that move with the
// logs. Dates of birth stay.
func MovedColumns() []string {
	return []string{"created_on", "since", "rights_start", "rights_end", "visited_on"}
}

// Text moves every time that stands in a text, in place: RFC 3339 with or without
// fraction and offset, or with a blank and in UTC; that of a server's log; milliseconds
// as OCSF has them; dates of the simulated time in JSON. What only looks like a time
// stays.
func (s *Shift) Text(text []byte) []byte {
	if !s.Moves() {
		return text
	}
	s.stamps(text)
	s.brackets(text)
	for rest := text; ; {
		i := bytes.Index(rest, timeKey)
		if i < 0 {
			break
		}
		rest = rest[i+len(timeKey):]
		if len(rest) >= 13 && rest[0] == '1' {
			if ms, ok := digits(rest, 13); ok && (len(rest) == 13 || rest[13] < '0' || rest[13] > '9') {
				put(rest, 13, s.At(ms*1000)/1000)
			}
		}
	}
	return text
}

// stamps moves times such as 2022-03-08T07:15:01.000042Z, and dates: it looks at each
// dash.
func (s *Shift) stamps(text []byte) {
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '-')
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		from := i - 4
		if from < 0 || len(text)-from < len(time.DateOnly)+1 || text[i+3] != '-' {
			continue
		}
		if text[i+6] == '"' {
			s.dateOf(text[:i+6])
		}
		if len(text)-from < 19 || text[i+6] != 'T' && text[i+6] != ' ' {
			continue
		}
		if from > 0 && text[from-1] >= '0' && text[from-1] <= '9' {
			continue
		}
		if end := stampEnd(text, from+19); s.rfc3339(text[from:end]) {
			at = end
		}
	}
}

// dateOf moves the date at the end of a text where it is the value of a key of JSON that
// tells of the simulated time.
func (s *Shift) dateOf(text []byte) {
	before, ok := bytes.CutSuffix(text[:len(text)-len(time.DateOnly)], []byte(`":"`))
	key := before[bytes.LastIndexByte(before, '"')+1:]
	if ok && (string(key) == "date" || slices.Contains(MovedColumns(), string(key))) {
		date := text[len(text)-len(time.DateOnly):]
		copy(date, s.Date(string(date)))
	}
}

// stampEnd is where a time ends whose seconds end at a place: behind its fraction and its
// offset, as far as it has them.
func stampEnd(text []byte, at int) int {
	if at+1 < len(text) && text[at] == '.' && isDigit(text[at+1]) {
		for at++; at < len(text) && isDigit(text[at]); at++ {
		}
	}
	if at < len(text) && text[at] == 'Z' {
		return at + 1
	}
	if at+6 <= len(text) && (text[at] == '+' || text[at] == '-') && text[at+3] == ':' {
		_, ok1 := digits(text[at+1:], 2)
		_, ok2 := digits(text[at+4:], 2)
		if ok1 && ok2 {
			return at + 6
		}
	}
	return at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// brackets moves times such as [08/Mar/2022:08:15:01 +0100].
func (s *Shift) brackets(text []byte) {
	for rest := text; ; {
		i := bytes.IndexByte(rest, '[')
		if i < 0 {
			return
		}
		rest = rest[i+1:]
		if t, ok := ncsa(rest); ok {
			moved, offset := s.Local(t)
			putNCSA(rest, moved, offset)
		}
	}
}

// rfc3339 moves a time with or without fraction and offset. An offset that was the
// scenario's own becomes what that then is; a fraction keeps its length.
func (s *Shift) rfc3339(b []byte) bool {
	local, ok := civil(b)
	if !ok {
		return false
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
	return true
}
