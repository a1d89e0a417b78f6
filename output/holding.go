package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
	"breachsim/scenarios/cause"
)

// holding is what a directory holds already.
type holding struct {
	what     string // "" for nothing
	manifest *Manifest
	shard    *state.Progress
	state    *state.Progress
	altered  error // the manifest is ours and was altered
	broken   error // the state is not readable
	publish  bool  // the work folder holds a complete stage
}

// holding looks at the directory.
func (p *plan) holding() (*holding, error) {
	h := &holding{}
	entries, err := os.ReadDir(p.Dir)
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
	case h.manifest != nil:
		h.what = "a dataset"
	case h.shard != nil:
		h.what = "shard " + h.shard.Shard.String()
	case h.state != nil, h.broken != nil:
		h.what = "an unfinished run"
	case len(entries) > 1 || len(entries) == 1 && entries[0].Name() != state.WorkDir:
		return nil, fault.Usage(
			"%q is not empty and holds no dataset of %s: choose another directory",
			p.Dir,
			state.Tool,
		)
	}
	return h, nil
}

func (h *holding) see(p *plan, name string) error {
	var err error
	switch {
	case name == state.ManifestName:
		var b []byte
		if b, err = os.ReadFile(p.at(name)); err == nil {
			h.manifest, h.altered = state.ParseManifest(b)
		}
	case state.IsShardName(name):
		h.shard, _ = state.Read(p.at(name)) // not ours: foreign, refused below
	case name == state.WorkDir:
		h.state, h.broken = state.Read(p.work(state.StateName))
		if errors.Is(h.broken, fs.ErrNotExist) {
			h.broken = nil
		}
		_, staged := os.Lstat(p.stage(p.last()))
		h.publish = staged == nil
	}
	if err != nil {
		return fault.Usage("output directory %q: %w", p.Dir, err)
	}
	return nil
}

// known lists all files of the directory, and refuses where one is not ours.
func (p *plan) known(h *holding) (list []string, size int64, err error) {
	ours := p.ours(h)
	var foreign []string
	err = filepath.WalkDir(p.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(p.Dir, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if !ours[rel] && !strings.HasPrefix(rel, state.WorkDir+"/") {
			foreign = append(foreign, rel)
			return nil
		}
		list = append(list, rel)
		if st, err := e.Info(); err == nil {
			size += st.Size()
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fault.Usage("output directory %q: %w", p.Dir, cause.Of(err))
	}
	if len(foreign) > 0 {
		return nil, 0, fault.Usage(
			"%q holds files that are not part of its dataset (%s): nothing was removed; move them away or choose another directory",
			p.Dir,
			someOf(foreign),
		)
	}
	return list, size, nil
}

// ours names the files that a holding accounts for.
func (p *plan) ours(h *holding) map[string]bool {
	ours := map[string]bool{state.ManifestName: true, state.ArenaName: true, scenarioName: true, cardName: true}
	add := func(files []FileEntry) {
		for _, f := range files {
			ours[f.Path] = true
		}
	}
	m := h.manifest
	if b, err := os.ReadFile(p.stage(state.ManifestName)); err == nil && m == nil {
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
