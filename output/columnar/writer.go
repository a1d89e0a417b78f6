package columnar

import (
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"breachsim/output/encode"
)

const (
	batchRows = 400     // values reach the columns in batches of so many
	groupRows = 120_000 // of a row group; a multiple of batchRows
)

// Writer writes the rows of a table to a Parquet file.
type Writer struct {
	w       *parquet.Writer
	columns []encode.ColumnInfo
	batch   []byte          // packed rows
	rows    int             // in batch
	grouped int             // in the row group
	cells   [][]byte        // of the batch, row by row
	values  []parquet.Value // of one column of it
}

// NewWriter begins a file.
func NewWriter(w io.Writer, t encode.Info) (*Writer, error) {
	config, err := parquet.NewWriterConfig(
		schemaOf(&t),
		parquet.CreatedBy("breachsim", "1", "records"),
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault, Concurrency: 1}),
		parquet.WriteBufferSize(1<<18),
		parquet.DataPageStatistics(false),
	)
	if err != nil {
		return nil, fmt.Errorf("Parquet schema of %s: %w", t.Name, err)
	}
	return &Writer{w: parquet.NewWriter(w, config), columns: t.Columns}, nil
}

// WriteRows writes rows as [encode.Table.Packed] packs them.
func (w *Writer) WriteRows(packed []byte) error {
	for len(packed) > 0 {
		rest := packed
		for range w.columns {
			_, rest = encode.CutPacked(rest)
		}
		w.batch = append(w.batch, packed[:len(packed)-len(rest)]...)
		packed = rest
		if w.rows++; w.rows == batchRows {
			if err := w.writeBatch(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close writes what is left and the footer. It does not close the file.
func (w *Writer) Close() error {
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
