package table

import (
	"io"

	"github.com/breachsim/breachsim/output/internal/columnar"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

// flushBytes is how much of a form is gathered before it is written.
const flushBytes = 1 << 16

// Sink writes the rows of a table in one or more forms.
type Sink[T any] struct {
	lines   records.Lines[T]
	packed  records.Lines[T]
	csv     io.Writer // nil = none
	parquet *columnar.Writer
	text    []byte // lines that wait
	rows    []byte // packed rows that wait
}

// NewSink begins a table: in CSV to one writer, as Parquet to another; nil = not
// in that form.
func NewSink[T any](t records.Table[T], csv, parquet io.Writer) (*Sink[T], error) {
	s := &Sink[T]{lines: t.CSV(), packed: t.Packed(), csv: csv}
	if csv != nil {
		s.text = s.lines.AppendHeader(nil)
	}
	var err error
	if parquet != nil {
		s.parquet, err = columnar.NewWriter(parquet, t.Info())
	}
	return s, err
}

// Row writes a row.
func (s *Sink[T]) Row(r *T) error {
	if s.csv != nil {
		s.text = s.lines.Append(s.text, r)
	}
	if s.parquet != nil {
		s.rows = s.packed.Append(s.rows, r)
	}
	if len(s.text)+len(s.rows) >= flushBytes {
		return s.flush()
	}
	return nil
}

func (s *Sink[T]) flush() error {
	if s.csv != nil {
		if _, err := s.csv.Write(s.text); err != nil {
			return err
		}
		s.text = s.text[:0]
	}
	if s.parquet == nil {
		return nil
	}
	err := s.parquet.WriteRows(s.rows)
	s.rows = s.rows[:0]
	return err
}

// Close writes what is left. It closes no writer.
func (s *Sink[T]) Close() error {
	if err := s.flush(); err != nil || s.parquet == nil {
		return err
	}
	return s.parquet.Close()
}
