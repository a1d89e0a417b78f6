package audit

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios"
	"breachsim/scenarios/feasible"
	"breachsim/scenarios/library"
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
	dir      string
	set      *read.Dataset
	manifest read.Manifest
	scenario *scenarios.Scenario // scaled
	scale    string
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

	accounts  []truth.Account
	ips       []truth.IP
	sessions  []truth.Session
	steps     []truth.Step
	responses []truth.Response
}

func openWorld(dir string) (*world, error) {
	w := &world{dir: dir, syms: newSymbols(), last: map[sym]*memory{}, owners: map[sym]*owner{}, stolen: map[sym]*stolen{}, declared: map[string]bool{}}
	w.words = newWords(w.syms)
	for _, step := range []func() error{w.readManifest, w.readScenario, w.findDays, w.readOwners, w.readTruth} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *world) readManifest() error {
	set, err := read.OpenDataset(w.dir)
	var none *read.NotDatasetError
	if errors.As(err, &none) {
		return &UsageError{err}
	}
	if err != nil {
		return err
	}
	w.set, w.manifest = set, set.Manifest
	w.scale = w.manifest.Options["scale"]
	if w.scale == "" {
		w.scale = "1"
	}
	w.partial = w.manifest.Options["from"] != "" || w.manifest.Options["to"] != ""
	w.controls = w.manifest.Options["without_controls"] == ""
	return nil
}

func (w *world) readScenario() error {
	sc, err := library.Load(w.path("scenario.yaml"))
	if err != nil {
		return err
	}
	if sc, err = feasible.AtScale(sc, w.scale, w.manifest.Options["scale_keep"]); err != nil {
		return fmt.Errorf("manifest.json of %q: %w", w.dir, err)
	}
	if w.manifest.Options["without_campaigns"] != "" {
		sc.Campaigns = nil
	}
	w.scenario, w.loc = sc, sc.Time.Location
	for _, s := range sc.Signals {
		w.declared[string(s)] = true
	}
	return nil
}

// findDays lists the local days that have an audit log.
func (w *world) findDays() error {
	entries, err := os.ReadDir(w.path("logs/audit"))
	if err != nil {
		return usagef("no native audit log in %q: %w; the audit needs the formats jsonl and combined", w.dir, bare(err))
	}
	for _, e := range entries {
		if date, ok := strings.CutSuffix(plainName(e.Name()), ".jsonl"); ok && !e.IsDir() {
			w.days = append(w.days, date)
		}
	}
	if len(w.days) == 0 {
		return usagef("no native audit log in %q: the audit needs the formats jsonl and combined", w.dir)
	}
	slices.Sort(w.days)
	return nil
}

// plainName drops the extension of a packed file.
func plainName(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, ".zst"), ".gz")
}

// open opens a file of the dataset, packed or not; nil where it is missing.
func (w *world) open(name string) (io.ReadCloser, error) {
	for _, ext := range []string{"", ".zst", ".gz"} {
		r, err := read.Open(w.path(name) + ext)
		if !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
	}
	return nil, nil
}

func (w *world) readOwners() error {
	return w.eachRecord("records/accounts.csv", func(_ int, get func(string) string) {
		days := 0.0
		if t, err := time.Parse(time.DateOnly, get("created_on")); err == nil {
			days = float64(t.Unix() / 86400)
		}
		delegates, _ := strconv.ParseFloat(get("delegates"), 64) // not a number: none
		o := &owner{id: get("account"), profile: get("profile"), profession: get("profession"), auth: get("auth"),
			dept: w.syms.of(get("dept")), created: days, delegates: delegates}
		w.owners[w.syms.of(o.id)] = o
		w.order = append(w.order, w.syms.of(o.id))
	})
}

// eachRecord ranges over a CSV file of records; get returns a column by name,
// empty where there is none.
func (w *world) eachRecord(name string, each func(line int, get func(string) string)) error {
	f, err := w.open(name)
	if err != nil || f == nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	columns := map[string]int{}
	for line := 1; ; line++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if line == 1 {
			for i, c := range rec {
				columns[c] = i
			}
			continue
		}
		each(line, func(column string) string {
			if i, ok := columns[column]; ok {
				return rec[i]
			}
			return ""
		})
	}
}

func (w *world) readTruth() error {
	err := errors.Join(
		rows(w, "truth/accounts.jsonl", &w.accounts), rows(w, "truth/ips.jsonl", &w.ips), rows(w, "truth/sessions.jsonl", &w.sessions),
		rows(w, "truth/campaigns.jsonl", &w.steps), rows(w, "truth/responses.jsonl", &w.responses))
	for i, a := range w.accounts {
		w.stolen[w.syms.of(string(a.Account))] = &stolen{a, i % 2}
	}
	return err
}

func rows[R any](w *world, name string, out *[]R) error {
	return each(w, name, func(_ int, r *R) { *out = append(*out, *r) })
}

// each ranges over a truth file; a missing one has no rows.
func each[R any](w *world, name string, visit func(line int, r *R)) error {
	f, err := w.open(name)
	if err != nil || f == nil {
		return err
	}
	defer f.Close()
	line := 0
	for r, err := range truth.Read[R](f) {
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		line++
		visit(line, &r)
	}
	return nil
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

func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func hex(v uint64) string               { return fmt.Sprintf("%016x", v) }
func decimal(v int64) string            { return strconv.FormatInt(v, 10) }
func at(name string, line int32) string { return fmt.Sprintf("%s:%d", name, line) }
