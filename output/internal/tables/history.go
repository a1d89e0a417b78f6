package tables

import (
	"context"

	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/source"
)

// accountsJob is how many accounts of the history make a job.
const accountsJob = 32

// History writes whom each account found before the logs begin: groups of accounts
// side by side, in order. Memory is that of one account a worker. It returns how
// many lines there are.
func (w *Writer) History(ctx context.Context, src source.Historian, accounts int, mode schema.NIRMode) (int64, error) {
	forms := FormsOf(w.Formats, records.History(mode))
	jobs := (accounts + accountsJob - 1) / accountsJob
	s := &sink{w: w, stage: "history", q: ordered.NewQueue(jobs, w.Workers), jobs: jobs}
	var err error
	if s.files, err = openTables(w, forms); err != nil {
		return 0, err
	}
	err = s.run(ctx, func() (ordered.Worker, error) {
		return &historyWorker{history: src.NewHistory(), accounts: accounts, forms: forms}, nil
	})
	if err != nil {
		return 0, err
	}
	return s.files[0].Rows, finishAll(w, s.files)
}

type historyWorker struct {
	history  source.History
	accounts int
	forms    []Form[record.Acquaintance]
	rows     []record.Acquaintance
}

func (w *historyWorker) Do(job int, q *ordered.Queue) error {
	at := spot{q: q, job: job}
	pieces := make([]*ordered.Piece, len(w.forms))
	for k := job * accountsJob; k < min((job+1)*accountsJob, w.accounts); k++ {
		w.rows = w.history.Of(uint32(k), w.rows[:0])
		for i := range w.rows {
			for form := range w.forms {
				p, err := at.open(pieces[form], form)
				if err != nil {
					return err
				}
				p.Add(w.forms[form].lines.Append(p.Raw, &w.rows[i]))
				pieces[form] = at.full(p)
			}
		}
	}
	at.end(pieces)
	return nil
}
