package output

import (
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
)

// An intent is what a run is going to do with its directory; finding it out
// changes nothing.
type intent struct {
	complete bool            // nothing is left to do
	publish  bool            // every file is ready; only the last moves are left
	progress *state.Progress // of the interrupted run, or an empty one
	discard  string          // a folder that nobody goes on with; "" = none
	replace  bool            // what is there stands until the new dataset is whole
}

func (p *plan) fresh() *intent {
	return &intent{progress: &state.Progress{Run: p.run, Shard: p.Shard, Days: map[string]state.Day{}}}
}

// A runner makes what a plan asks for. How much room that takes and how the stage
// is filled is for Write and Merge to say.
type runner struct {
	*plan
	need func(in *intent) int64 // bytes
	fill func(p *plan, in *intent) error
}

// inPlace is the runner for a folder of the directory.
func (p *runner) inPlace(folder string) *runner {
	at := *p.plan
	at.root = p.at(folder)
	return &runner{&at, p.need, p.fill}
}

// inspect decides by the rules of --resume and --force.
func (p *runner) inspect() (*intent, error) {
	if p.Resume && p.Force {
		return nil, fault.Usage("resume and force exclude each other: complete what is in %q, or replace it", p.Dir)
	}
	h, err := p.holding()
	if err != nil {
		return nil, err
	}
	switch {
	case p.Resume && h.swap == swap.Making:
		in, err := p.inPlace(swap.NewDir).inspect()
		if err == nil {
			in.replace = true
		}
		return in, err
	case h.what == "":
		in := p.fresh()
		if h.work {
			in.discard = p.at(state.WorkDir) // without a state
		}
		return in, nil
	case p.Resume:
		return p.resume(h)
	case p.Force:
		return p.replaceAll(h)
	}
	if h.state != nil || h.swap != swap.None {
		return nil, fault.Usage(
			"%q holds %s: complete it with --resume, replace it with --force, or choose another directory",
			p.Dir,
			h.what,
		)
	}
	return nil, fault.Usage("%q holds %s: replace it with --force, or choose another directory", p.Dir, h.what)
}

// replaceAll decides what becomes of what is there.
func (p *runner) replaceAll(h *holding) (*intent, error) {
	if err := p.allOurs(h); err != nil {
		return nil, err
	}
	in := p.fresh()
	switch {
	case h.manifest != nil, h.shard != nil, h.published, h.swap == swap.Making:
		in.replace = true
		if h.swap == swap.Making {
			in.discard = p.at(swap.NewDir)
		}
	default: // an unfinished run, of which no file has its final name
		in.discard = p.at(state.WorkDir)
	}
	return in, nil
}

// resume decides what is left to do.
func (p *runner) resume(h *holding) (*intent, error) {
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
	return in, nil
}

// keepWhole drops the days from the progress whose files are not all there to
// the last byte. Their days are made again.
func (p *plan) keepWhole(pr *state.Progress) {
	for date, d := range pr.Days {
		for i := range d.Files {
			if !d.Files[i].Fits(p.stage(d.Files[i].Path)) {
				delete(pr.Days, date)
			}
		}
		for i := range d.Parts {
			if !d.Parts[i].Fits(p.work(d.Parts[i].Path)) {
				delete(pr.Days, date)
			}
		}
	}
}
