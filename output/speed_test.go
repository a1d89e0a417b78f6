package output

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/columnar"
)

// speeds are what one core makes of a log format.
type speeds struct {
	format        schema.Format
	lines         int
	bytes         int     // of a round
	ns            float64 // of the quickest round
	file, fileRow float64 // nanoseconds and bytes a row of a file of columns; 0 for lines
}

// TestSpeedPage holds the page of speeds to the list of formats: each encoder has
// a row. With -update it measures again: rounds over all formats in turn, of
// which the quickest counts, so that what else the machine does hardly matters.
func TestSpeedPage(t *testing.T) {
	page, err := os.ReadFile("speed.md")
	if err != nil && !*update {
		t.Fatal(err)
	}
	head, table, found := bytes.Cut(page, []byte("\n| format |"))
	if !found && !*update {
		t.Fatal("speed.md has no table")
	}
	if !*update {
		for _, name := range everyLog() {
			if !bytes.Contains(table, []byte("\n| "+name+" | ")) {
				t.Errorf("speed.md has no row for %s: go test ./output -run TestSpeedPage -update", name)
			}
		}
		return
	}
	if err := os.WriteFile("speed.md", append(append(head, '\n'), speedTable(t, measured(t))...), 0o666); err != nil {
		t.Fatal(err)
	}
}

const (
	speedRounds = 40
	fileRounds  = 6
)

// measured times every format on the same events of a fake world.
func measured(t *testing.T) []speeds {
	t.Helper()
	r := newReady(1, 9000)
	zone := time.FixedZone("CET", 3600)
	texts := encode.NewTexts(r.Catalog())
	var list []speeds
	var rounds []func(dst []byte) []byte
	for _, f := range encode.Formats() {
		if f.Stream == schema.Records {
			continue
		}
		list = append(list, speeds{format: f, ns: math.Inf(1)})
		rounds = append(rounds, round(texts, f, zone, &r.batch))
	}
	buf := make([]byte, 0, 64<<20)
	for range speedRounds {
		for i := range list {
			from := time.Now()
			out := rounds[i](buf[:0])
			list[i].ns = min(list[i].ns, float64(time.Since(from).Nanoseconds()))
			list[i].bytes = len(out)
			list[i].lines = len(r.batch.Audit)
			if list[i].format.Stream == schema.Access {
				list[i].lines = len(r.batch.Access)
			}
		}
	}
	for i := range list {
		if list[i].format.Columnar {
			list[i].asFile(t, rounds[i](nil))
		}
	}
	return list
}

// round appends all lines of a batch in a format.
func round(texts *encode.Texts, f schema.Format, zone *time.Location, b *event.Batch) func(dst []byte) []byte {
	if audit := texts.Audit(f, schema.HMAC); audit != nil {
		return func(dst []byte) []byte {
			for i := range b.Audit {
				dst = audit(dst, &b.Audit[i])
			}
			return dst
		}
	}
	access := texts.Access(f, zone)
	return func(dst []byte) []byte {
		for i := range b.Access {
			dst = access(dst, &b.Access[i])
		}
		return dst
	}
}

// asFile times packed rows on their way to a file of columns, which holds them
// often enough to be a row group.
func (s *speeds) asFile(t *testing.T, packed []byte) {
	t.Helper()
	times := 120_000/s.lines + 1
	s.file = math.Inf(1)
	for range fileRounds {
		var n counter
		from := time.Now()
		w, err := columnar.NewWriter(&n, s.format.Info(schema.HMAC))
		if err != nil {
			t.Fatal(err)
		}
		for range times {
			if err := w.WriteRows(packed); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		rows := float64(times * s.lines)
		s.file = min(s.file, float64(time.Since(from).Nanoseconds())/rows)
		s.fileRow = float64(n.n) / rows
	}
}

func speedTable(t *testing.T, list []speeds) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("| format | log | bytes a line | ns a line | million lines/s | MB/s | ns a byte, jsonl = 1 | allocations a line |\n|---|---|---|---|---|---|---|---|\n")
	native := list[0].ns / float64(list[0].bytes)
	for i := range list {
		s := &list[i]
		line := s.ns / float64(s.lines)
		perByte := fmt.Sprintf("%.2f", s.ns/float64(s.bytes)/native)
		if s.format.Columnar {
			perByte = "–"
		}
		fmt.Fprintf(&b, "| %s | %s | %.0f | %.0f | %.2f | %.0f | %s | 0 |\n", s.format.Name, s.format.Stream,
			float64(s.bytes)/float64(s.lines), line, 1e3/line, 1e3*float64(s.bytes)/s.ns, perByte)
	}
	b.WriteString("\nThe rows of the two Parquet forms above are those in which encoders hand values to the writer of columns. The files:\n\n" +
		"| file | bytes a row | ns a row, encoder included | million rows/s |\n|---|---|---|---|\n")
	for i := range list {
		if s := &list[i]; s.format.Columnar {
			row := s.file + s.ns/float64(s.lines)
			fmt.Fprintf(&b, "| %s | %.0f | %.0f | %.2f |\n", s.format.Name, s.fileRow, row, 1e3/row)
		}
	}
	return b.Bytes()
}

// Encoders allocate nothing once their buffer has room, in any format, on the
// lines of a whole hour; the page of speeds says so.
func TestNoFormatAllocates(t *testing.T) {
	r := newReady(1, 900)
	texts := encode.NewTexts(r.Catalog())
	buf := make([]byte, 0, 16<<20)
	for _, f := range encode.Formats() {
		if f.Stream == schema.Records {
			continue
		}
		all := round(texts, f, time.UTC, &r.batch)
		if n := testing.AllocsPerRun(3, func() { all(buf) }); n != 0 {
			t.Errorf("%s: %v allocations in %d events", f.Name, n, len(r.batch.Audit))
		}
	}
}

// The page of formats leads to that of speeds.
func TestFormatsPageLeadsToSpeeds(t *testing.T) {
	page, err := os.ReadFile("formats.md")
	if err != nil || !strings.Contains(string(page), "(speed.md)") {
		t.Errorf("formats.md does not lead to speed.md (%v)", err)
	}
}

var _ io.Writer = (*counter)(nil)
