package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"breachsim/output/internal/fault"
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
	if err := p.checkSpace(p.need(src.Estimate(), 0, 1)+p.bundleBytes(src), in.reclaim); err != nil {
		return err
	}
	if err := p.clear(in); err != nil {
		return err
	}
	if err := in.progress.save(p.disk, p.work(stateName)); err != nil {
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
			places[date] = filepath.Join(s.dir, workDir)
		}
	}
	return p.finish(ctx, src, in.progress, places, wanted)
}

// unitedBits returns the persons wanted by any shard.
func (p *plan) unitedBits(parts []part) (*bitmap, error) {
	if p.persons.rule == "all" {
		return nil, nil
	}
	b := newBitmap(p.info.Persons)
	for _, s := range parts {
		saved, err := os.ReadFile(filepath.Join(s.dir, workDir, bitsName))
		if err == nil {
			err = b.merge(saved)
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
	f, err := p.disk.make(to + partial)
	if err != nil {
		return err
	}
	return commit(f, to+partial, to, copyFrom(struct{ io.Writer }{f}, from))
}
