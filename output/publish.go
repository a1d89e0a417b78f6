package output

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/lock"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
)

// execute makes what is asked for in the directory: it decides, locks, has the job
// done, and publishes. What is to be replaced stands until the new is whole.
func (p *runner) execute() (*Summary, error) {
	stopped := swap.At(p.root, completes)
	moving := stopped == swap.Moving || stopped == swap.Tidy
	if !moving || !p.Resume && !p.Force { // refused before anything is touched
		in, err := p.inspect()
		if err != nil {
			return nil, err
		}
		if in.complete && gone(p.at(lock.Name)) && gone(p.work(state.StateName)) {
			return p.alreadyComplete() // also where nothing may be written
		}
		if err := p.checkSpace(in); err != nil {
			return nil, err
		}
	}
	l, err := lock.Take(p.root, p.Dir)
	if err != nil {
		return nil, err
	}
	defer l.Release()
	if moving {
		if err := p.swapIn(); err != nil {
			return nil, err
		}
	}
	in, err := p.inspect() // again: another run may have had the lock
	if err != nil {
		return nil, err
	}
	if in.complete {
		return p.alreadyComplete()
	}
	if err := p.perform(in); err != nil {
		return nil, err
	}
	return p.summary()
}

// checkSpace refuses what the disk cannot hold.
func (p *runner) checkSpace(in *intent) error {
	if in.complete || in.publish {
		return nil
	}
	reclaimed := int64(0)
	if in.discard != "" {
		reclaimed = sizeBelow(in.discard)
	}
	return p.disk.CheckSpace(p.Dir, p.need(in), reclaimed)
}

// perform carries an intent out.
func (p *runner) perform(in *intent) error {
	if !in.replace {
		return p.build(in)
	}
	if err := p.inPlace(swap.NewDir).build(in); err != nil {
		return stands(err)
	}
	return p.swapIn()
}

// build fills the stage and publishes it.
func (p *runner) build(in *intent) error {
	if in.discard != "" {
		if err := swap.Discard(in.discard); err != nil {
			return fault.Write("removing the unfinished run in \""+p.Dir+"\"", err)
		}
	}
	if !in.publish {
		if err := p.fill(p.plan, in); err != nil {
			return err
		}
	}
	return p.publish()
}

// stands adds to an error that nothing was lost.
func stands(err error) error {
	kind := KindOf(err)
	return &Error{Kind: kind, Err: fmt.Errorf("%w; what was to be replaced stands as it was", err)}
}

// swapIn puts a whole replacement into the place of what was there.
func (p *runner) swapIn() error {
	if !swap.Begun(p.root) { // files may have come while it was made
		h, err := p.holding()
		if err == nil {
			err = p.allOurs(h)
		}
		if err != nil {
			return err
		}
	}
	s := swap.Swap{Dir: p.root, Last: completes, Keep: stays(), Disk: p.disk}
	return fault.Write("replacing what is in \""+p.Dir+"\"", s.Finish())
}

// publish gives the staged files their final place, the manifest last, and
// tidies up. It can be repeated after a stop at any moment.
func (p *plan) publish() error {
	if err := p.moveStage(); err != nil {
		return fault.Write("moving the files of \""+p.Dir+"\" into place", err)
	}
	return p.tidy()
}

// tidy removes the work folder, or of a shard what merge does not need.
func (p *plan) tidy() error {
	paths := []string{p.at(state.WorkDir)}
	if p.sharded() {
		paths = []string{p.work(state.StateName), p.work(state.StageDir)}
	}
	for _, path := range paths {
		if err := os.RemoveAll(path); err != nil {
			return fault.Write("removing the work folder of \""+p.Dir+"\"", err)
		}
	}
	return nil
}

func (p *plan) moveStage() error {
	entries, err := os.ReadDir(p.work(state.StageDir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == p.last() {
			continue
		}
		if e.IsDir() {
			if err := disk.SyncTree(p.stage(e.Name())); err != nil {
				return err
			}
		}
		if err := p.disk.Rename(p.stage(e.Name()), p.at(e.Name())); err != nil {
			return err
		}
	}
	if err := disk.SyncDir(p.Dir); err != nil {
		return err
	}
	if err := p.disk.Rename(p.stage(p.last()), p.at(p.last())); err != nil {
		return err
	}
	return disk.SyncDir(p.Dir)
}

// alreadyComplete describes a run that was complete before, and removes what
// a stop at the last moment may have left.
func (p *plan) alreadyComplete() (*Summary, error) {
	if err := p.tidy(); err != nil {
		return nil, err
	}
	s, err := p.summary()
	if err == nil {
		s.AlreadyComplete = true
	}
	return s, err
}

// summary reads what the run has made.
func (p *plan) summary() (*Summary, error) {
	s := &Summary{Dir: p.Dir, Shard: p.Shard}
	if !p.sharded() {
		m, err := ReadManifest(p.Dir)
		if err != nil {
			return nil, err
		}
		s.Counts = m.Counts
		return s, s.add(p, m.Files)
	}
	pr, err := state.Read(p.at(p.last()))
	if err != nil {
		return nil, fault.Content("%w", err)
	}
	for _, d := range pr.Days {
		s.Counts.Add(d.Counts)
		s.Counts.Days++
		if err := s.add(p, d.Files); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add counts files, and finds out whether they are all there.
func (s *Summary) add(p *plan, files []FileEntry) error {
	s.Files += len(files)
	for _, f := range files {
		s.Bytes += f.Bytes
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || !state.HasSize(p.at(f.Path), f.Bytes) {
			return fault.Content("%q is not complete: %q is missing or has another size; make it anew with --force",
				p.Dir, f.Path)
		}
	}
	return nil
}
