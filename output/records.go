package output

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/tables"
	"github.com/breachsim/breachsim/output/internal/weak"
)

const (
	dictionaryName = "records/dictionary.json"
	sqlFolder      = "records/sql/"
)

// records writes the tables of who and what exists.
func (f *finisher) records(ctx context.Context, wanted *state.Bitmap) error {
	c, w := &f.manifest.Counts, f.tableWriter()
	var err error
	people := tables.Wanted{Persons: f.wantedPersons(wanted), Contacts: !f.Passing}
	if c.Persons, err = w.People(ctx, f.src, people); err != nil {
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
		twice := f.info.Delivery.Duplicate.PPM > 0
		for _, s := range format.LogSQLFiles(f.mode, f.progress.Dates(), packed, twice) {
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

// weak writes what a real team has in place of the truth, as far as it is wanted.
func (f *finisher) weak() (err error) {
	c, w := &f.manifest.Counts, f.tableWriter()
	p := f.weakParts()
	if f.info.Alerts {
		if c.Alerts, err = tables.Table(w, records.Warnings(), p.Alerts()); err != nil {
			return err
		}
	}
	if f.info.Tickets {
		if c.Tickets, err = tables.Table(w, records.Tickets(f.mode), p.Tickets()); err != nil {
			return err
		}
	}
	if f.info.Reasons {
		if c.Reasons, err = tables.Table(w, records.Grounds(f.mode), p.Reasons()); err != nil {
			return err
		}
	}
	return fault.Write("reading the parts of alerts, tickets and reasons", p.Err())
}

// weakParts lists the parts of each day, in order.
func (f *finisher) weakParts() *weak.Period {
	p := &weak.Period{Cat: f.src.Catalog(), Book: f.src.Journal().Responses}
	for _, d := range days.List(f.src.Windows()) {
		day := weak.Day{End: d.Windows[len(d.Windows)-1].To}
		for _, e := range f.progress.Days[d.Date].Parts {
			at := filepath.Join(f.parts[d.Date], filepath.FromSlash(e.Path))
			switch path.Dir(e.Path) {
			case state.AlertsDir:
				day.Alerts = at
			case state.TicketsDir:
				day.Tickets = at
			case state.ReasonsDir:
				day.Reasons = at
			}
		}
		p.Days = append(p.Days, day)
	}
	return p
}

// checkWeak refuses alerts, tickets and reasons that would be written nowhere.
func checkWeak(i *Info, formats []schema.Format) error {
	if (i.Alerts || i.Tickets || i.Reasons) && len(tables.FormsOf(formats, records.Warnings())) == 0 {
		return fault.Usage(
			"alerts, tickets and reasons cannot be written as %s: ask for records as csv, jsonl, parquet or sql too",
			nameList(formats),
		)
	}
	return nil
}

// weakTables describes what a run writes of what a real team has in place of the truth.
func weakTables(i *Info, mode schema.NIRMode) (list []schema.Info) {
	if i.Alerts {
		list = append(list, records.Warnings().Info())
	}
	if i.Tickets {
		list = append(list, records.Tickets(mode).Info())
	}
	if i.Reasons {
		list = append(list, records.Grounds(mode).Info())
	}
	return list
}
