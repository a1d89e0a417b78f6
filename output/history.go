package output

import (
	"bytes"
	"context"
	"fmt"

	"breachsim/generator/record"
	"breachsim/output/encode/records"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
)

// accountsJob is how many accounts of the history make a job.
const accountsJob = 32

// history writes, where it is asked for, whom each account found before the
// logs begin: groups of accounts side by side, in order. Memory is that of one
// account a worker.
func (f *finisher) history(ctx context.Context) error {
	if f.info.HistoryDays == 0 {
		return nil
	}
	src, ok := f.src.(Historian)
	if !ok {
		return fmt.Errorf("the source cannot tell the history of %d days that it announces", f.info.HistoryDays)
	}
	forms := formsOf(f.plan, records.History(f.mode))
	accounts := len(f.src.Catalog().Accounts)
	jobs := (accounts + accountsJob - 1) / accountsJob
	s := &tableSink{f: f, stage: "history", q: newQueue(jobs, f.Workers), jobs: jobs}
	var err error
	if s.files, err = openTables(f, forms); err != nil {
		return err
	}
	err = s.run(ctx, func() (worker, error) {
		return &historyWorker{history: src.NewHistory(), accounts: accounts, forms: forms}, nil
	})
	if err != nil {
		return err
	}
	f.manifest.Counts.History = s.files[0].rows
	return finishAll(f, s.files)
}

type historyWorker struct {
	history  History
	accounts int
	forms    []form[record.Acquaintance]
	rows     []record.Acquaintance
}

func (w *historyWorker) do(job int, q *queue) error {
	pieces := make([]*piece, len(w.forms))
	for k := job * accountsJob; k < min((job+1)*accountsJob, w.accounts); k++ {
		w.rows = w.history.Of(uint32(k), w.rows[:0])
		for i := range w.rows {
			for form := range w.forms {
				var err error
				if pieces[form], err = addRow(q, pieces[form], job, form, &w.forms[form].lines, &w.rows[i]); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range pieces {
		if p != nil {
			q.put(p)
		}
	}
	return nil
}

// checkHistory refuses a history that would be written nowhere.
func (p *plan) checkHistory() error {
	switch {
	case p.info.HistoryDays == 0:
	case p.mode == schema.Omit:
		return fault.Usage("a history names persons, and the logs of this run name none (nir: omit)")
	case len(formsOf(p, records.History(p.mode))) == 0:
		return fault.Usage("a history cannot be written as %s: ask for records as csv, jsonl, parquet or sql too", p.recordsOption())
	}
	return nil
}

// cardHistory writes the part of the card that describes the history.
func (p *plan) cardHistory(b *bytes.Buffer, src Source) {
	if p.info.HistoryDays == 0 {
		return
	}
	before := "scenario's start"
	if p.run.ScoredFrom != "" {
		before = "warm-up"
	}
	fmt.Fprintf(b, historyCard, p.info.HistoryDays, before)
	if h, ok := src.(Historian); ok && h.HistoryNote() != "" {
		fmt.Fprintf(b, "Note: %s.\n\n", h.HistoryNote())
	}
	info := records.History(p.mode).Info()
	columns(b, historyPath, info.About, info.Fields())
}

const (
	historyPath = "history.csv"
	historyCard = `## The history

What the logs of the %d local days before the %s would tell, without those logs: whom the users of each
account found, from when to when and how often. A look-up counts if it found somebody, came before the start, and its
session began within these days. A session that was open at the start is in no log from there on. A detector may read it.
The records list the persons that the logs name; of the others the history tells the reference only.

`
)

// tables describes the tables that the run writes, with the history last.
func (p *plan) tables() []schema.Info {
	tables := records.Tables()
	if p.info.HistoryDays > 0 {
		tables = append(tables, records.History(p.mode).Info())
	}
	return tables
}
