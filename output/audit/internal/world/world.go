package world

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
)

// Owner is a row of records/accounts.csv.
type Owner struct {
	ID, Profile, Profession, Auth string
	Dept                          Sym
	Created                       float64 // days since 1970
	Delegates                     float64
}

// Stolen is what the truth says of an account that a campaign used.
type Stolen struct {
	truth.Account
	Fold int
}

// World is what checks know beside the logs.
type World struct {
	Set      *read.Dataset
	Scenario *scenarios.Scenario // scaled
	Checker  *conform.Checker    // nil where nobody asks for conformance
	Loc      *time.Location
	Access   bool // there is an access log that can be read
	Partial  bool // not the scenario's whole window
	Controls bool // the dataset is of the defended world
	days     []string
	Syms     *Symbols
	Words    Words
	Owners   map[Sym]*Owner
	Order    []Sym // owners, in the order of the file
	Stolen   map[Sym]*Stolen
	Declared map[string]bool
	even     map[Sym]bool // campaigns whose look-ups are evenly spaced, as far as asked

	Accounts []truth.Account
	Tried    []truth.Tried
	IPs      []truth.IP
	Sessions []truth.Session
	Steps    []truth.Step
}

// Open reads what checks know beside the logs.
func Open(ctx context.Context, dir string) (*World, error) {
	w := &World{Syms: newSymbols(), Owners: map[Sym]*Owner{}, Stolen: map[Sym]*Stolen{},
		Declared: map[string]bool{}, even: map[Sym]bool{}}
	w.Words = newWords(w.Syms)
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
func (w *World) open(dir string) (err error) {
	w.Set, err = read.OpenDataset(dir)
	var none *read.NotDatasetError
	if errors.As(err, &none) {
		return &UsageError{err}
	}
	if err != nil {
		return err
	}
	if w.Set.Imperfect() {
		return &UsageError{&read.ImperfectError{Dir: w.Set.Dir, What: "audit holds every line against its truth"}}
	}
	of := w.Set.Manifest.Options
	w.Partial = of["from"] != "" || of["to"] != ""
	w.Controls = of["without_controls"] == ""
	if w.Scenario, err = conform.Scenario(w.Set); err != nil {
		return err
	}
	w.Controls = w.Controls && !w.Scenario.Undefended()
	w.Scenario.Controls = w.Scenario.Acting()
	w.Loc = w.Scenario.Time.Location
	for _, s := range w.Scenario.Signals {
		w.Declared[string(s.Family)] = true
	}
	return nil
}

// findDays lists the local days that have an audit log.
func (w *World) findDays() error {
	for _, name := range w.Set.Days("logs/audit", ".jsonl") {
		w.days = append(w.days, read.DateOf(name))
	}
	if len(w.days) == 0 {
		return Usagef("no native audit log in %q: the audit needs the formats jsonl and combined", w.Set.Dir)
	}
	return nil
}

func (w *World) readOwners(ctx context.Context) error {
	if !w.Set.Has("records/accounts.csv") {
		return nil
	}
	accounts, err := w.Set.Accounts(ctx)
	for i := range accounts {
		a := &accounts[i]
		days := 0.0
		if t, err := time.Parse(time.DateOnly, a.CreatedOn); err == nil {
			days = float64(t.Unix() / 86400)
		}
		o := &Owner{ID: a.ID, Profile: a.Profile, Profession: a.Profession, Auth: a.Auth, Dept: w.Syms.Of(a.Dept),
			Created: days, Delegates: float64(a.Delegates)}
		w.Owners[w.Syms.Of(o.ID)] = o // numbered in this order: halves of the world follow from the numbers
		w.Order = append(w.Order, w.Syms.Of(o.ID))
	}
	return err
}

func (w *World) readTruth() error {
	var errs [5]error
	w.Accounts, errs[0] = truth.Rows[truth.Account](w.Set, "truth/accounts.jsonl")
	errs[4] = Rows(w, "truth/tried.jsonl", func(_ int, t *truth.Tried) { w.Tried = append(w.Tried, *t) })
	w.IPs, errs[1] = truth.Rows[truth.IP](w.Set, "truth/ips.jsonl")
	w.Sessions, errs[2] = truth.Rows[truth.Session](w.Set, "truth/sessions.jsonl")
	w.Steps, errs[3] = truth.Rows[truth.Step](w.Set, "truth/campaigns.jsonl")
	for i, a := range w.Accounts {
		w.Stolen[w.Syms.Of(string(a.Account))] = &Stolen{a, i % 2}
	}
	return errors.Join(errs[:]...)
}

// Rows shows visit each row of a truth file with its line; a file that the dataset
// does not have has none.
func Rows[R any](w *World, name string, visit func(line int, r *R)) error {
	if !w.Set.Has(name) {
		return nil
	}
	line := 0
	return truth.Each(w.Set, name, func(r *R) error {
		line++
		visit(line, r)
		return nil
	})
}

// Fold is the half of the world that an account belongs to when a statistic is
// learnt on one half and judged on the other: stolen accounts take turns.
func (w *World) Fold(r *Row) int { return w.FoldOf(r.Of(Account), r.ID) }

// FoldOf is Fold for something of an account with an id.
func (w *World) FoldOf(account Sym, id uint64) int {
	s := w.Stolen[account]
	switch {
	case len(w.Accounts) < 2:
		return int(id >> 7 & 1)
	case s != nil:
		return s.Fold
	}
	return int(account * 2654435761 >> 16 & 1)
}

// At writes a place in a file for a reader: path:line, lines from 1.
func At(name string, line int32) string { return fmt.Sprintf("%s:%d", name, line) }
