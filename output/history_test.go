package output

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/read"
)

// withPast is a fake that can tell a history: so many lines an account, of
// some accounts none.
type withPast struct {
	*fake
	lines int
	days  int
}

func newPast(mode string) withPast {
	f := newFake(2, 60)
	f.mode = mode
	return withPast{f, 400, 30}
}

func (w withPast) Info() Info {
	info := w.fake.Info()
	info.HistoryDays = w.days
	info.ScenarioYAML = []byte("version: 1\nid: fake\ntime: {timezone: Europe/Paris}\noutput: {nir: " + w.mode + "}\n")
	info.Options = append(info.Options, Option{Name: "history", Value: fmt.Sprintf("%dd", w.days)})
	return info
}

func (w withPast) NewHistory() History { return w }
func (w withPast) HistoryNote() string { return "it is a fake" }

func (w withPast) Of(k uint32, dst []record.Acquaintance) []record.Acquaintance {
	if k%7 == 0 {
		return dst
	}
	start := w.windows[0].From
	for i := range w.lines + int(k%13) {
		h := mix(uint64(k)<<20 + uint64(i))
		first := start - int64(h%uint64(w.days*86_400_000_000)) - 1
		dst = append(dst, record.Acquaintance{
			Account: w.catalog.Accounts[k].ID, NIR: nir.Make(1+uint8(i%2), 77, 3, nir.PlaceOf("2A", 998), uint16(i)),
			Ref: mix(h), First: first, Last: first + int64(h>>40)%1000, Count: 1 + uint32(h>>60),
		})
	}
	return dst
}

var historyForms = []string{"history.csv", "history.jsonl", "history.parquet", "history.copy"}

func TestHistoryDoesNotDependOnTheRun(t *testing.T) {
	src, o := newPast("hmac"), Options{Records: everyForm}
	want := whole(t, src, o)
	for _, name := range historyForms {
		if len(want[name]) < 1000 {
			t.Errorf("%s has %d bytes", name, len(want[name]))
		}
	}
	for _, workers := range []int{2, 5} {
		o.Dir, o.Workers = filepath.Join(t.TempDir(), "d"), workers
		write(t, src, o)
		sameFiles(t, want, files(t, o.Dir))
	}
	for _, n := range []int{1, 2, 3} {
		out := Options{Dir: filepath.Join(t.TempDir(), "merged"), Workers: 2}
		if _, err := Merge(t.Context(), shards(t, src, n, Options{Records: everyForm}), out, func(ShardInfo) (Source, error) { return src, nil }); err != nil {
			t.Fatal(err)
		}
		verified(t, out.Dir)
		sameFiles(t, want, files(t, out.Dir))
	}
}

func TestHistoryResumes(t *testing.T) {
	src := newPast("hmac")
	want := whole(t, src, Options{Records: everyForm})
	for _, full := range historyForms {
		o := Options{Dir: filepath.Join(t.TempDir(), "d"), Records: everyForm, disk: limited(1<<40, full)}
		if _, err := Write(t.Context(), src, o); KindOf(err) != KindWrite || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), full) {
			t.Errorf("%s: %v", full, err)
		}
		if r, err := Verify(o.Dir); err == nil {
			t.Errorf("verify accepts a run without its end: %v", r)
		}
		o.Resume, o.disk = true, nil
		write(t, src, o)
		sameFiles(t, want, files(t, o.Dir))
	}
}

func TestHistoryInterrupted(t *testing.T) {
	src := newPast("hmac")
	want := whole(t, src, Options{})
	ctx, cancel := context.WithCancelCause(t.Context())
	o := Options{Dir: filepath.Join(t.TempDir(), "d"), Progress: func(p Progress) {
		if p.Stage == "history" {
			cancel(context.Canceled)
		}
	}}
	if _, err := Write(ctx, src, o); KindOf(err) != KindInterrupted {
		t.Fatalf("%v", err)
	}
	o.Progress, o.Resume = nil, true
	write(t, src, o)
	sameFiles(t, want, files(t, o.Dir))
	src.days = 31
	if _, err := Write(t.Context(), src, o); KindOf(err) != KindUsage || !strings.Contains(err.Error(), `option history "30d", not "31d"`) {
		t.Errorf("resumed with another history: %v", err)
	}
}

// All forms hold the rows that the source told, in its order.
func TestHistoryForms(t *testing.T) {
	for _, mode := range []string{"hmac", "clear"} {
		src := newPast(mode)
		all := whole(t, src, Options{Records: everyForm})
		m, err := schema.ParseNIRMode(mode)
		if err != nil {
			t.Fatal(err)
		}
		info := records.History(m).Info()
		var want [][]string
		for k := range uint32(len(src.catalog.Accounts)) {
			for _, a := range src.Of(k, nil) {
				person := fmt.Sprintf("%016x", a.Ref)
				if mode == "clear" {
					person = fmt.Sprintf("%s%02d", a.NIR, a.NIR.Key())
				}
				const form = "2006-01-02T15:04:05.000000Z"
				want = append(want, []string{a.Account, person, time.UnixMicro(a.First).UTC().Format(form), time.UnixMicro(a.Last).UTC().Format(form), fmt.Sprint(a.Count)})
			}
		}
		parquetRows := fromParquet(t, info, all["history.parquet"])
		for i := range parquetRows {
			for _, c := range []int{2, 3} {
				parquetRows[i][c] = string(wire.AppendMoment(nil, micros(t, parquetRows[i][c])))
			}
		}
		for form, got := range map[string][][]string{
			"csv": fromCSV(t, info, all["history.csv"]), "jsonl": fromJSONL(t, info, all["history.jsonl"]), "parquet": parquetRows,
		} {
			if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
				t.Errorf("%s, %s: %d rows, want %d, or other ones", mode, form, len(got), len(want))
			}
		}
		if n := strings.Count(all["history.copy"], "\n"); n != len(want) {
			t.Errorf("%d lines of COPY, want %d", n, len(want))
		}
		for script, want := range map[string]string{
			"load.postgresql.sql": `\copy history FROM '../../history.copy'`, "load.sqlite.sql": ".import --csv ../../history.csv raw_history",
			"schema.postgresql.sql": "first_seen timestamptz NOT NULL", "schema.sqlite.sql": "CREATE TABLE history (",
		} {
			if !strings.Contains(all[sqlFolder+script], want) {
				t.Errorf("%s does not say %s", script, want)
			}
		}
		for _, want := range []string{`"name": "history"`, `"history.parquet"`, `"type": "timestamp"`} {
			if !strings.Contains(all[dictionaryName], want) {
				t.Errorf("the dictionary does not say %s", want)
			}
		}
	}
}

func micros(t *testing.T, text string) (n int64) {
	t.Helper()
	if _, err := fmt.Sscan(text, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What is written can be read, in both modes.
func TestHistoryIsRead(t *testing.T) {
	for _, mode := range []string{"hmac", "clear"} {
		src := newPast(mode)
		dir := filepath.Join(t.TempDir(), "d")
		write(t, src, Options{Dir: dir})
		d, err := read.OpenDataset(dir)
		if err != nil {
			t.Fatal(err)
		}
		if d.HistoryDays() != 30 {
			t.Errorf("%d days of history", d.HistoryDays())
		}
		var want []record.Acquaintance
		for k := range uint32(len(src.catalog.Accounts)) {
			want = src.Of(k, want)
		}
		n := 0
		for got, err := range d.History(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			w := &want[n]
			person := w.Ref
			if mode == "clear" {
				person = (&read.Event{NIR: w.NIR.String() + "00"}).Person()
			}
			if *got != (read.Acquaintance{Account: w.Account, Person: person, First: w.First, Last: w.Last, Count: int64(w.Count)}) {
				t.Fatalf("line %d: %+v, want %+v", n+2, got, w)
			}
			n++
		}
		if n != len(want) {
			t.Errorf("%d lines, want %d", n, len(want))
		}
	}
}

func TestHistoryThatGoesNowhere(t *testing.T) {
	src := newPast("hmac")
	for records, want := range map[string]string{"fhir": "cannot be written as fhir", "directory": "cannot be written as directory"} {
		if _, err := Write(t.Context(), src, Options{Dir: t.TempDir() + "/d", Records: []string{records}}); KindOf(err) != KindUsage || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", records, err)
		}
	}
	if _, err := Write(t.Context(), newPast("omit"), Options{Dir: t.TempDir() + "/d"}); KindOf(err) != KindUsage || !strings.Contains(err.Error(), "nir: omit") {
		t.Errorf("%v", err)
	}
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newFake(1, 20), Options{Dir: dir})
	for p := range files(t, dir) {
		if strings.HasPrefix(p, "history") {
			t.Errorf("%s was not asked for", p)
		}
	}
}

func TestHistoryIsDescribedAndVerified(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newPast("hmac"), Options{Dir: dir})
	all := files(t, dir)
	rows := strings.Count(all["history.csv"], "\n") - 1
	for _, want := range []string{"## The history", "### history.csv", fmt.Sprintf("| lines of the history | %d |", rows), "30 local days", "Note: it is a fake."} {
		if !strings.Contains(all["README.md"], want) {
			t.Errorf("the card does not say %q", want)
		}
	}
	m, err := ReadManifest(dir)
	if err != nil || m.Counts.History != int64(rows) || rows < 1000 {
		t.Errorf("%d lines counted, the file has %d, %v", m.Counts.History, rows, err)
	}
	put(t, filepath.Join(dir, "history.csv"), strings.Replace(all["history.csv"], "7", "8", 1))
	if r, err := Verify(dir); err != nil || len(r.Problems) != 1 || r.Problems[0].Path != "history.csv" {
		t.Errorf("altered: %v, %v", r, err)
	}
}
