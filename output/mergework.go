package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"breachsim/output/internal/disk"
	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
	"breachsim/scenarios/cause"
)

// merge fills the stage from the shards.
func (p *plan) merge(ctx context.Context, src Source, in *intent, parts []part) error {
	if p.Resume { // links are quickly made again
		h, err := p.holding()
		if err != nil {
			return err
		}
		if in.remove, in.reclaim, err = p.known(h); err != nil {
			return err
		}
		in.progress = p.fresh().progress
	}
	if err := p.disk.CheckSpace(p.Dir, p.need(src.Estimate(), 0, 1)+p.bundleBytes(src), in.reclaim); err != nil {
		return err
	}
	if err := p.clear(in); err != nil {
		return err
	}
	if err := in.progress.Save(p.disk, p.work(state.StateName)); err != nil {
		return fault.Write(fmt.Sprintf("writing to %q", p.Dir), err)
	}
	wanted, err := p.unitedBits(parts)
	if err != nil {
		return err
	}
	places := map[string]string{}
	for _, s := range parts {
		for date, d := range s.Days {
			if err := ctx.Err(); err != nil {
				return p.unfinished(fault.Write("merging", err))
			}
			if err := p.take(s.dir, d.Files); err != nil {
				return err
			}
			in.progress.Days[date] = d
			places[date] = filepath.Join(s.dir, state.WorkDir)
		}
	}
	return p.finish(ctx, src, made{in.progress, places, wanted})
}

// unitedBits returns the persons wanted by any shard.
func (p *plan) unitedBits(parts []part) (*state.Bitmap, error) {
	if p.persons.rule == "all" {
		return nil, nil
	}
	b := state.NewBitmap(p.info.Persons)
	for _, s := range parts {
		saved, err := os.ReadFile(filepath.Join(s.dir, state.WorkDir, state.BitsName))
		if err == nil {
			err = b.Merge(saved)
		}
		if err != nil {
			return nil, fault.Content("persons of shard %q: %w", s.dir, cause.Of(err))
		}
	}
	return b, nil
}

// take links or copies files of a shard to the stage.
func (p *plan) take(dir string, files []FileEntry) error {
	for _, e := range files {
		from, to := filepath.Join(dir, filepath.FromSlash(e.Path)), p.stage(e.Path)
		err := os.MkdirAll(filepath.Dir(to), 0o777)
		if err == nil {
			err = os.Link(from, to)
		}
		var link *os.LinkError
		if errors.As(err, &link) {
			err = p.copyFile(from, to)
		}
		if err != nil {
			return fault.Write("copying \""+e.Path+"\"", err)
		}
	}
	return nil
}

func (p *plan) copyFile(from, to string) error {
	f, err := p.disk.Make(to + disk.Partial)
	if err != nil {
		return err
	}
	return disk.Commit(f, to+disk.Partial, to, copyFrom(struct{ io.Writer }{f}, from))
}
