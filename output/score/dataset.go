package score

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios/cause"
)

// data is a dataset open for scoring: its frame, without its lines.
type data struct {
	*read.Dataset
	calendar
	accounts map[string]int32 // id to number
	names    []string
}

func openData(dir string) (*data, error) {
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
	if err := d.readAccounts(); err != nil {
		return nil, err
	}
	return d, nil
}

// open opens a file of the dataset, which may be compressed.
func (d *data) open(name string) (io.ReadCloser, string, error) {
	at, err := d.Find(name)
	if err != nil {
		return nil, name, err
	}
	at = filepath.Join(d.Dir, filepath.FromSlash(at))
	r, err := read.Open(at)
	if err != nil {
		return nil, at, fmt.Errorf("reading %q: %w", at, cause.Of(err))
	}
	return r, at, nil
}

// readAccounts numbers the accounts in the order of records/accounts.csv.
func (d *data) readAccounts() (err error) {
	r, name, err := d.open("records/accounts.csv")
	if err != nil {
		return err
	}
	defer r.Close() // only read
	cr := csv.NewReader(r)
	cr.ReuseRecord = true
	header, err := cr.Read()
	column := slices.Index(header, "account")
	if err == nil && column < 0 {
		err = errors.New("no column account")
	}
	for err == nil {
		var row []string
		if row, err = cr.Read(); err == nil {
			id := string([]byte(row[column]))
			d.accounts[id] = int32(len(d.names))
			d.names = append(d.names, id)
		}
	}
	if !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading %q: %w", name, err)
	}
	return nil
}

// rows calls visit with each row of a truth file; its errors name the file and
// the line.
func rows[R any](d *data, name string, visit func(*R) error) error {
	r, at, err := d.open(name)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	n := 0
	for row, err := range truth.Read[R](r) {
		if n++; err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		if err := visit(&row); err != nil {
			return fmt.Errorf("%s: line %d: %w", at, n, err)
		}
	}
	return nil
}
