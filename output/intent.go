package output

import (
	"os"
	"path/filepath"

	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
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

// keepWhole drops the days from the progress whose files are not all there
// with the size they had. Their days are made again.
func (p *plan) keepWhole(pr *state.Progress) {
	for date, d := range pr.Days {
		for _, e := range d.Files {
			if !state.HasSize(p.stage(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
		for _, e := range d.Parts {
			if !state.HasSize(p.work(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
	}
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
