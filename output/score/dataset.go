package score

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"breachsim/output/read"
)

// data is a dataset open for scoring: its frame, without its lines.
type data struct {
	*read.Dataset
	calendar
	accounts map[string]int32 // id to number
	names    []string
}

func openData(ctx context.Context, dir string) (*data, error) {
	ds, err := read.OpenDataset(dir)
	if err != nil {
		return nil, err
	}
	d := &data{Dataset: ds, accounts: map[string]int32{}}
	days := ds.Days("logs/audit", ".jsonl")
	if len(days) == 0 {
		return nil, &UnfitError{dir, errors.New("it has no native audit log, against which alerts are checked; generate makes one with --format jsonl")}
	}
	if d.calendar, err = newCalendar(days, ds.Zone); err != nil {
		return nil, fmt.Errorf("dataset %q: %w", dir, err)
	}
	if d.ScoredFrom >= d.end() {
		return nil, &UnfitError{dir, fmt.Errorf("all of it is warm-up: it is scored from %s on, and its logs end before; generate it without --to", ds.Manifest.ScoredFrom)}
	}
	if err := d.readAccounts(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// readAccounts numbers the accounts in the order of records/accounts.csv.
func (d *data) readAccounts(ctx context.Context) error {
	for row, err := range d.Table(ctx, "accounts", "account") {
		if err != nil {
			return err
		}
		id := strings.Clone(row.Values[0]) // without the rest of its line
		d.accounts[id] = int32(len(d.names))
		d.names = append(d.names, id)
	}
	return nil
}
