// Package check holds a dataset against its manifest, byte by byte.
//
// It stands beside the writing of datasets and reads what that has left. It judges
// nothing that the manifest does not say, and changes nothing.
package check

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/lock"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Report is what Verify has found.
type Report struct {
	Manifest *state.Manifest
	Problems []Problem // by path; none = the dataset is what the manifest says
	Files    int
	Bytes    int64 // read
}

// Problem is one file that is not as the manifest says.
type Problem struct {
	Path string // in the dataset, with slashes
	What string
}

func (p Problem) String() string { return p.Path + ": " + p.What }

// Good reports whether nothing was found wrong.
func (r *Report) Good() bool { return len(r.Problems) == 0 }

// Verify checks every byte of a dataset against its manifest, and the
// manifest against itself. Files that are missing, altered, or too many are
// in the report; an error means that there is no dataset to check.
// Tell, where it is not nil, is told of the bytes read.
func Verify(dir string, tell func(state.Told)) (*Report, error) {
	if to, err := filepath.EvalSymlinks(dir); err == nil {
		dir = to // nothing below a link would be walked
	}
	b, err := limits.ReadFile(filepath.Join(dir, state.ManifestName), limits.Index)
	if err != nil {
		return nil, noManifest(dir, err)
	}
	r := &Report{}
	m, err := state.ParseManifest(b)
	if err != nil {
		r.Problems = append(r.Problems, Problem{state.ManifestName, err.Error()})
	}
	if m == nil {
		return r, nil
	}
	r.Manifest = m
	r.checkFiles(dir, newReader(m, tell))
	if err := r.checkExtra(dir); err != nil {
		return nil, err
	}
	r.checkCounts()
	if r.Good() {
		checkReferences(dir, func(path, what string) { r.Problems = append(r.Problems, Problem{path, what}) })
	}
	slices.SortFunc(r.Problems, func(a, b Problem) int { return strings.Compare(a.String(), b.String()) })
	return r, nil
}

// noManifest says what lies there instead of a dataset.
func noManifest(dir string, err error) error {
	entries, _ := os.ReadDir(dir) // its error is the one that follows
	for _, e := range entries {
		if state.IsShardName(e.Name()) {
			return fault.Usage("%q is a shard (%s): merge all shards first", dir, e.Name())
		}
	}
	if _, e := os.Stat(filepath.Join(dir, state.WorkDir, state.StateName)); e == nil {
		return fault.Usage("%q is an unfinished run: complete it with --resume", dir)
	}
	if swap.Begun(dir) {
		return fault.Usage("%q is an unfinished replacement: complete it with --resume", dir)
	}
	return fault.Usage("no %s in %q: %w", state.ManifestName, dir, cause.Of(err))
}

func (r *Report) checkFiles(dir string, from *reader) {
	files := make(chan disk.Entry)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range max(2, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for e := range files {
				what := from.checkFile(dir, e)
				mu.Lock()
				r.Files++
				r.Bytes += e.Bytes
				if what != "" {
					r.Problems = append(r.Problems, Problem{e.Path, what})
				}
				mu.Unlock()
			}
		})
	}
	for _, e := range r.Manifest.Files {
		files <- e
	}
	close(files)
	wg.Wait()
}

// checkExtra names what is there and not in the manifest.
func (r *Report) checkExtra(dir string) error {
	listed := map[string]bool{".": true, state.ManifestName: true}
	for _, e := range r.Manifest.Files {
		for p := e.Path; p != "."; p = path.Dir(p) {
			listed[p] = true
			if path.Dir(p) == p {
				break
			}
		}
	}
	return filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return fault.Usage("reading %q: %w", dir, cause.Of(err))
		}
		rel, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case listed[rel], rel == state.ArenaName:
			return nil
		case rel == swap.NewDir, rel == swap.OldDir:
			r.add(rel, "left from an unfinished replacement: complete it with --resume")
			return fs.SkipDir
		case rel == lock.Name:
			r.add(rel, "a run is writing here, or was stopped: complete it with --resume")
			return nil
		case rel == state.WorkDir:
			r.Problems = append(r.Problems, Problem{rel, "left from an unfinished run: complete it with --resume"})
			return fs.SkipDir
		case e.IsDir():
			r.Problems = append(r.Problems, Problem{rel + "/", "folder that is not in the manifest"})
			return nil
		}
		r.Problems = append(r.Problems, Problem{rel, "not in the manifest"})
		return nil
	})
}

func (r *Report) add(path, what string) { r.Problems = append(r.Problems, Problem{path, what}) }

// checkCounts holds the totals against the rows of the files.
func (r *Report) checkCounts() {
	rows := map[string]int64{}
	for _, e := range r.Manifest.Files {
		if e.Rows != nil {
			rows[path.Dir(e.Path)] += *e.Rows
			rows[e.Path] = *e.Rows
		}
	}
	c := r.Manifest.Counts
	check := func(of string, want int64) {
		if got, there := rows[of]; there && got != want {
			r.Problems = append(
				r.Problems,
				Problem{state.ManifestName, fmt.Sprintf("counts %d for %s, its files have %d", want, of, got)},
			)
		}
	}
	for _, f := range encode.Formats() {
		switch f.Stream {
		case schema.Audit:
			check(path.Dir(f.Layout), c.AuditLines())
		case schema.Access:
			check(path.Dir(f.Layout), c.AccessDelivered())
		}
	}
	check(path.Dir(identity.Path), c.IdentityEvents)
	check("truth/exposed_persons.jsonl", c.ExposedPersons)
	check("truth/interference.jsonl", c.Interference)
	for _, f := range encode.Formats() {
		if f.Stream == schema.Records {
			check("history."+f.Ext, c.History)
			check("logs/alerts."+f.Ext, c.Alerts)
			check("logs/tickets."+f.Ext, c.Tickets)
			check(f.Path("reasons"), c.Reasons)
		}
	}
	for table, n := range map[string]int64{"insured_persons": c.Persons, "contacts": c.Persons,
		"practitioners": c.Practitioners, "accounts": c.Accounts, "delegates": c.Delegates, "networks": c.Networks, "leaked_list": c.LeakedRows} {
		for _, f := range encode.Formats() {
			if f.Stream == schema.Records && f.Name != "directory" { // which leaves desks out
				check(f.Path(table), n)
			}
		}
	}
}
