package columnar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

func personOf(i int) record.Person {
	n := nir.Make(1+uint8(i%2), uint8(i%100), 1+uint8(i%12), nir.PlaceOf("2A", uint16(i/1000%1000)), uint16(i%1000))
	return record.Person{NIR: n, Ref: uint64(i) * 0x9e3779b97f4a7c15, BirthName: "LEBRÉQUIER" + strconv.Itoa(i%5000), UsedName: []string{"", "", "a\tb\"\\\n"}[i%3],
		FirstNames: "ANNE " + strconv.Itoa(i%999), Sex: "MF"[i%2], BirthDate: record.Date{Year: 1900 + int16(i%120), Month: 2, Day: 28}, BirthPlace: "Castel" + strconv.Itoa(i%700),
		ResidenceDept: strconv.Itoa(10 + i%80), ResidenceCommune: "Valmont " + strconv.Itoa(i%3000), Regime: "01", Fund: "01C" + strconv.Itoa(i%100), Holder: n, BirthRank: 1,
		ReferringDoctor: []string{"", "99765411667"}[i%2], C2S: []string{"", "free"}[i%2], AME: i%7 == 0, RightsStart: record.Date{Year: 1969, Month: 12, Day: 31}}
}

// packed returns the packed rows of n persons.
func packed(n int) []byte {
	var b []byte
	form := records.Persons().Packed()
	for i := range n {
		p := personOf(i)
		b = form.Append(b, &p)
	}
	return b
}

// written writes packed rows in pieces of whole rows: cuts rows each.
func written(t testing.TB, rows []byte, cuts int) []byte {
	t.Helper()
	var b bytes.Buffer
	info := records.Persons().Info()
	w, err := NewWriter(&b, info)
	if err != nil {
		t.Fatal(err)
	}
	for len(rows) > 0 {
		rest := rows
		for i := 0; i < cuts*len(info.Columns) && len(rest) > 0; i++ {
			_, rest = wire.CutPacked(rest)
		}
		if err := w.WriteRows(rows[:len(rows)-len(rest)]); err != nil {
			t.Fatal(err)
		}
		rows = rest
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBytesDependOnRowsAlone(t *testing.T) {
	rows := packed(5500)
	want := written(t, rows, 1<<30)
	for _, cuts := range []int{1, 777, 1000, 4096} {
		if got := written(t, rows, cuts); !bytes.Equal(got, want) {
			t.Errorf("pieces of %d rows: %d other bytes", cuts, len(got))
		}
	}
}

// Every value of the Parquet file is that of the CSV line, with its type.
func TestRowsAreThoseOfCSV(t *testing.T) {
	const n = 2500
	file := written(t, packed(n), 300)
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	info := records.Persons().Info()
	for i, c := range f.Schema().Fields() {
		if c.Name() != info.Columns[i].Name || c.Optional() != info.Columns[i].Null {
			t.Errorf("column %d is %s, optional %v", i, c.Name(), c.Optional())
		}
	}
	at := 0
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buf := make([]parquet.Row, 100)
		for {
			k, err := rows.ReadRows(buf)
			for _, row := range buf[:k] {
				p := personOf(at)
				for c, v := range row {
					if got, want := textOf(info.Columns[c].Shape.Kind, v), string(records.Persons().Columns[c].Append(nil, &p)); got != want {
						t.Fatalf("row %d, %s: %q, want %q", at, info.Columns[c].Name, got, want)
					}
				}
				at++
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if at != n {
		t.Errorf("%d rows", at)
	}
}

func textOf(k schema.Kind, v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case k == schema.Boolean:
		return strconv.FormatBool(v.Boolean())
	case k == schema.Integer:
		return strconv.FormatInt(v.Int64(), 10)
	case k == schema.Day:
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02")
	}
	return string(v.ByteArray())
}

func TestRowGroupsAndCount(t *testing.T) {
	const n = 2*groupRows + 1
	file := written(t, packed(n), 10_000)
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.RowGroups()) != 3 {
		t.Errorf("%d row groups", len(f.RowGroups()))
	}
	if got, err := Rows(bytes.NewReader(file), int64(len(file))); got != n || err != nil {
		t.Errorf("%d rows, %v", got, err)
	}
	if got, err := Rows(bytes.NewReader(file[:len(file)-9]), int64(len(file)-9)); err == nil {
		t.Errorf("a cut file has %d rows", got)
	}
	if by := f.Metadata().CreatedBy; !strings.HasPrefix(by, "breachsim version 1") {
		t.Errorf("made by %q", by)
	}
}

func TestValuesThatDoNotFitAreRefused(t *testing.T) {
	for _, c := range []struct {
		kind schema.Kind
		text string
	}{{schema.Integer, ""}, {schema.Integer, "x"}, {schema.Integer, "1x"}, {schema.Integer, "9999999999999999999"}, {schema.Moment, "2022-03-08"}, {schema.Moment, "2022-03-08T07:15:01.00004xZ"}, {schema.Decimal, "x"}, {schema.Day, ""}, {schema.Day, "2022-3-1"}, {schema.Day, "yesterday1"}, {schema.Day, "2022-02-30"}, {schema.Boolean, "yes"}} {
		info := schema.Info{Name: "t", Columns: []schema.ColumnInfo{{Field: schema.Field{Name: "c"}, Shape: schema.Shape{Kind: c.kind}}}}
		w, err := NewWriter(io.Discard, info)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.WriteRows(append([]byte{byte(len(c.text)), 0, 0, 0}, c.text...)), w.Close()); err == nil {
			t.Errorf("%q was written as %v", c.text, c.kind)
		}
	}
}

func TestEveryTableHasASchema(t *testing.T) {
	for _, info := range records.Tables() {
		w, err := NewWriter(io.Discard, info)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Errorf("an empty %s: %v", info.Name, err)
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	const n = 240_000
	rows := packed(n)
	b.ReportAllocs()
	for b.Loop() {
		w, err := NewWriter(io.Discard, records.Persons().Info())
		if err == nil {
			err = w.WriteRows(rows)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func ExampleRows() {
	var b bytes.Buffer
	w, err := NewWriter(&b, records.Persons().Info())
	if err != nil {
		panic(err)
	}
	if err := w.WriteRows(packed(3)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	fmt.Println(Rows(bytes.NewReader(b.Bytes()), int64(b.Len())))
	// Output: 3 <nil>
}
