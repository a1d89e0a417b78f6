package output

import (
	"context"
	"io"
	"iter"

	"breachsim/output/encode/records"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
)

const (
	dictionaryName = "records/dictionary.json"
	sqlFolder      = "records/sql/"
	recordBytes    = 1 << 16 // of a table that is written line by line, at a time
)

// records writes the tables of who and what exists.
func (f *finisher) records(ctx context.Context, wanted *bitmap) error {
	c := &f.manifest.Counts
	if err := f.people(ctx, wanted); err != nil {
		return err
	}
	var err error
	if c.Practitioners, err = table(f, records.Practitioners(), f.src.Practitioners()); err != nil {
		return err
	}
	if c.Accounts, err = table(f, records.Accounts(), f.src.Accounts()); err != nil {
		return err
	}
	if c.Delegates, err = table(f, records.Delegates(), f.src.Delegates()); err != nil {
		return err
	}
	if c.Networks, err = table(f, records.Networks(), f.src.Networks()); err != nil {
		return err
	}
	if err := f.described(); err != nil {
		return err
	}
	return f.file("records/networks.mmdb", -1, f.src.WriteMMDB)
}

// described writes what goes with the tables: the scripts of the SQL form, and
// the dictionary wherever more than the default is asked for.
func (f *finisher) described() error {
	if f.recordsOption() == defaultRecords {
		return nil
	}
	tables := f.tables()
	dictionary, err := indented(schema.NewDictionary(tables, f.plan.records))
	if err != nil {
		return err
	}
	if err := f.text(dictionaryName, dictionary); err != nil || !f.writes("sql") {
		return err
	}
	for _, s := range schema.SQLFiles(tables) {
		if err := f.text(sqlFolder+s.Name, []byte(s.Text)); err != nil {
			return err
		}
	}
	return nil
}

// text writes a file that has no rows.
func (f *finisher) text(path string, b []byte) error {
	return f.file(path, -1, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// table writes a table whose records come one by one, and counts them.
func table[T any](f *finisher, t records.Table[T], records iter.Seq[T]) (n int64, err error) {
	forms := formsOf(f.plan, t)
	files, err := openTables(f, forms)
	if err != nil {
		return 0, err
	}
	pieces := make([]piece, len(forms))
	for r := range records {
		n++
		for i := range forms {
			pieces[i].add(forms[i].lines.Append(pieces[i].raw, &r))
			if len(pieces[i].raw) < recordBytes {
				continue
			}
			if err := flush(files[i], &pieces[i]); err != nil {
				abandonAll(files)
				return 0, err
			}
		}
	}
	for i := range files {
		if err := flush(files[i], &pieces[i]); err != nil {
			abandonAll(files)
			return 0, err
		}
	}
	return n, finishAll(f, files)
}

// add takes the bytes of a piece with a record appended, unless the record
// has no place in the form.
func (p *piece) add(raw []byte) {
	if len(raw) > len(p.raw) {
		p.rows++
	}
	p.raw = raw
}

// flush writes a piece and empties it.
func flush(t *tableFile, p *piece) error {
	err := t.piece(p)
	p.raw, p.rows = p.raw[:0], 0
	return fault.Write("writing \""+t.entry.Path+"\"", err)
}
