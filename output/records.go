package output

import (
	"context"
	"io"
	"path"

	"breachsim/output/encode/records"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/pack"
	"breachsim/output/internal/state"
	"breachsim/output/internal/tables"
)

const (
	dictionaryName = "records/dictionary.json"
	sqlFolder      = "records/sql/"
)

// records writes the tables of who and what exists.
func (f *finisher) records(ctx context.Context, wanted *state.Bitmap) error {
	c, w := &f.manifest.Counts, f.tableWriter()
	var err error
	if c.Persons, err = w.People(ctx, f.src, f.wantedPersons(wanted)); err != nil {
		return err
	}
	if c.Practitioners, err = tables.Table(w, records.Practitioners(), f.src.Practitioners()); err != nil {
		return err
	}
	if c.Accounts, err = tables.Table(w, records.Accounts(), f.src.Accounts()); err != nil {
		return err
	}
	if c.Delegates, err = tables.Table(w, records.Delegates(), f.src.Delegates()); err != nil {
		return err
	}
	if c.Networks, err = tables.Table(w, records.Networks(), f.src.Networks()); err != nil {
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
	if nameList(f.plan.records) == defaultRecords {
		return nil
	}
	tables := f.tables()
	dictionary, err := state.Indented(schema.NewDictionary(tables, f.plan.records))
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

// tableWriter is where the run's tables go.
func (f *finisher) tableWriter() *tables.Writer {
	return &tables.Writer{Disk: f.disk, Formats: f.plan.records, Workers: f.Workers, Stage: f.stage,
		Enter: func(e FileEntry) { f.manifest.Files = append(f.manifest.Files, e) },
		Tell: func(t Progress) {
			if f.Progress != nil {
				t.AuditEvents, t.AccessLines = f.manifest.Counts.AuditEvents, f.manifest.Counts.AccessLines
				f.Progress(t)
			}
		}}
}

// wantedPersons are those whom the log lines name, and those whom the options ask
// for beside them.
func (f *finisher) wantedPersons(wanted *state.Bitmap) *state.Bitmap {
	if wanted == nil {
		wanted = state.NewBitmap(f.info.Persons)
		wanted.MarkFirst(f.info.Persons)
	}
	if f.persons.rule == "first" {
		wanted.MarkFirst(min(f.persons.first, f.info.Persons))
	}
	return wanted
}

// logScripts writes the scripts that load logs in an SQL form.
func (f *finisher) logScripts() error {
	packed, err := pack.Extension(f.Compress)
	if err != nil {
		return err
	}
	for _, format := range f.formats {
		if format.Ext != "copy" {
			continue
		}
		for _, s := range format.LogSQLFiles(f.mode, f.progress.Dates(), packed) {
			if err := f.text(path.Dir(format.Layout)+"/"+s.Name, []byte(s.Text)); err != nil {
				return err
			}
		}
	}
	return nil
}
