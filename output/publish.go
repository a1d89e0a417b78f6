package output

import (
	"os"

	"breachsim/output/internal/disk"
	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
)

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
		paths = []string{p.work(state.StageDir), p.work(state.StateName)}
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
		if err := os.Rename(p.stage(e.Name()), p.at(e.Name())); err != nil {
			return err
		}
	}
	if err := disk.SyncDir(p.Dir); err != nil {
		return err
	}
	if err := os.Rename(p.stage(p.last()), p.at(p.last())); err != nil {
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
		s.addFiles(m.Files)
		return s, nil
	}
	pr, err := state.Read(p.at(p.last()))
	if err != nil {
		return nil, fault.Content("%w", err)
	}
	for _, d := range pr.Days {
		s.Counts.Add(d.Counts)
		s.Counts.Days++
		s.addFiles(d.Files)
	}
	return s, nil
}

func (s *Summary) addFiles(files []FileEntry) {
	s.Files += len(files)
	for _, f := range files {
		s.Bytes += f.Bytes
	}
}
