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
	ours := map[string]bool{state.ManifestName: true, scenarioName: true, cardName: true}
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

// clear removes the files of an intent and the folders that become empty.
func (p *plan) clear(in *intent) error {
	for _, f := range in.remove {
		if err := os.Remove(p.at(filepath.FromSlash(f))); err != nil {
			return fault.Write("removing \""+f+"\"", err)
		}
	}
	if len(in.remove) == 0 {
		return nil
	}
	return removeEmpty(p.Dir, false)
}

// removeEmpty removes folders without files, the deepest first.
func removeEmpty(dir string, self bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fault.Write("reading \""+dir+"\"", err)
	}
	left := len(entries)
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if err := removeEmpty(filepath.Join(dir, e.Name()), true); err != nil {
			return err
		}
		left--
	}
	if self && left == 0 {
		if err := os.Remove(dir); err != nil {
			return fault.Write("removing \""+dir+"\"", err)
		}
	}
	return nil
}
