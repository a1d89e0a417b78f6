package columnar

import (
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

const (
	batchRows = 400     // values reach the columns in batches of so many
	groupRows = 120_000 // of a row group; a multiple of batchRows

	wideColumns   = 64     // a table with more columns than these
	wideGroupRows = 12_000 // has so many rows in a group: it is held in memory until it is full
)

// noPageStatistics leaves bounds out of the heads of pages, where hardly a reader
// looks for them. It has to come after a configuration: one in which it is off
// does not turn off the default, which is on.
var noPageStatistics = parquet.DataPageStatistics(false)

// Writer writes the rows of a table to a Parquet file.
type Writer struct {
	w       *parquet.Writer //nolint:staticcheck // rows of values: the generic writer wants Go's own
	columns []schema.ColumnInfo
	kept    []byte          // packed rows that wait for more
	batch   []byte          // packed rows; those of the batch are in cells
	cells   []uint32        // where each value of the batch lies in it, column by column
	rows    int             // of the batch
	grouped int             // in the row group
	group   int             // rows of a full one
	values  []parquet.Value // of one column of the batch
}

// NewWriter begins a file.
func NewWriter(w io.Writer, t schema.Info) (*Writer, error) {
	level := zstd.SpeedDefault
	if t.Log { // half of whose bytes are random ids
		level = zstd.SpeedFastest
	}
	config, err := parquet.NewWriterConfig(
		schemaOf(&t), boundsOf(&t),
		parquet.CreatedBy("breachsim", "1", "records"),
		parquet.Compression(&zstd.Codec{Level: level, Concurrency: 1}),
		parquet.WriteBufferSize(1<<18),
	)
	if err != nil {
		return nil, fmt.Errorf("the schema of %s in Parquet: %w", t.Name, err)
	}
	group := groupRows
	if len(t.Columns) > wideColumns {
		group = wideGroupRows
	}
	return &Writer{w: parquet.NewWriter(w, config, noPageStatistics), columns: t.Columns, group: group,
		cells: make([]uint32, batchRows*len(t.Columns)), values: make([]parquet.Value, batchRows)}, nil
}

// WriteRows writes rows as [records.Table.Packed] packs them.
func (w *Writer) WriteRows(packed []byte) error {
	w.rows = 0
	if len(w.kept) > 0 {
		w.kept = append(w.kept, packed...)
		packed = w.kept
	}
	w.batch = packed
	at, done := uint32(0), 0
	for int(at) < len(packed) {
		at = w.row(at)
		if w.rows == batchRows {
			if err := w.writeBatch(); err != nil {
				return err
			}
			done = int(at)
		}
	}
	w.kept = append(w.kept[:0], packed[done:]...)
	return nil
}

// row finds the values of the row that begins at a place of the batch, and
// returns where the next one begins.
func (w *Writer) row(at uint32) uint32 {
	for cell := w.rows; cell < len(w.cells); cell += batchRows {
		w.cells[cell] = at
		at = wire.PackedEnd(w.batch, at)
	}
	w.rows++
	return at
}

// Close writes what is left and the footer. It does not close the file.
func (w *Writer) Close() error {
	w.batch, w.rows = w.kept, 0
	for at := uint32(0); int(at) < len(w.batch); {
		at = w.row(at)
	}
	if err := w.writeBatch(); err != nil {
		return err
	}
	return w.w.Close()
}

// Rows reads how many rows a Parquet file has.
func Rows(r io.ReaderAt, size int64) (int64, error) {
	f, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return 0, err
	}
	return f.NumRows(), nil
}

// writeBatch hands the batch to the columns, one after the other:
//
//	row: a b c          a: a a
//	row: a b c   ─►     b: b b
//	                    c: c c
func (w *Writer) writeBatch() error {
	if w.rows == 0 {
		return nil
	}
	writers := w.w.ColumnWriters()
	for i := range w.columns {
		if err := w.column(i); err != nil {
			return fmt.Errorf("column %s: %w", w.columns[i].Name, err)
		}
		if _, err := writers[i].WriteRowValues(w.values[:w.rows]); err != nil {
			return err
		}
	}
	w.grouped += w.rows
	w.rows = 0
	if w.grouped == w.group {
		w.grouped = 0
		return w.w.Flush()
	}
	return nil
}

// column makes the typed values of column i.
func (w *Writer) column(i int) error {
	c := &w.columns[i]
	present := 0
	if c.Null {
		present = 1
	}
	values := w.values[:w.rows]
	cells := w.cells[i*batchRows:][:w.rows]
	kind := c.Shape.Kind
	for k := range values {
		cell := wire.PackedAt(w.batch, cells[k])
		v := &values[k]
		if c.Null && len(cell) == 0 {
			*v = parquet.Value{}
			continue
		}
		switch kind {
		case schema.Text, schema.Address, schema.Block:
			*v = parquet.ByteArrayValue(cell)
		case schema.Integer:
			n, err := integerOf(cell)
			if err != nil {
				return err
			}
			*v = parquet.Int64Value(n)
		case schema.Moment:
			us, err := microsOf(cell)
			if err != nil {
				return err
			}
			*v = parquet.Int64Value(us)
		default:
			var err error
			if *v, err = value(kind, cell); err != nil {
				return err
			}
		}
		v.SetDefinitionLevel(present)
	}
	return nil
}
