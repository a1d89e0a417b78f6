package rebase_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/rebase"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/truth"
)

func open(t *testing.T, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// moved writes a dataset moved by some weeks.
func moved(t *testing.T, dir string, weeks int) (*rebase.Result, string) {
	t.Helper()
	d := open(t, dir)
	at := time.Date(2022, 3, 10, 0, 0, 0, 0, d.Zone).UnixMicro()
	s, err := retime.NewShift(d.Zone, weeks, at, at+2*86_400_000_000)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "moved")
	res, err := rebase.Write(t.Context(), d, s, to)
	if err != nil {
		t.Fatal(err)
	}
	return res, to
}

var every = output.Options{
	Formats: []string{"jsonl", "csv", "sql", "ecs", "ocsf", "rfc5424", "parquet", "combined", "nginx", "w3c", "ocsf-http", "csv-access",
		"sql-access"},
	Records: []string{"csv", "jsonl"}, Labels: []string{"lines", "windows"},
}

// The copy is a dataset that holds together, and no file of it tells a time of before.
func TestCopyTellsNoTimeOfBefore(t *testing.T) {
	for _, compress := range []string{"none", "zstd"} {
		o := every
		o.Compress = compress
		dir := datasettest.Write(t, "tiny", generator.Options{}, o)
		res, to := moved(t, dir, 239) // 7 October 2026, in summer time
		report, err := output.Verify(to)
		if err != nil || !report.Good() || report.Files != res.Files {
			t.Fatalf("%v: %+v", err, report)
		}
		if len(res.LeftOut) != 3 { // two days in Parquet, and croissant.json
			t.Errorf("left out: %v", res.LeftOut)
		}
		noOldTimes(t, open(t, to), report.Manifest)
	}
}

// oldTime is a time of the week in which tiny plays.
var oldTime = regexp.MustCompile(`2022-03-1[0-3]|1[0-3]/Mar/2022|"time":16469\d{8}`)

func noOldTimes(t *testing.T, d *read.Dataset, m *output.Manifest) {
	t.Helper()
	for _, e := range m.Files {
		if oldTime.MatchString(e.Path) {
			t.Errorf("%s is named by an old day", e.Path)
		}
		r, err := read.Open(filepath.Join(d.Dir, filepath.FromSlash(e.Path)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
		if old := oldTime.Find(b.Bytes()); old != nil && !strings.HasSuffix(e.Path, ".mmdb") {
			t.Errorf("%s still says %s", e.Path, old)
		}
	}
}

// Every line of a log, of every format, is the line of before at the same time of day.
func TestCopyKeepsTheTimeOfDay(t *testing.T) {
	dir := datasettest.Tiny(t)
	_, to := moved(t, dir, 26) // 8 September, in summer time
	was, is := open(t, dir), open(t, to)
	n := 0
	before := events(t, was)
	for i, e := range events(t, is) {
		old, now := time.UnixMicro(before[i].TS).In(was.Zone), time.UnixMicro(e.TS).In(is.Zone)
		if old.Weekday() != now.Weekday() || old.Format("15:04:05.000000") != now.Format("15:04:05.000000") || old.AddDate(0, 0, 26*7).Day() != now.Day() {
			t.Fatalf("line %d: %v became %v", i, old, now)
		}
		before[i].TS, n = e.TS, n+1
		if before[i] != e {
			t.Fatalf("line %d says something else: %+v, not %+v", i, e, before[i])
		}
	}
	if n != len(before) || n == 0 {
		t.Errorf("%d lines, want %d", n, len(before))
	}
}

func events(t *testing.T, d *read.Dataset) (all []read.Event) {
	t.Helper()
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, *e)
	}
	return all
}

// Rules find the same in the copy, at the same times of day, and the truth has moved
// with the lines.
func TestRulesFindTheSameInTheCopy(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{WithoutControls: true}, output.Options{Compress: "gzip"})
	d := open(t, dir)
	at := time.Date(2022, 3, 10, 0, 0, 0, 0, d.Zone).UnixMicro()
	s, err := retime.NewShift(d.Zone, 239, at, at)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "moved")
	if _, err := rebase.Write(t.Context(), d, s, to); err != nil {
		t.Fatal(err)
	}
	was, is := alerts(t, d), alerts(t, open(t, to))
	if len(was) == 0 || len(was) != len(is) {
		t.Fatalf("%d alerts, want %d", len(is), len(was))
	}
	for i := range was {
		if string(s.Text([]byte(was[i]))) != is[i] {
			t.Fatalf("alert %d\n%s\nwant\n%s", i, is[i], s.Text([]byte(was[i])))
		}
	}
	old, err := truth.Rows[truth.Exposed](d, "truth/exposed_persons.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	now, err := truth.Rows[truth.Exposed](open(t, to), "truth/exposed_persons.jsonl")
	if err != nil || len(now) != len(old) || len(old) == 0 {
		t.Fatalf("%d persons, want %d: %v", len(now), len(old), err)
	}
	for i := range old {
		if s.At(int64(old[i].FirstExposedAt)) != int64(now[i].FirstExposedAt) {
			t.Fatalf("person %d: %v, want %v", i, now[i].FirstExposedAt, s.At(int64(old[i].FirstExposedAt)))
		}
	}
}

func alerts(t *testing.T, d *read.Dataset) (all []string) {
	t.Helper()
	p := detect.Defaults()
	for _, low := range []string{"R1.count=3", "R2.count=5"} {
		if err := p.Set(low); err != nil {
			t.Fatal(err)
		}
	}
	_, err := detect.Run(t.Context(), d, detect.Options{Params: p}, func(a *detect.Alert) error {
		all = append(all, string(a.Append(nil)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Dates of birth stay, the day on which an account was made moves with its log.
func TestDatesOfRecords(t *testing.T) {
	o := every
	dir := datasettest.Write(t, "tiny", generator.Options{}, o)
	_, to := moved(t, dir, 52)
	for _, c := range []struct {
		file, column string
		moves        bool
	}{{"accounts", "created_on", true}, {"insured_persons", "birth_date", false}, {"insured_persons", "rights_start", true}, {"delegates", "since", true}} {
		was, is := column(t, open(t, dir), c.file, c.column), column(t, open(t, to), c.file, c.column)
		inJSON := fromJSON(t, filepath.Join(to, "records", c.file+".jsonl"), c.column)
		for i := range was {
			want := was[i]
			if d, err := time.Parse(time.DateOnly, was[i]); err == nil && c.moves {
				want = d.AddDate(0, 0, 52*7).Format(time.DateOnly)
			}
			if is[i] != want || inJSON[i] != want {
				t.Fatalf("%s of %s, row %d: %s and %s, want %s", c.column, c.file, i, is[i], inJSON[i], want)
			}
		}
	}
}

func column(t *testing.T, d *read.Dataset, table, name string) (all []string) {
	t.Helper()
	for row, err := range d.Table(t.Context(), table, name) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, row.Values[0])
	}
	if len(all) == 0 {
		t.Fatalf("%s has no rows", table)
	}
	return all
}

func fromJSON(t *testing.T, file, name string) (all []string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b) {
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		text, _ := row[name].(string)
		all = append(all, text)
	}
	return all
}

// A directory that is there stays, and one that cannot be completed is not left.
func TestCopyIsWholeOrNotThere(t *testing.T) {
	dir := datasettest.Tiny(t)
	d := open(t, dir)
	s, err := retime.NewShift(d.Zone, 1, 1_646_900_000_000_000, 1_646_900_000_000_000)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rebase.Write(t.Context(), d, s, dir); output.KindOf(err) != output.KindUsage {
		t.Errorf("a dataset was written over: %v", err)
	}
	log := filepath.Join(dir, "logs/audit/2022-03-11.jsonl")
	if err := os.WriteFile(log, []byte("{}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	parent := t.TempDir()
	_, err = rebase.Write(t.Context(), d, s, filepath.Join(parent, "moved"))
	if err == nil || !strings.Contains(err.Error(), "2022-03-11.jsonl") {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
