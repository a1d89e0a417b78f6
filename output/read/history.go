package read

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
)

// Acquaintance is a line of the history: whom the users of an account found in
// the days before the logs begin.
type Acquaintance struct {
	Account string
	Person  uint64 // the same key as [Event.Person] of the audit log
	First   int64  // look-up, microseconds since 1970 UTC
	Last    int64  // look-up, microseconds since 1970 UTC
	Count   int64  // of look-ups
}

const historyFile = "history.csv"

// HistoryDays is how many days before the scenario's start, or its warm-up, the history covers,
// 0 where the dataset has none.
func (d *Dataset) HistoryDays() int {
	n, err := strconv.Atoi(strings.TrimSuffix(d.Manifest.Options["history"], "d"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// History ranges over the history in its CSV form: by account, then by first
// look-up. The value is reused. Errors name file and line; a dataset that was
// made without a history, or without CSV, is one.
func (d *Dataset) History(ctx context.Context) iter.Seq2[*Acquaintance, error] {
	return func(yield func(*Acquaintance, error) bool) {
		if _, err := d.Find(historyFile); err != nil {
			yield(nil, fmt.Errorf("%w; it is made with --history, and --records csv", err))
			return
		}
		person := "nir_ref"
		if d.NIRMode == "clear" {
			person = "nir"
		}
		var a Acquaintance
		var clock Audit // reads times
		for r, err := range d.rows(ctx, historyFile, []string{"account", person, "first_seen", "last_seen", "count"}) {
			if err == nil {
				err = a.set(r, person, &clock)
			}
			if err != nil {
				yield(nil, d.atRow(r, err))
				return
			}
			if !yield(&a, nil) {
				return
			}
		}
	}
}

// atRow adds file and line to an error about a row; one about the file has them.
func (d *Dataset) atRow(r *Row, err error) error {
	if r == nil {
		return err
	}
	return fmt.Errorf("%s:%d: %w", d.path(historyFile), r.Line, err)
}

func (a *Acquaintance) set(r *Row, person string, clock *Audit) (err error) {
	v := r.Values
	*a = Acquaintance{Account: v[0]}
	if person == "nir" {
		a.Person = numberKey(v[1])
	} else if a.Person, err = hexID([]byte(`"` + v[1] + `"`)); err != nil {
		return fmt.Errorf("%s: %w", person, err)
	}
	if a.First, err = clock.time([]byte(`"` + v[2] + `"`)); err != nil {
		return fmt.Errorf("first_seen: %w", err)
	}
	if a.Last, err = clock.time([]byte(`"` + v[3] + `"`)); err != nil {
		return fmt.Errorf("last_seen: %w", err)
	}
	if a.Count, err = strconv.ParseInt(v[4], 10, 64); err != nil || a.Count < 1 {
		return fmt.Errorf("count %q: want a number from 1", v[4])
	}
	return nil
}
