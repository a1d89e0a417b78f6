package output

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// everyLog lists all log formats.
func everyLog() (names []string) {
	for _, f := range encode.Formats() {
		if f.Stream != schema.Records {
			names = append(names, f.Name)
		}
	}
	return names
}

// Every format has the same bytes for any number of workers, after shards are
// merged, and after a run was stopped and resumed, plain and packed.
func TestEveryLogFormatInAnyWay(t *testing.T) {
	for _, pack := range []string{"none", "gzip", "zstd"} {
		o := Options{Formats: everyLog(), Compress: pack}
		want := whole(t, newFake(3, 40), o)
		for _, f := range encode.Formats() {
			if f.Stream == schema.Records {
				continue
			}
			path := strings.ReplaceAll(f.Layout, "DATE", "2022-03-27")
			if pack != "none" && !f.Columnar {
				path += map[string]string{"gzip": ".gz", "zstd": ".zst"}[pack]
			}
			if want[path] == "" {
				t.Errorf("%s: no %s", f.Name, path)
			}
		}
		resumedEqual(t, o, want)
		many := o
		many.Dir, many.Workers = filepath.Join(t.TempDir(), "many"), 7
		write(t, newFake(3, 40), many)
		sameFiles(t, want, files(t, many.Dir))

		var dirs []string
		for i := range 2 {
			s := o
			s.Dir, s.Shard = filepath.Join(t.TempDir(), "shard"), Shard{Index: i + 1, Count: 2}
			write(t, newFake(3, 40), s)
			dirs = append(dirs, s.Dir)
		}
		merged := filepath.Join(t.TempDir(), "merged")
		if _, err := Merge(t.Context(), dirs, Options{Dir: merged}, func(ShardInfo) (Source, error) { return newFake(3, 40), nil }); err != nil {
			t.Fatal(err)
		}
		verified(t, merged)
		sameFiles(t, want, files(t, merged))
	}
}

// resumedEqual stops a run in its second day and completes it.
func resumedEqual(t *testing.T, o Options, want map[string]string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	src := newFake(3, 40)
	stop := src.windows[len(src.windows)/2].From
	src.onFill = func(w event.Window) {
		if w.From == stop {
			cancel()
		}
	}
	o.Dir, o.Workers = filepath.Join(t.TempDir(), "resumed"), 1
	if _, err := Write(ctx, src, o); KindOf(err) != KindInterrupted {
		t.Fatalf("not interrupted: %v", err)
	}
	o.Resume = true
	write(t, newFake(3, 40), o)
	verified(t, o.Dir)
	sameFiles(t, want, files(t, o.Dir))
}

const formatsMark = "<!-- formats:"

// formats.md tells where each format puts what, by being made from the lists
// that the code uses, with lines that the encoders wrote.
func TestPageOfFormats(t *testing.T) {
	page, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(page, []byte(formatsMark))
	end := at + bytes.IndexByte(page[max(at, 0):], '\n') + 1
	if at < 0 {
		t.Fatalf("formats.md has no mark %q", formatsMark)
	}
	var b bytes.Buffer
	b.Write(page[:end])
	for _, f := range encode.Formats() {
		if f.Mapping != nil {
			formatSection(&b, f)
		}
	}
	if *update {
		if err := os.WriteFile("formats.md", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(page, b.Bytes()) {
		t.Error("formats.md is not what the code says: go test ./output -run TestPage -update")
	}
}

func formatSection(b *bytes.Buffer, f schema.Format) {
	cell := strings.NewReplacer("|", `\|`)
	b.WriteString("\n## " + f.Name + "\n\n`" + f.Layout + "`: " + f.Description + ".\n\n")
	if s := f.Sample(); s != "" {
		b.WriteString("```\n" + f.Header(schema.HMAC) + s + "\n```\n\n")
	}
	if f.Columnar {
		columnSection(b, f)
		return
	}
	if f.Plain(schema.HMAC) {
		b.WriteString("The columns are those of the " + string(f.Stream) + " log: ")
		for i, p := range f.Mapping(schema.HMAC) {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString("`" + p.Column + "`")
		}
		b.WriteString(".\n")
		return
	}
	b.WriteString("| column | place | note |\n|---|---|---|\n")
	for _, p := range f.Mapping(schema.HMAC) {
		column := p.Column
		if column == "" {
			column = "constant"
		}
		b.WriteString("| " + column + " | `" + cell.Replace(p.At) + "` | " + cell.Replace(p.Note) + " |\n")
	}
}

// columnSection tells the columns of a form that has no lines: how each is held,
// and one row.
func columnSection(b *bytes.Buffer, f schema.Format) {
	b.WriteString("| column | type | may be null | of one row |\n|---|---|---|---|\n")
	values := f.SampleValues()
	for i, c := range f.Info(schema.HMAC).Columns {
		null, value := "", "null"
		if c.Null {
			null = "yes"
		}
		if values[i] != "" {
			value = "`" + values[i] + "`"
		}
		b.WriteString("| " + c.Name + " | " + c.Shape.Kind.Names().Parquet + " | " + null + " | " + value + " |\n")
	}
}
