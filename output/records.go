package output

import (
	"context"
	"errors"
	"fmt"
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
	if err := f.leakedList(); err != nil {
		return err
	}
	if err := f.described(); err != nil {
		return err
	}
	return f.file("records/networks.mmdb", -1, f.src.WriteMMDB)
}

// leakedList writes the leaked files that campaigns' lists come from, where they are
// asked for.
func (f *finisher) leakedList() (err error) {
	if !f.info.LeakedList {
		return nil
	}
	src, ok := f.src.(Leaker)
	if !ok {
		return errors.New("the source cannot tell the leaked files that it announces")
	}
	f.manifest.Counts.LeakedRows, err = tables.Table(f.tableWriter(), records.LeakedList(), src.LeakedList())
	return err
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

// history writes, where it is asked for, whom each account found before the logs
// begin.
func (f *finisher) history(ctx context.Context) (err error) {
	if f.info.HistoryDays == 0 {
		return nil
	}
	src, ok := f.src.(Historian)
	if !ok {
		return fmt.Errorf("the source cannot tell the history of %d days that it announces", f.info.HistoryDays)
	}
	f.manifest.Counts.History, err = f.tableWriter().History(ctx, src, len(f.src.Catalog().Accounts), f.mode)
	return err
}
