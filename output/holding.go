package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/lock"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// holding is what a directory holds already.
type holding struct {
	what      string // "" for nothing
	manifest  *Manifest
	shard     *state.Progress
	state     *state.Progress
	altered   error      // the manifest is ours and was altered
	broken    error      // the state is not readable
	work      bool       // there is a work folder
	publish   bool       // the work folder holds a complete stage
	published bool       // files stand under their final name
	swap      swap.Stage // of a replacement
}

// holding looks at the directory.
func (p *runner) holding() (*holding, error) {
	h := &holding{swap: swap.At(p.root, completes)}
	entries, err := os.ReadDir(p.root)
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return nil, fault.Usage("output directory %q: %w", p.Dir, cause.Of(err))
	}
	for _, e := range entries {
		if err := h.see(p, e.Name()); err != nil {
			return nil, err
		}
	}
	switch {
	case h.swap == swap.Moving, h.swap == swap.Tidy && h.manifest == nil && h.shard == nil:
		h.what = "a replacement that was stopped"
	case h.manifest != nil:
		h.what = "a dataset"
	case h.shard != nil:
		h.what = "shard " + h.shard.Shard.String()
	case h.state != nil, h.broken != nil:
		h.what = "an unfinished run"
	case h.published:
		return nil, fault.Usage(
			"%q is not empty and holds no dataset of %s: choose another directory",
			p.Dir,
			state.Tool,
		)
	}
	if h.swap == swap.Making {
		h.what += ", and what was to replace it, unfinished"
	}
	return h, nil
}

// stays lists what is beside a dataset in its directory and none of it.
func stays() []string { return []string{lock.Name, swap.NewDir, swap.OldDir} }

func (h *holding) see(p *runner, name string) error {
	var err error
	switch {
	case name == lock.Name, name == swap.NewDir, name == swap.OldDir:
		return nil
	case name == state.ManifestName:
		var b []byte
		if b, err = limits.ReadFile(p.at(name), limits.Index); err == nil {
			h.manifest, h.altered = state.ParseManifest(b)
		}
	case state.IsShardName(name):
		h.shard, _ = state.Read(p.at(name)) // not ours: foreign, refused below
	case name == state.WorkDir:
		h.work = true
		h.state, h.broken = state.Read(p.work(state.StateName))
		if errors.Is(h.broken, fs.ErrNotExist) {
			h.broken = nil
		}
		h.publish = !gone(p.stage(p.last()))
		return nil
	}
	h.published = true
	if err != nil {
		return fault.Usage("output directory %q: %w", p.Dir, err)
	}
	return nil
}

// allOurs refuses to replace what has files that are not of this program.
func (p *runner) allOurs(h *holding) error {
	ours := p.ours(h)
	var foreign []string
	err := filepath.WalkDir(p.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(p.root, path)
		if err != nil {
			return err
		}
		switch rel = filepath.ToSlash(rel); {
		case rel == state.WorkDir, rel == swap.NewDir, rel == swap.OldDir:
			return fs.SkipDir
		case !e.IsDir() && !ours[rel]:
			foreign = append(foreign, rel)
		}
		return nil
	})
	if err != nil {
		return fault.Usage("output directory %q: %w", p.Dir, cause.Of(err))
	}
	if len(foreign) > 0 {
		return fault.Usage(
			"%q holds files that are not part of its dataset (%s): nothing was removed; move them away or choose another directory",
			p.Dir,
			someOf(foreign),
		)
	}
	return nil
}

// completes reports whether a file of a name completes a dataset or a shard.
func completes(name string) bool { return name == state.ManifestName || state.IsShardName(name) }

// gone reports whether a file is not there.
func gone(path string) bool {
	_, err := os.Lstat(path)
	return err != nil
}

// sizeBelow adds up the files below a folder, as far as they can be seen.
func sizeBelow(dir string) (size int64) {
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		if st, err := e.Info(); err == nil {
			size += st.Size()
		}
		return nil
	})
	return size
}

// ours names the files that a holding accounts for.
func (p *runner) ours(h *holding) map[string]bool {
	ours := map[string]bool{state.ManifestName: true, state.ArenaName: true, scenarioName: true, cardName: true,
		lock.Name: true}
	add := func(files []FileEntry) {
		for _, f := range files {
			ours[f.Path] = true
		}
	}
	m := h.manifest
	if b, err := limits.ReadFile(p.stage(state.ManifestName), limits.Index); err == nil && m == nil {
		m, _ = state.ParseManifest(b) // a run that was stopped while it moved its files
	}
	if m != nil {
		add(m.Files)
	}
	for _, pr := range []*state.Progress{h.shard, h.state} {
		if pr == nil {
			continue
		}
		for _, d := range pr.Days {
			add(d.Files)
		}
		if pr.Shard.Count > 0 {
			ours[state.ShardName(pr.Shard)] = true
		}
	}
	return ours
}

func someOf(list []string) string {
	const most = 5
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
