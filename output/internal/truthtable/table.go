// Package truthtable presents truth files as tables, for those who want them as CSV or
// Parquet.
//
// It stands beside package tables, which writes them: it reads the lines that were
// written and knows no other truth. Null is empty; lists and objects are JSON.
package truthtable

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/tables"
	"github.com/breachsim/breachsim/output/truth"
)

// Row is a line of a truth file, its values as text in the order of the columns.
type Row struct{ values [][]byte }

// Of describes a truth file as a table of the whole period.
func Of(t truth.Table) records.Table[Row] {
	out := records.Table[Row]{Name: path.Base(t.Name()), About: t.About, Folder: "truth"}
	for i, c := range t.Columns {
		if _, known := c.Shape(); !known { // a list or an object
			c.Type = "text"
		}
		out.Columns = append(out.Columns, records.Column[Row]{
			Field: c, Rule: schema.Rule{Null: strings.Contains(c.Meaning, "null")},
			Append: func(dst []byte, r *Row) []byte { return append(dst, r.values[i]...) },
		})
	}
	return out
}

// Rows reads files of a table, one after the other.
func Rows(t truth.Table, files []string) tables.Rows[Row] {
	return func(visit func(*Row) error) error {
		for _, name := range files {
			if err := eachFile(t, name, visit); err != nil {
				return err
			}
		}
		return nil
	}
}

func eachFile(t truth.Table, name string, visit func(*Row) error) error {
	f, err := os.Open(name)
	if err != nil {
		return fault.Write("reading the truth again", err)
	}
	defer f.Close() // only read
	return each(t, f, visit)
}

// maxLine bounds a line of a truth file.
const maxLine = 1 << 20

// each shows the lines of a file. The row is reused.
func each(t truth.Table, r io.Reader, visit func(*Row) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	row := &Row{values: make([][]byte, len(t.Columns))}
	for n := 1; sc.Scan(); n++ {
		if err := row.fill(t.Columns, sc.Bytes()); err != nil {
			return fmt.Errorf("reading %s again: line %d: %w", t.Path, n, err)
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return sc.Err()
}

// fill reads a line.
func (r *Row) fill(columns []schema.Field, line []byte) error {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		return err
	}
	for i, c := range columns {
		v := []byte(keys[c.Name])
		switch {
		case len(v) == 0 || bytes.Equal(v, []byte("null")):
			v = nil
		case v[0] == '"':
			var text string
			if err := json.Unmarshal(v, &text); err != nil {
				return err
			}
			v = []byte(text)
		}
		r.values[i] = v
	}
	return nil
}
