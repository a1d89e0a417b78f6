package timeline_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/internal/timeline"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
)

func forms(t testing.TB, names ...string) (all []retime.Form) {
	t.Helper()
	for _, name := range names {
		f, err := retime.FormNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

func open(t testing.TB, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// row is a line and what the timeline says of it.
type row struct {
	sink.Line
	timeline.Entry
	text string
}

// rows reads a whole timeline in chunks of a size.
func rows(t testing.TB, d *read.Dataset, o timeline.Options, n int) (all []row) {
	t.Helper()
	lines, err := timeline.Open(d, o)
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Close()
	var c timeline.Chunk
	for {
		err := lines.Fill(&c, n, 1<<20)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range c.Lines {
			all = append(all, row{l, c.Entries[i], string(l.Bytes)})
		}
	}
}

// Both logs come in the order of time, each with the lines of its files in their order,
// whatever they are packed in and however much is read at a time.
func TestTimelineMergesBothLogs(t *testing.T) {
	dir := datasettest.Tiny(t)
	packed := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Compress: "zstd"})
	gzipped := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Compress: "gzip"})
	o := timeline.Options{Forms: forms(t, "jsonl", "combined")}
	all := rows(t, open(t, dir), o, 1000)
	var last int64
	texts := map[sink.Log]*strings.Builder{sink.Audit: {}, sink.Access: {}}
	for i, r := range all {
		if r.Due < last || r.Micros != r.Due {
			t.Fatalf("line %d: %d after %d", i, r.Micros, last)
		}
		last = r.Due
		texts[r.Log].WriteString(r.text + "\n")
		named := strings.Contains(r.text, `"account":"`+r.Account+`"`) || r.Account == "" && strings.Contains(r.text, `"account":null`)
		if r.Log == sink.Audit && !named {
			t.Fatalf("line %d: account %q of %s", i, r.Account, r.text)
		}
	}
	for log, folder := range map[sink.Log]string{sink.Audit: "audit", sink.Access: "access"} {
		files, err := filepath.Glob(filepath.Join(dir, "logs", folder, "2*"))
		if err != nil || len(files) != 2 {
			t.Fatal(files, err)
		}
		want := ""
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			want += string(b)
		}
		if texts[log].String() != want {
			t.Errorf("the %s log is not what its files say", folder)
		}
	}
	for _, other := range [][]row{rows(t, open(t, packed), o, 7), rows(t, open(t, gzipped), o, 1)} {
		if !slices.EqualFunc(all, other, func(a, b row) bool { return a.text == b.text && a.Due == b.Due && a.Number == b.Number }) {
			t.Error("a packed dataset, read in other pieces, gives other lines")
		}
	}
}

// What follows a line is the same whether the timeline began there or before.
func TestTimelineGoesOnBehindAnyLine(t *testing.T) {
	d := open(t, datasettest.Write(t, "tiny", generator.Options{}, output.Options{Formats: []string{"csv", "w3c"}}))
	o := timeline.Options{Forms: forms(t, "csv", "w3c")}
	all := rows(t, d, o, 100)
	for i := 0; i < len(all); i += 37 {
		o.Behind[all[i].Log] = all[i].Place
		for j := i; j >= 0 && o.Behind[1-all[i].Log].File == ""; j-- {
			if all[j].Log != all[i].Log {
				o.Behind[all[j].Log] = all[j].Place
			}
		}
		rest := rows(t, d, o, 100)
		if len(rest) != len(all)-i-1 || len(rest) > 0 && rest[0].text != all[i+1].text {
			t.Fatalf("behind line %d come %d lines, want %d", i, len(rest), len(all)-i-1)
		}
		o.Behind = [2]timeline.Place{}
	}
}

func TestTimelineKeepsToTheWindow(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	all := rows(t, d, timeline.Options{Forms: forms(t, "jsonl", "combined")}, 100)
	from, to := all[100].Micros, all[900].Micros
	want := 0
	for _, r := range all {
		if r.Micros >= from && r.Micros < to {
			want++
		}
	}
	got := rows(t, d, timeline.Options{Forms: forms(t, "jsonl", "combined"), From: from, To: to}, 100)
	if len(got) != want || got[0].Micros < from || got[len(got)-1].Micros >= to {
		t.Errorf("%d lines, want %d", len(got), want)
	}
}

// A timeline that is moved tells the moved times, in the lines and beside them.
func TestTimelineMoves(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	o := timeline.Options{Forms: forms(t, "jsonl", "combined")}
	all := rows(t, d, o, 100)
	shift, err := retime.NewShift(d.Zone, 17, all[0].Micros, all[len(all)-1].Micros) // into summer
	if err != nil {
		t.Fatal(err)
	}
	o.Shift = shift
	for i, r := range rows(t, d, o, 100) {
		want := time.UnixMicro(all[i].Micros).AddDate(0, 0, 17*7).Add(-time.Hour)
		if !time.UnixMicro(r.Micros).Equal(want) || r.Due != r.Micros {
			t.Fatalf("line %d: %v, want %v", i, time.UnixMicro(r.Micros), want)
		}
		form := o.Forms[r.Log]
		if told, at, err := form.Time([]byte(r.text)); err != nil || told != r.Micros || form.Local([]byte(r.text), at) != 7200*int(r.Log) {
			t.Fatalf("line %d tells %d, want %d: %s", i, told, r.Micros, r.text)
		}
	}
}

// A line that is none of the format ends the timeline with its file and number.
func TestTimelineSaysWhichLineIsWrong(t *testing.T) {
	dir := datasettest.Tiny(t)
	file := filepath.Join(dir, "logs/access/2022-03-11.log")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(b, []byte("\n"))
	lines[4] = []byte("nothing\n")
	if err := os.WriteFile(file, bytes.Join(lines, nil), 0o644); err != nil {
		t.Fatal(err)
	}
	timelines, err := timeline.Open(open(t, dir), timeline.Options{Forms: forms(t, "combined")})
	if err != nil {
		t.Fatal(err)
	}
	defer timelines.Close()
	var c timeline.Chunk
	for err == nil {
		err = timelines.Fill(&c, 100, 1<<20)
	}
	if !strings.Contains(err.Error(), "2022-03-11.log:5: no time of the form combined") {
		t.Error(err)
	}
}

// The hot path of a line allocates nothing.
func TestTimelineAllocatesNothingALine(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	begin := time.Date(2022, 3, 10, 0, 0, 0, 0, d.Zone).UnixMicro()
	shift, err := retime.NewShift(d.Zone, 200, begin, begin)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := timeline.Open(d, timeline.Options{Forms: forms(t, "jsonl", "combined"), Shift: shift})
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Close()
	var c timeline.Chunk
	if err := lines.Fill(&c, 100, 1<<20); err != nil { // makes room
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(5, func() {
		if err := lines.Fill(&c, 80, 1<<20); err != nil {
			t.Fatal(err)
		}
	}); n > 4 { // accounts that were not seen before
		t.Errorf("80 lines allocate %v times", n)
	}
}
