package output

import (
	"breachsim/output/columnar"
	"breachsim/output/encode/records"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
)

// form is a table in one of the formats asked for.
type form[T any] struct {
	path  string
	lines records.Lines[T]
	info  schema.Info
	// columnar forms take packed rows, not lines of their file
	columnar bool
}

// formsOf lists the forms in which a table is to be written.
func formsOf[T any](p *plan, t records.Table[T]) []form[T] {
	var list []form[T]
	info := t.Info()
	for _, f := range p.records {
		if lines, ok := t.Lines(f.Name); ok {
			list = append(list, form[T]{path: info.Path(f), lines: lines, info: info, columnar: f.Name == "parquet"})
		}
	}
	return list
}

// A tableFile is one file of a table while it is written, from the bytes of
// its form.
type tableFile struct {
	*digestFile
	columns *columnar.Writer // nil where the bytes are those of the file
}

// openTables creates the files of the forms of a table.
func openTables[T any](f *finisher, forms []form[T]) ([]*tableFile, error) {
	var files []*tableFile
	for i := range forms {
		t, err := openTable(f, &forms[i])
		if err != nil {
			abandonAll(files)
			return nil, fault.Write("writing \""+forms[i].path+"\"", err)
		}
		files = append(files, t)
	}
	return files, nil
}

func openTable[T any](f *finisher, form *form[T]) (*tableFile, error) {
	df, err := openDigest(f.disk, f.stage(form.path), form.path, false)
	if err != nil {
		return nil, err
	}
	t := &tableFile{digestFile: df}
	if form.columnar {
		t.columns, err = columnar.NewWriter(df, form.info)
	} else {
		_, err = df.Write(form.lines.AppendHeader(nil))
	}
	if err != nil {
		df.abandon()
		return nil, err
	}
	return t, nil
}

// piece appends rows.
func (t *tableFile) piece(p *piece) error {
	if t.columns == nil {
		return t.digestFile.piece(p)
	}
	t.rows += p.rows
	return t.columns.WriteRows(p.raw)
}

// finish completes the file and enters it in the manifest.
func (t *tableFile) finish(f *finisher) error {
	if t.columns != nil {
		if err := t.columns.Close(); err != nil {
			t.abandon()
			return fault.Write("writing \""+t.entry.Path+"\"", err)
		}
	}
	if err := t.close(); err != nil {
		return fault.Write("closing \""+t.entry.Path+"\"", err)
	}
	f.manifest.Files = append(f.manifest.Files, t.withRows())
	return nil
}

// finishAll completes files, or abandons those that are left after an error.
func finishAll(f *finisher, files []*tableFile) error {
	for i, t := range files {
		if err := t.finish(f); err != nil {
			abandonAll(files[i+1:])
			return err
		}
	}
	return nil
}

func abandonAll(files []*tableFile) {
	for _, t := range files {
		t.abandon()
	}
}
