package alert

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// ReadAlerts reads a file of alerts, JSON Lines, one JSON array, or CSV with a
// header; which of them, its first character tells. An empty file holds no alerts.
//
// JSON Lines, one object a line; other keys are ignored:
//
//	{"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":3.2,"rule":"R2",
//	 "from":…,"to":…,"events":["923690df60fab643"]}        from, to and events may be left out
//
// A JSON array holds the same objects; their entity may also stand as entity_type and
// entity_id, as in a table. Alerts are then counted by their place in the array.
//
// CSV, columns by name in any order, from, to and events (ids with a space
// between) optional:
//
//	t,entity_type,entity_id,score,rule,from,to
//
// Alerts may stand in any order: several rules write one file. They are
// returned by time. Whatever is wrong is told at once, as [*Problems].
func ReadAlerts(name string, r io.Reader) ([]Alert, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	bad := &Problems{File: name}
	first, err := firstByte(br)
	var list []Alert
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
	case first == '{':
		list, err = readJSONL(br, bad)
	case first == '[':
		list, err = readArray(br, bad)
	default:
		list, err = readCSV(br, bad)
	}
	if err != nil {
		return nil, fmt.Errorf("reading alerts from %q: %w", name, err)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	Sort(list)
	return list, nil
}

// firstByte tells the first byte that is not space, and takes nothing but a
// byte-order mark.
func firstByte(br *bufio.Reader) (byte, error) {
	if mark, _ := br.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		if _, err := br.Discard(3); err != nil {
			return 0, err
		}
	}
	for n := 1; ; n++ {
		b, err := br.Peek(n)
		if len(b) < n {
			if errors.Is(err, bufio.ErrBufferFull) {
				return ' ', nil
			}
			return 0, err
		}
		if c := b[n-1]; c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, nil
		}
	}
}
