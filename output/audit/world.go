package audit

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"breachsim/output/conform"
	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios"
)

// UsageError says that a directory is no dataset that can be audited, or that
// a check is unknown.
type UsageError struct{ err error }

func (e *UsageError) Error() string { return e.err.Error() }
func (e *UsageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }

// owner is a row of records/accounts.csv.
type owner struct {
	id, profile, profession, auth string
	dept                          sym
	created                       float64 // days since 1970
	delegates                     float64
}

// stolen is what the truth says of an account that a campaign used.
type stolen struct {
	truth.Account
	fold int
}

// world is what checks know beside the logs.
type world struct {
	set      *read.Dataset
	scenario *scenarios.Scenario // scaled
	checker  *conform.Checker    // nil where nobody asks for conformance
	loc      *time.Location
	access   bool // there is an access log that can be read
	partial  bool // not the scenario's whole window
	controls bool // the dataset is of the defended world
	days     []string
	syms     *symbols
	words    words
	last     map[sym]*memory // by account
	owners   map[sym]*owner
	order    []sym // owners, in the order of the file
	stolen   map[sym]*stolen
	declared map[string]bool

	accounts []truth.Account
	ips      []truth.IP
	sessions []truth.Session
	steps    []truth.Step
}

// openWorld reads what checks know beside the logs.
func openWorld(ctx context.Context, dir string) (*world, error) {
	w := &world{syms: newSymbols(), last: map[sym]*memory{}, owners: map[sym]*owner{}, stolen: map[sym]*stolen{}, declared: map[string]bool{}}
	w.words = newWords(w.syms)
	if err := w.open(dir); err != nil {
		return nil, err
	}
	if err := w.findDays(); err != nil {
		return nil, err
	}
	if err := w.readOwners(ctx); err != nil {
		return nil, err
	}
	return w, w.readTruth()
}

// open reads the manifest and the scenario.
func (w *world) open(dir string) (err error) {
	w.set, err = read.OpenDataset(dir)
	var none *read.NotDatasetError
	if errors.As(err, &none) {
		return &UsageError{err}
	}
	if err != nil {
		return err
	}
	of := w.set.Manifest.Options
	w.partial = of["from"] != "" || of["to"] != ""
	w.controls = of["without_controls"] == ""
	if w.scenario, err = conform.Scenario(w.set); err != nil {
		return err
	}
	w.loc = w.scenario.Time.Location
	for _, s := range w.scenario.Signals {
		w.declared[string(s)] = true
	}
	return nil
}

// findDays lists the local days that have an audit log.
func (w *world) findDays() error {
	for _, name := range w.set.Days("logs/audit", ".jsonl") {
		w.days = append(w.days, dateOf(name))
	}
	if len(w.days) == 0 {
		return usagef("no native audit log in %q: the audit needs the formats jsonl and combined", w.set.Dir)
	}
	return nil
}

func (w *world) readOwners(ctx context.Context) error {
	if !w.set.Has("records/accounts.csv") {
		return nil
	}
	accounts, err := w.set.Accounts(ctx)
	for i := range accounts {
		a := &accounts[i]
		days := 0.0
		if t, err := time.Parse(time.DateOnly, a.CreatedOn); err == nil {
			days = float64(t.Unix() / 86400)
		}
		o := &owner{id: a.ID, profile: a.Profile, profession: a.Profession, auth: a.Auth, dept: w.syms.of(a.Dept),
			created: days, delegates: float64(a.Delegates)}
		w.owners[w.syms.of(o.id)] = o // numbered in this order: halves of the world follow from the numbers
		w.order = append(w.order, w.syms.of(o.id))
	}
	return err
}

func (w *world) readTruth() error {
	var errs [4]error
	w.accounts, errs[0] = truth.Rows[truth.Account](w.set, "truth/accounts.jsonl")
	w.ips, errs[1] = truth.Rows[truth.IP](w.set, "truth/ips.jsonl")
	w.sessions, errs[2] = truth.Rows[truth.Session](w.set, "truth/sessions.jsonl")
	w.steps, errs[3] = truth.Rows[truth.Step](w.set, "truth/campaigns.jsonl")
	for i, a := range w.accounts {
		w.stolen[w.syms.of(string(a.Account))] = &stolen{a, i % 2}
	}
	return errors.Join(errs[:]...)
}

// rows shows visit each row of a truth file with its line; a file that the dataset
// does not have has none.
func rows[R any](w *world, name string, visit func(line int, r *R)) error {
	if !w.set.Has(name) {
		return nil
	}
	line := 0
	return truth.Each(w.set, name, func(r *R) error {
		line++
		visit(line, r)
		return nil
	})
}

// fold is the half of the world that an account belongs to when a statistic is
// learnt on one half and judged on the other: stolen accounts take turns.
func (w *world) fold(r *row) int {
	s := w.stolen[r.cat[fAccount]]
	switch {
	case len(w.accounts) < 2:
		return int(r.id >> 7 & 1)
	case s != nil:
		return s.fold
	}
	return int(r.cat[fAccount] * 2654435761 >> 16 & 1)
}

func hex(v uint64) string               { return fmt.Sprintf("%016x", v) }
func decimal(v int64) string            { return strconv.FormatInt(v, 10) }
func at(name string, line int32) string { return fmt.Sprintf("%s:%d", name, line) }
