package read

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// byTheBook reads a table with the reader of the standard library alone.
func byTheBook(text string, columns []string) (rows []string, err error) {
	c := csv.NewReader(strings.NewReader(text))
	header, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	var at []int
	for _, name := range columns {
		k := -1
		for i := range header {
			if header[i] == name && k < 0 {
				k = i
			}
		}
		if k < 0 {
			return nil, fmt.Errorf("no column %s", name)
		}
		at = append(at, k)
	}
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		line, _ := c.FieldPos(0)
		row := fmt.Sprint(line)
		for _, k := range at {
			row += fmt.Sprintf("|%q", record[k])
		}
		rows = append(rows, row)
	}
}

// Tables are read as the standard library reads them, plain lines and others: the same
// values, lines and errors.
func TestTablesAreReadByTheBook(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const parts = "a,b,,\n\n\"x y\"\"\r\r\n\u00e9 "
	good, bad := 0, 0
	for range 20_000 {
		columns := []string{"b", "d", "a"}[:1+r.IntN(3)]
		text := "a,b,c,d\n"
		for range r.IntN(6) {
			text += "1,,x y,\u00e9\n"
		}
		for range r.IntN(3) {
			text += "\"q,\"\"r\",2,\"new\nline\",\n"
		}
		for range r.IntN(3) * r.IntN(2) { // spoilt
			at := r.IntN(len(text) + 1)
			text = text[:at] + string(parts[r.IntN(len(parts))]) + text[at:]
		}
		if r.IntN(4) == 0 {
			text = strings.TrimSuffix(text, "\n")
		}
		want, wantErr := byTheBook(text, columns)
		var got []string
		err := eachRow(t.Context(), strings.NewReader(text), columns, func(row *Row, err error) bool {
			got = append(got, fmt.Sprint(row.Line))
			for _, v := range row.Values {
				got[len(got)-1] += fmt.Sprintf("|%q", v)
			}
			return true
		})
		if fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%q\n%v, %v\nwant %v, %v", text, got, err, want, wantErr)
		}
		if err == nil {
			good++
		} else {
			bad++
		}
	}
	if good < 5000 || bad < 500 {
		t.Errorf("%d tables are good, %d are not: the test shows little", good, bad)
	}
}
