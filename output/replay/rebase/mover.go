package rebase

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/replay/retime"
)

// mover appends a line of a file, moved. Lines come with their newline.
type mover func(dst, line []byte) ([]byte, error)

// moverOf returns what moves the lines of a file.
func moverOf(shift *retime.Shift, name string) mover {
	plain := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	for _, f := range retime.Forms() {
		if path.Dir(name) == f.Folder && path.Ext(plain) == f.Ext {
			return logMover(shift, f)
		}
	}
	switch ext := path.Ext(plain); {
	case ext == ".mmdb":
		return func(dst, line []byte) ([]byte, error) { return append(dst, line...), nil }
	case ext == ".sql":
		return func(dst, line []byte) ([]byte, error) {
			return append(dst, dayInScript.ReplaceAllFunc(line, func(m []byte) []byte {
				return append([]byte(shift.Date(string(m[:10]))), m[10:]...)
			})...), nil
		}
	case ext == ".csv":
		return tableMover(shift)
	}
	return func(dst, line []byte) ([]byte, error) { return append(dst, shift.Text(line)...), nil }
}

// dayInScript is the name of a day file in a script that loads it.
var dayInScript = regexp.MustCompile(`\d{4}-\d{2}-\d{2}\.(copy|csv)`)

// logMover moves the lines of a log as they are moved when they are sent.
func logMover(shift *retime.Shift, f retime.Form) mover {
	head := f.Head
	return func(dst, line []byte) ([]byte, error) {
		if head || len(line) == 0 || f.Comments && line[0] == '#' {
			head = false
			return append(dst, line...), nil
		}
		from := len(dst)
		dst = append(dst, line...)
		line = dst[from:]
		micros, at, err := f.Time(line)
		if err != nil {
			return dst, err
		}
		moved, offset := shift.Local(micros)
		return dst, f.Set(line, at, moved, offset)
	}
}

// tableMover moves times anywhere in a table, and dates in the columns that tell of the
// simulated time.
func tableMover(shift *retime.Shift) mover {
	var columns []int
	head := true
	return func(dst, line []byte) ([]byte, error) {
		if head {
			head = false
			for i, name := range strings.Split(strings.TrimSpace(string(line)), ",") {
				if slices.Contains(retime.MovedColumns(), name) {
					columns = append(columns, i)
				}
			}
			return append(dst, line...), nil
		}
		line = shift.Text(line)
		for _, c := range columns {
			if at, end := field(line, c); end > at {
				copy(line[at:end], shift.Date(string(line[at:end])))
			}
		}
		return append(dst, line...), nil
	}
}

// field finds a field of a line of CSV, without its quotes.
func field(line []byte, n int) (at, end int) {
	quoted := false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == '\n'):
			if n == 0 {
				trimmed := bytes.Trim(line[at:i], "\"\r")
				at += bytes.Index(line[at:i], trimmed)
				return at, at + len(trimmed)
			}
			n--
			at = i + 1
		}
	}
	return 0, 0
}
