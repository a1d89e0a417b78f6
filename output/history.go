package output

import (
	"context"
	"fmt"

	"breachsim/output/encode/records"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
	"breachsim/output/internal/tables"
)

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

// checkHistory refuses a history that would be written nowhere.
func (p *plan) checkHistory() error {
	switch {
	case p.info.HistoryDays == 0:
	case p.mode == schema.Omit:
		return fault.Usage("a history names persons, and the logs of this run name none (nir: omit)")
	case len(tables.FormsOf(p.records, records.History(p.mode))) == 0:
		return fault.Usage(
			"a history cannot be written as %s: ask for records as csv, jsonl, parquet or sql too",
			nameList(p.records),
		)
	}
	return nil
}

// tables describes the tables that the run writes, with the history last.
func (p *plan) tables() []schema.Info {
	tables := records.Tables()
	if p.info.HistoryDays > 0 {
		tables = append(tables, records.History(p.mode).Info())
	}
	return tables
}
