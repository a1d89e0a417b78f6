package replay

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/read"
)

// Data is a dataset open for scoring: its frame, without its lines.
type Data struct {
	*read.Dataset
	Calendar
	accounts map[string]int32 // id to number
	Names    []string
}

// Open reads what of a dataset is needed before its lines. A dataset that lacks what
// scoring needs is an [*UnfitError].
func Open(ctx context.Context, ds *read.Dataset) (*Data, error) {
	d, dir := &Data{Dataset: ds, accounts: map[string]int32{}}, ds.Dir
	if ds.Manifest.Sealed != nil {
		return nil, &UnfitError{dir, errors.New("its truth is sealed: give the key that opens it, --key FILE")}
	}
	days := ds.Days("logs/audit", ".jsonl")
	if len(days) == 0 {
		return nil, &UnfitError{dir, errors.New("it has no native audit log, against which alerts are checked; " +
			"generate makes one with --format jsonl")}
	}
	var err error
	if d.Calendar, err = newCalendar(days, ds.Zone); err != nil {
		return nil, fmt.Errorf("dataset %q: %w", dir, err)
	}
	if d.ScoredFrom >= d.End() {
		return nil, &UnfitError{dir, fmt.Errorf("all of it is warm-up: it is scored from %s on, "+
			"and its logs end before; generate it without --to", ds.Manifest.ScoredFrom)}
	}
	if err := d.readAccounts(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// readAccounts numbers the accounts in the order of records/accounts.csv.
func (d *Data) readAccounts(ctx context.Context) error {
	for row, err := range d.Table(ctx, "accounts", "account") {
		if err != nil {
			return err
		}
		id := strings.Clone(row.Values[0]) // without the rest of its line
		d.accounts[id] = int32(len(d.Names))
		d.Names = append(d.Names, id)
	}
	return nil
}
