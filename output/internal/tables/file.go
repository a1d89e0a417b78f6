package tables

import (
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/columnar"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
)

// Form is a table in one of the formats asked for.
type Form[T any] struct {
	path  string
	lines records.Lines[T]
	info  schema.Info
	// columnar forms take packed rows, not lines of their file
	columnar bool
}

// FormsOf lists the forms in which a table is to be written.
func FormsOf[T any](formats []schema.Format, t records.Table[T]) []Form[T] {
	var list []Form[T]
	info := t.Info()
	for _, f := range formats {
		if lines, ok := t.Lines(f.Name); ok {
			list = append(list, Form[T]{path: info.Path(f), lines: lines, info: info, columnar: f.Name == "parquet"})
		}
	}
	return list
}

// A File is one file of a table while it is written, from the bytes of
// its form.
type File struct {
	*disk.DigestFile
	Columns *columnar.Writer // nil where the bytes are those of the file
}

// openTables creates the files of the forms of a table.
func openTables[T any](w *Writer, forms []Form[T]) ([]*File, error) {
	var files []*File
	for i := range forms {
		t, err := openTable(w, &forms[i])
		if err != nil {
			abandonAll(files)
			return nil, fault.Write("writing \""+forms[i].path+"\"", err)
		}
		files = append(files, t)
	}
	return files, nil
}

func openTable[T any](w *Writer, form *Form[T]) (*File, error) {
	df, err := disk.OpenDigest(w.Disk, w.Stage(form.path), form.path, false)
	if err != nil {
		return nil, err
	}
	t := &File{DigestFile: df}
	if form.columnar {
		t.Columns, err = columnar.NewWriter(df, form.info)
	} else {
		_, err = df.Write(form.lines.AppendHeader(nil))
	}
	if err != nil {
		df.Abandon()
		return nil, err
	}
	return t, nil
}

// Piece appends rows.
func (t *File) Piece(p *ordered.Piece) error {
	if t.Columns == nil {
		return t.DigestFile.Piece(p.Raw, p.Packed, p.Rows)
	}
	t.Rows += p.Rows
	return t.Columns.WriteRows(p.Raw)
}

// finish completes the file and enters it in the manifest.
func (t *File) finish(w *Writer) error {
	if t.Columns != nil {
		if err := t.Columns.Close(); err != nil {
			t.Abandon()
			return fault.Write("writing \""+t.Entry.Path+"\"", err)
		}
	}
	if err := t.Close(); err != nil {
		return fault.Write("closing \""+t.Entry.Path+"\"", err)
	}
	w.Enter(t.WithRows())
	return nil
}

// finishAll completes files, or abandons those that are left after an error.
func finishAll(w *Writer, files []*File) error {
	for i, t := range files {
		if err := t.finish(w); err != nil {
			abandonAll(files[i+1:])
			return err
		}
	}
	return nil
}

func abandonAll(files []*File) {
	for _, t := range files {
		t.Abandon()
	}
}
