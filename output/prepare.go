package output

import (
	"errors"
	"io/fs"
	"os"

	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
	"breachsim/scenarios/cause"
)

// An intent is what a run is going to do with its directory; finding it out
// changes nothing.
type intent struct {
	complete bool            // nothing is left to do
	publish  bool            // every file is ready; only the last moves are left
	progress *state.Progress // of the interrupted run, or an empty one
	remove   []string        // files to be replaced
	reclaim  int64           // bytes that removing them frees
}

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

func (p *plan) fresh() *intent {
	return &intent{progress: &state.Progress{Run: p.run, Shard: p.Shard, Days: map[string]state.Day{}}}
}

// inspect decides by the rules of --resume and --force.
func (p *plan) inspect() (*intent, error) {
	if p.Resume && p.Force {
		return nil, fault.Usage("resume and force exclude each other: complete what is in %q, or replace it", p.Dir)
	}
	h, err := p.holding()
	if err != nil {
		return nil, err
	}
	switch {
	case h.what == "":
		in := p.fresh()
		in.remove, in.reclaim, err = p.known(h) // a work folder without a state, at most
		return in, err
	case p.Resume:
		return p.resume(h)
	case p.Force:
		in := p.fresh()
		in.remove, in.reclaim, err = p.known(h)
		return in, err
	}
	if h.state != nil {
		return nil, fault.Usage(
			"%q holds %s: complete it with --resume, replace it with --force, or choose another directory",
			p.Dir,
			h.what,
		)
	}
	return nil, fault.Usage("%q holds %s: replace it with --force, or choose another directory", p.Dir, h.what)
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

// last is the file whose appearance completes the run.
func (p *plan) last() string {
	if p.sharded() {
		return state.ShardName(p.Shard)
	}
	return state.ManifestName
}

// resume decides what is left to do.
func (p *plan) resume(h *holding) (*intent, error) {
	in := p.fresh()
	var found state.Run
	var shard Shard
	switch {
	case h.manifest != nil:
		if h.altered != nil {
			return nil, fault.Content("%s of %q: %w", state.ManifestName, p.Dir, h.altered)
		}
		found, shard, in.complete = h.manifest.Run, Shard{}, true
	case h.shard != nil:
		found, shard, in.complete = h.shard.Run, h.shard.Shard, true
	case h.broken != nil:
		return nil, fault.Content("the state of the unfinished run in %q: %w; start anew with --force", p.Dir, h.broken)
	default:
		found, shard, in.progress, in.publish = h.state.Run, h.state.Shard, h.state, h.publish
	}
	if shard != p.Shard {
		return nil, fault.Usage(
			"%q holds %s, of other shards than asked: choose another directory, or replace it with --force",
			p.Dir,
			h.what,
		)
	}
	if err := found.Same(p.run); err != nil {
		return nil, fault.Usage(
			"%q holds %s of another run, with %w: choose another directory, or replace it with --force",
			p.Dir,
			h.what,
			err,
		)
	}
	if !in.complete && !in.publish {
		p.keepWhole(in.progress)
	}
	return in, nil
}
