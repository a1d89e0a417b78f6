package builtin

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
)

// world is what an operator has beside a log that is not written yet: the register of
// accounts. Who is related to whom, and what was before, rules have to learn.
type world struct {
	plan     *generator.Plan
	accounts []read.Account
}

func (w *world) Zone() *time.Location { return w.plan.Scenario().Time.Location }
func (w *world) NIRMode() string      { return w.plan.Source().Output.NIR.String() }
func (w *world) HistoryDays() int     { return 0 }

func (w *world) Accounts(context.Context) ([]read.Account, error) {
	if w.accounts != nil {
		return w.accounts, nil
	}
	for a := range w.plan.Accounts() {
		w.accounts = append(w.accounts, read.Account{
			ID: a.ID, RPPS: a.RPPS, Profile: a.Profile, Profession: a.Profession, Site: a.Site, Dept: a.Dept,
			Auth: a.Auth, CreatedOn: day(a.CreatedOn), Delegates: a.Delegates,
		})
	}
	return w.accounts, nil
}

// day is a date as the records write it.
func day(d record.Date) string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

func (w *world) Kin(context.Context) (map[uint64]rule.Kin, error) { return nil, nil }

func (w *world) History(context.Context) iter.Seq2[*read.Acquaintance, error] {
	return func(func(*read.Acquaintance, error) bool) {}
}
