package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

var everyForm = []string{"csv", "jsonl", "parquet", "sql", "fhir", "directory"}

// odd is a fake whose persons and practitioners have hostile texts.
type odd struct{ *fake }

func newOdd() odd { return odd{newFake(2, 60)} }

var oddTexts = []string{`O"BRIEN`, `A\B`, "TAB\tHERE", "TWO\nLINES", "A,B", `\N`, "BAR|BAR", "É\u2028Ü", "bell\a", "=SUM(A1)"}

func (o odd) NewPeople() People { return oddPeople{} }

type oddPeople struct{ fakePeople }

func (oddPeople) Person(i uint32, p *record.Person) {
	fakePeople{}.Person(i, p)
	p.BirthName = oddTexts[int(i)%len(oddTexts)]
	p.UsedName = []string{"", p.BirthName}[i%2]
}

func (o oddPeople) Fill(persons []uint32, p []record.Person, c []record.Contact) {
	fillFrom(o, persons, p, c)
}

func (o odd) Practitioners() iter.Seq[record.Practitioner] {
	return func(yield func(record.Practitioner) bool) {
		for i, text := range oddTexts {
			if !yield(record.Practitioner{RPPS: "9971000000" + strconv.Itoa(i), LastName: text, SiteName: text, Account: "PS" + strconv.Itoa(1_000_000+i)}) {
				return
			}
		}
	}
}

func TestRecordFormsDoNotDependOnTheRun(t *testing.T) {
	src, o := newOdd(), Options{Records: everyForm}
	want := whole(t, src, o)
	o.Dir, o.Workers = filepath.Join(t.TempDir(), "two"), 2
	write(t, src, o)
	sameFiles(t, want, files(t, o.Dir))

	out := Options{Dir: filepath.Join(t.TempDir(), "merged")}
	if _, err := Merge(t.Context(), shards(t, src, 2, Options{Records: everyForm}), out, func(ShardInfo) (Source, error) { return src, nil }); err != nil {
		t.Fatal(err)
	}
	verified(t, out.Dir)
	sameFiles(t, want, files(t, out.Dir))
}

func TestRecordFormsResume(t *testing.T) {
	src, o := newOdd(), Options{Records: everyForm}
	want := whole(t, src, o)
	for _, full := range []string{"insured_persons.parquet", "contacts.jsonl", "accounts.copy", "dictionary.json", "load.sqlite.sql"} {
		o.Dir, o.Resume, o.disk = filepath.Join(t.TempDir(), "d"), false, limited(1<<40, full)
		if _, err := Write(t.Context(), src, o); KindOf(err) != KindWrite || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), full) {
			t.Errorf("%s: %v", full, err)
		}
		o.Resume, o.disk = true, nil
		write(t, src, o)
		sameFiles(t, want, files(t, o.Dir))
	}
}

func TestRecordFormsAreFiles(t *testing.T) {
	names := func(records ...string) (list []string) {
		for p := range whole(t, newFake(1, 20), Options{Records: records}) {
			if name, ok := strings.CutPrefix(p, "records/"); ok && name != "networks.mmdb" {
				list = append(list, name)
			}
		}
		slices.Sort(list)
		return list
	}
	all := func(ext string) (list []string) {
		for _, table := range []string{"accounts", "contacts", "delegates", "insured_persons", "networks", "practitioners"} {
			list = append(list, fmt.Sprintf(ext, table))
		}
		return list
	}
	sql := []string{"sql/load.postgresql.sql", "sql/load.sqlite.sql", "sql/schema.postgresql.sql", "sql/schema.sqlite.sql", "dictionary.json"}
	for records, want := range map[string][]string{
		"csv":       all("%s.csv"),
		"jsonl":     append(all("%s.jsonl"), "dictionary.json"),
		"parquet":   append(all("%s.parquet"), "dictionary.json"),
		"sql":       slices.Concat(all("%s.csv"), all("sql/%s.copy"), sql),
		"fhir":      {"dictionary.json", "fhir/insured_persons.ndjson"},
		"directory": {"dictionary.json", "practitioners_ps_libreacces.txt"},
	} {
		slices.Sort(want)
		if got := names(records); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", records, got, want)
		}
	}
}

func TestRecordsAreAnOption(t *testing.T) {
	src := newFake(1, 20)
	plain := whole(t, src, Options{})
	sameFiles(t, plain, whole(t, src, Options{Records: []string{"csv"}}))
	if strings.Contains(plain["manifest.json"], `"records"`) {
		t.Error("the manifest names the default")
	}
	o := Options{Dir: filepath.Join(t.TempDir(), "d"), Records: []string{"parquet", "jsonl"}}
	write(t, src, o)
	if m, err := ReadManifest(o.Dir); err != nil || m.Options["records"] != "jsonl,parquet" {
		t.Errorf("%v, %v", m.Options, err)
	}
	o.Records, o.Resume = nil, true
	if _, err := Write(t.Context(), src, o); KindOf(err) != KindUsage || !strings.Contains(err.Error(), `option records "jsonl,parquet", not ""`) {
		t.Errorf("%v", err)
	}
	o.Records = []string{"xml"}
	if _, err := Write(t.Context(), src, o); KindOf(err) != KindUsage {
		t.Errorf("%v", err)
	}
}

func TestVerifySeesEachRecordFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newOdd(), Options{Dir: dir, Records: everyForm})
	for p, text := range files(t, dir) {
		if !strings.HasPrefix(p, "records/") {
			continue
		}
		b := []byte(text)
		b[len(b)/2] ^= 1
		put(t, filepath.Join(dir, p), string(b))
		if r, err := Verify(dir); err != nil || len(r.Problems) != 1 || r.Problems[0].Path != p {
			t.Errorf("%s changed: %v, %v", p, r.Problems, err)
		}
		put(t, filepath.Join(dir, p), text)
	}
	verified(t, dir)
}

// The three typed forms hold the same rows.
func TestRecordFormsAgree(t *testing.T) {
	all := whole(t, newOdd(), Options{Records: everyForm})
	for _, info := range records.Tables() {
		want := fromCSV(t, info, all["records/"+info.Name+".csv"])
		if len(want) == 0 {
			t.Errorf("%s has no rows", info.Name)
		}
		for form, got := range map[string][][]string{
			"jsonl":   fromJSONL(t, info, all["records/"+info.Name+".jsonl"]),
			"parquet": fromParquet(t, info, all["records/"+info.Name+".parquet"]),
		} {
			if len(got) != len(want) {
				t.Fatalf("%s has %d rows as %s, %d as CSV", info.Name, len(got), form, len(want))
			}
			for i := range want {
				if !slices.Equal(got[i], want[i]) {
					t.Fatalf("%s, row %d as %s:\n%q\nas CSV:\n%q", info.Name, i, form, got[i], want[i])
				}
			}
		}
		if lines := strings.Count(all["records/sql/"+info.Name+".copy"], "\n"); lines != len(want) {
			t.Errorf("%s has %d lines of COPY, %d rows", info.Name, lines, len(want))
		}
	}
}

// null stands for a null in rows of texts.
const null = "<null>"

func fromCSV(t *testing.T, info schema.Info, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows[1:] {
		for k, v := range rows[i+1] {
			rows[i+1][k] = plainOf(t, info.Columns[k], v)
		}
	}
	return rows[1:]
}

// plainOf puts a text value into one form: nulls, and numbers without zeros at
// their end.
func plainOf(t *testing.T, c schema.ColumnInfo, v string) string {
	t.Helper()
	if v == "" && c.Null {
		return null
	}
	if c.Shape.Kind == schema.Decimal {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return v
}

func fromJSONL(t *testing.T, info schema.Info, text string) (rows [][]string) {
	t.Helper()
	for line := range strings.Lines(text) {
		var object map[string]any
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		if err := d.Decode(&object); err != nil {
			t.Fatal(err)
		}
		if len(object) != len(info.Columns) {
			t.Fatalf("keys %v", slices.Sorted(maps.Keys(object)))
		}
		var row []string
		for _, c := range info.Columns {
			v := object[c.Name]
			if v == nil {
				row = append(row, null)
				continue
			}
			_, quoted := v.(string)
			if quoted == c.Shape.Kind.Bare() {
				t.Errorf("%s.%s is %T", info.Name, c.Name, v)
			}
			row = append(row, plainOf(t, c, fmt.Sprint(v)))
		}
		rows = append(rows, row)
	}
	return rows
}

func fromParquet(t *testing.T, info schema.Info, text string) (rows [][]string) {
	t.Helper()
	r := parquet.NewReader(strings.NewReader(text)) //nolint:staticcheck // the schema is known at run time only
	defer r.Close()
	buf := make([]parquet.Row, 64)
	for {
		n, err := r.ReadRows(buf)
		for _, values := range buf[:n] {
			var row []string
			for k, v := range values {
				row = append(row, parquetText(info.Columns[k], v))
			}
			rows = append(rows, row)
		}
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func parquetText(c schema.ColumnInfo, v parquet.Value) string {
	switch {
	case v.IsNull():
		return null
	case c.Shape.Kind == schema.Day:
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02")
	case c.Shape.Kind == schema.Decimal:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	}
	return v.String()
}

func TestDictionaryNamesEveryColumn(t *testing.T) {
	all := whole(t, newFake(1, 20), Options{Records: everyForm})
	var d schema.Dictionary
	if err := json.Unmarshal([]byte(all[dictionaryName]), &d); err != nil {
		t.Fatal(err)
	}
	for _, table := range d.Tables {
		for _, f := range table.Files {
			if _, there := all[f]; !there {
				t.Errorf("%s of %s is not there", f, table.Name)
			}
		}
		var header []string
		for _, c := range table.Columns {
			header = append(header, c.Name)
			if c.Meaning == "" || c.SQL == "" || c.Type == "" {
				t.Errorf("%s.%s: %+v", table.Name, c.Name, c)
			}
		}
		line, _, _ := strings.Cut(all["records/"+table.Name+".csv"], "\n")
		if line != strings.Join(header, ",") {
			t.Errorf("%s has the columns %s", table.Name, line)
		}
	}
}

// Records of any number take the memory of a few pieces and of one row group.
func BenchmarkRecords(b *testing.B) {
	src := newFake(1, 20)
	src.persons = 500_000
	for _, records := range [][]string{{"csv"}, {"jsonl"}, {"parquet"}, {"sql"}, {"fhir"}, everyForm} {
		b.Run(strings.Join(records, "+"), func(b *testing.B) {
			dir := b.TempDir()
			for b.Loop() {
				o := Options{Dir: filepath.Join(dir, "d"), Records: records, Persons: "all", Force: true}
				if _, err := Write(b.Context(), src, o); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(src.persons*b.N)/b.Elapsed().Seconds(), "persons/s")
			if err := os.RemoveAll(dir); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func TestSQLScriptsNameTheirFiles(t *testing.T) {
	all := whole(t, newFake(1, 20), Options{Records: []string{"sql"}})
	for _, info := range records.Tables() {
		for script, want := range map[string]string{
			"load.postgresql.sql":   `\copy ` + info.Name + ` FROM '` + info.Name + `.copy'`,
			"load.sqlite.sql":       ".import --csv ../" + info.Name + ".csv raw_" + info.Name,
			"schema.postgresql.sql": "CREATE TABLE " + info.Name + " (",
			"schema.sqlite.sql":     "CREATE TABLE " + info.Name + " (",
		} {
			if !bytes.Contains([]byte(all[sqlFolder+script]), []byte(want)) {
				t.Errorf("%s does not say %s", script, want)
			}
		}
	}
}
