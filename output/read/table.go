package read

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/limits"
)

// Row is one row of a table of records.
type Row struct {
	Line   int // in the file, from 1; the header is line 1
	Values []string
}

// Table ranges over a CSV file of the records folder, as in
// Table(ctx, "insured_persons", columns…): each row has the values of the named
// columns in the order asked for, whatever their order in the file. The row is
// reused; its texts may be kept. Errors name file and line.
func (d *Dataset) Table(ctx context.Context, table string, columns ...string) iter.Seq2[*Row, error] {
	return d.rows(ctx, "records/"+table+".csv", columns)
}

// Rows is Table for any CSV file of the dataset, by its path, such as "logs/alerts.csv".
func (d *Dataset) Rows(ctx context.Context, path string, columns ...string) iter.Seq2[*Row, error] {
	return d.rows(ctx, path, columns)
}

// rows ranges over any CSV file of the dataset.
func (d *Dataset) rows(ctx context.Context, path string, columns []string) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		r, name, err := d.OpenFile(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Close() // only read
		if err := eachRow(ctx, r, columns, yield); err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
		}
	}
}

// eachRow returns what ended the table before its end, unless yield did.
func eachRow(ctx context.Context, r io.Reader, columns []string, yield func(*Row, error) bool) error {
	bound := limits.NewRows(r)
	bound.Next()
	t := &table{rest: bufio.NewReaderSize(bound, 1<<16), row: Row{Values: make([]string, len(columns))}}
	header, err := t.next()
	if err != nil {
		return fmt.Errorf("no header: %w", err)
	}
	t.columns = len(header)
	for _, name := range columns {
		k := slices.Index(header, name)
		if k < 0 {
			return fmt.Errorf("no column %s", name)
		}
		t.at = append(t.at, k)
	}
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil && n%1024 == 0 {
			return err
		}
		bound.Next()
		if err := t.fill(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err // names the line
		}
		if !yield(&t.row, nil) {
			return nil
		}
	}
}

// table reads the rows of a CSV file: plain lines by itself, of which it copies only the
// columns asked for, and all from the first line on that is not plain by the general reader.
type table struct {
	rest    *bufio.Reader
	csv     *csv.Reader // of the rest; nil = all was plain so far
	lines   int         // before those of the general reader
	columns int         // of the header; 0 = it comes next
	at      []int       // places of the columns asked for
	ends    []int       // of the fields of a plain line
	text    []byte      // of the columns asked for
	row     Row
}

// fill reads the next row.
func (t *table) fill() error {
	line, plain := t.plain()
	if !plain {
		record, err := t.general()
		if err != nil {
			return err
		}
		for i, k := range t.at {
			t.row.Values[i] = record[k]
		}
		at, _ := t.csv.FieldPos(0)
		t.row.Line = t.lines + at
		return nil
	}
	t.text = t.text[:0]
	for _, k := range t.at {
		t.text = append(t.text, t.field(line, k)...)
	}
	all, from := string(t.text), 0
	for i, k := range t.at {
		end := from + len(t.field(line, k))
		t.row.Values[i], from = all[from:end], end
	}
	t.row.Line = t.lines
	return nil
}

// next reads a record as a whole.
func (t *table) next() (list []string, err error) {
	line, plain := t.plain()
	if !plain {
		return t.general()
	}
	for k := range t.ends {
		list = append(list, string(t.field(line, k)))
	}
	return list, nil
}

// field is field k of a plain line.
func (t *table) field(line []byte, k int) []byte {
	if k == 0 {
		return line[:t.ends[0]]
	}
	return line[t.ends[k-1]+1 : t.ends[k]]
}

// plain takes a line whose fields are what stands between its commas. It reports false
// where the next line is none, or has another number of fields, and from then on: those are
// for the general reader.
func (t *table) plain() ([]byte, bool) {
	if t.csv != nil {
		return nil, false
	}
	b, err := t.rest.ReadSlice('\n')
	if err == nil && len(b) > 1 && bytes.IndexByte(b, '"') < 0 && bytes.IndexByte(b, '\r') < 0 {
		line := b[:len(b)-1]
		t.ends = t.ends[:0]
		for i, c := range line {
			if c == ',' {
				t.ends = append(t.ends, i)
			}
		}
		t.ends = append(t.ends, len(line))
		if t.columns == 0 || len(t.ends) == t.columns {
			t.lines++
			return line, true
		}
	}
	t.csv = csv.NewReader(io.MultiReader(bytes.NewReader(bytes.Clone(b)), t.rest))
	t.csv.ReuseRecord, t.csv.FieldsPerRecord = true, t.columns
	return nil, false
}

// general reads the next record in whatever form it has.
func (t *table) general() ([]string, error) {
	record, err := t.csv.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		bad.StartLine, bad.Line = bad.StartLine+t.lines, bad.Line+t.lines
	}
	return record, err
}

// Account is a row of records/accounts: who holds an account.
type Account struct {
	ID         string // as the logs name it
	RPPS       string // empty where the holder has none
	Profile    string
	Profession string // code
	Site       string
	Dept       string // of the site
	Auth       string // sign-in method on the first day
	CreatedOn  string // YYYY-MM-DD
	Delegates  int    // persons besides the owner who use it
}

// Accounts reads all accounts.
func (d *Dataset) Accounts(ctx context.Context) ([]Account, error) {
	var all []Account
	for r, err := range d.Table(ctx, "accounts", "account", "rpps", "profile", "profession", "site", "dept", "auth",
		"created_on", "delegates") {
		if err != nil {
			return nil, err
		}
		v := r.Values
		n, err := strconv.Atoi(v[8])
		if err != nil {
			return nil, d.badValue("accounts", r, "delegates", err)
		}
		all = append(all, Account{v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], n})
	}
	return all, nil
}

// Person is what detectors may know of an insured person from
// records/insured_persons.
type Person struct {
	NIRRef          uint64 // joins the audit log
	NIR             string // thirteen characters
	HolderNIR       string // under which the person is found
	Sex             string
	BirthDate       string // YYYY-MM-DD
	ResidenceDept   string
	ReferringDoctor string // RPPS; empty = none declared
}

// Household is a key for those who are found under one holder's number.
func (p *Person) Household() uint64 { return numberKey(p.HolderNIR) }

// Key is the key that [Event.Person] has for the person in a log of a mode, hmac or
// clear.
func (p *Person) Key(mode string) uint64 {
	if mode == "clear" {
		return numberKey(p.NIR)
	}
	return p.NIRRef
}

// Persons ranges over the insured persons. The person is reused; its texts may
// be kept.
func (d *Dataset) Persons(ctx context.Context) iter.Seq2[*Person, error] {
	return func(yield func(*Person, error) bool) {
		var p Person
		for r, err := range d.Table(ctx, "insured_persons", "nir_ref", "nir", "holder_nir", "sex", "birth_date",
			"residence_dept", "referring_doctor") {
			if err == nil {
				v := r.Values
				p = Person{0, v[1], v[2], v[3], v[4], v[5], v[6]}
				if p.NIRRef, err = strconv.ParseUint(v[0], 16, 64); err != nil || len(v[0]) != 16 {
					err = d.badValue("insured_persons", r, "nir_ref", fmt.Errorf("%q is not sixteen hex digits", v[0]))
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&p, nil) {
				return
			}
		}
	}
}

func (d *Dataset) badValue(table string, r *Row, column string, err error) error {
	name, _ := d.Find("records/" + table + ".csv") // it was found before
	return fmt.Errorf("%s:%d: %s: %w", d.path(name), r.Line, column, err)
}
