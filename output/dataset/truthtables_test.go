package dataset_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/truth"
)

// Each truth file as a table has the rows and values of its lines, and the lines stay
// as they are without the tables.
func TestTruthAsTables(t *testing.T) {
	o := output.Options{Labels: []string{"csv", "parquet"}, TruthFull: true}
	dir := datasettest.Write(t, "tiny", generator.Options{}, o, spoilt)
	if r, err := output.Verify(dir); err != nil || !r.Good() {
		t.Fatal(err, r)
	}
	rows := 0
	for _, table := range truth.Tables() {
		if table.Path == truth.DaysPath {
			continue
		}
		pattern := filepath.Join(dir, strings.Replace(table.Path, "DATE", "*", 1))
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no file (%v)", pattern, err)
		}
		base := filepath.Join(dir, "truth", filepath.Base(table.Name()))
		got, lines := rowsOfCSV(t, base+".csv"), truthLinesOf(t, files)
		if len(got) != len(lines)+1 {
			t.Fatalf("%s: %d rows, and %d lines", base, len(got)-1, len(lines))
		}
		for i, line := range lines {
			for k, c := range table.Columns {
				if want := tableText(line[c.Name]); got[i+1][k] != want {
					t.Fatalf("%s.csv: row %d, %s is %q, want %q", base, i, c.Name, got[i+1][k], want)
				}
			}
		}
		rows += len(lines)
		parquetHas(t, base+".parquet", int64(len(lines)), len(table.Columns))
	}
	if rows < 1000 {
		t.Errorf("%d rows are too few to tell", rows)
	}
}

func parquetHas(t *testing.T, name string, rows int64, columns int) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	p, err := parquet.OpenFile(f, st.Size())
	if err != nil {
		t.Fatal(err)
	}
	if p.NumRows() != rows || len(p.Schema().Columns()) != columns {
		t.Errorf("%s: %d rows of %d columns, want %d of %d", name, p.NumRows(), len(p.Schema().Columns()), rows, columns)
	}
}

func rowsOfCSV(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func truthLinesOf(t *testing.T, files []string) (all []map[string]any) {
	t.Helper()
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(strings.NewReader(string(b)))
		d.UseNumber()
		for d.More() {
			var line map[string]any
			if err := d.Decode(&line); err != nil {
				t.Fatal(err)
			}
			all = append(all, line)
		}
	}
	return all
}

// textOf is a value of JSON as a table has it.
func tableText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any, map[string]any:
		b, _ := json.Marshal(v) // it was read from JSON
		return string(b)
	}
	return fmt.Sprint(v)
}
