package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Merge puts the shards in dirs together into the dataset that one run would
// have made, byte for byte, in o.Dir. Of o only Dir, Workers, Force, Resume
// and Progress count; the rest is in the shards. It calls open once to build
// the source of the run, for the records and the truth of the whole period.
//
// Day files are linked where the file system can, else copied; the shards
// stay as they are. A missing, doubled or foreign shard is KindUsage, an
// incomplete one KindContent.
func Merge(ctx context.Context, dirs []string, o Options, open func(ShardInfo) (Source, error)) (*Summary, error) {
	parts, err := readParts(dirs, o.Dir)
	if err != nil {
		return nil, err
	}
	src, p, err := o.merger(parts, open)
	if err != nil {
		return nil, err
	}
	r := &runner{
		plan: p,
		need: func(*intent) int64 { return p.need(src.Estimate(), 0, 1) + p.bundleBytes(src) },
		fill: func(p *plan, in *intent) error { return p.merge(ctx, src, in, parts) },
	}
	return r.execute()
}

// merger builds the source and the plan of the whole run.
func (o Options) merger(parts []part, open func(ShardInfo) (Source, error)) (Source, *plan, error) {
	info, err := parts[0].info()
	if err != nil {
		return nil, nil, err
	}
	src, err := open(info)
	if err != nil {
		return nil, nil, fmt.Errorf("building the run of %q: %w", info.Dir, err)
	}
	whole := writerOptions(info.Run)
	whole.Dir, whole.Workers, whole.Force, whole.Resume = o.Dir, o.Workers, o.Force, o.Resume
	whole.Progress, whole.disk = o.Progress, o.disk
	p, err := newPlan(src.Info(), whole)
	if err != nil {
		return nil, nil, err
	}
	if err := p.run.Same(info.Run); err != nil {
		return nil, nil, fault.Content("%q cannot be built again by this program: it has %w", info.Dir, err)
	}
	for _, s := range parts {
		for date, d := range s.Days {
			if !p.hasFilesOf(src, date, d) {
				return nil, nil, fault.Content(
					"shard %q was altered: day %s has other files than the run writes", s.dir, date)
			}
		}
	}
	return src, p, checkDays(parts, days.List(src.Windows()))
}

// merge fills the stage from the shards.
func (p *plan) merge(ctx context.Context, src Source, in *intent, parts []part) error {
	if p.Resume { // links are quickly made again
		if err := swap.Discard(p.work("")); err != nil {
			return fault.Write("removing the unfinished run in \""+p.Dir+"\"", err)
		}
		in.progress = p.fresh().progress
	}
	if err := in.progress.Save(p.disk, p.work(state.StateName)); err != nil {
		return fault.Write(fmt.Sprintf("writing to %q", p.Dir), err)
	}
	wanted, err := p.unitedBits(parts)
	if err != nil {
		return err
	}
	var all []taken
	places := map[string]string{}
	for _, s := range parts {
		for _, date := range s.Dates() {
			d := s.Days[date]
			all = append(all, taken{s.dir, d})
			in.progress.Days[date] = d
			places[date] = filepath.Join(s.dir, state.WorkDir)
		}
	}
	if err := p.takeAll(ctx, all); err != nil {
		return err
	}
	return p.finish(ctx, src, made{in.progress, places, wanted})
}

// taken is a day of a shard in a directory.
type taken struct {
	dir string
	day state.Day
}

// takeAll takes days side by side, for each of their bytes is digested. It returns the
// first error in the order of the list, of those that came before it stopped.
func (p *plan) takeAll(ctx context.Context, all []taken) error {
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	errs := make([]error, len(all))
	for range min(p.Workers, len(all)) {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < len(all) && !failed.Load(); i = int(next.Add(1) - 1) {
				if err := ctx.Err(); err != nil {
					errs[i] = p.unfinished(fault.Write("merging", err))
				} else {
					errs[i] = p.take(all[i].dir, all[i].day)
				}
				if errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// unitedBits returns the persons wanted by any shard.
func (p *plan) unitedBits(parts []part) (*state.Bitmap, error) {
	if p.persons.rule == "all" {
		return nil, nil
	}
	b := state.NewBitmap(p.info.Persons)
	for _, s := range parts {
		saved, err := limits.ReadFile(filepath.Join(s.dir, state.WorkDir, state.BitsName), int64(b.FileBytes()))
		if err == nil {
			err = b.Merge(saved)
		}
		if err != nil {
			return nil, fault.Content("persons of shard %q: %w", s.dir, cause.Of(err))
		}
	}
	return b, nil
}

// take links or copies the files of a day of a shard to the stage, and holds each,
// and each part, against its digest: a flipped bit goes no further.
func (p *plan) take(dir string, d state.Day) error {
	for i := range d.Parts {
		if e := &d.Parts[i]; !e.Fits(filepath.Join(dir, state.WorkDir, filepath.FromSlash(e.Path))) {
			return fault.Content(
				"shard %q: %s/%s was altered: its digest does not fit; make the shard anew with --force",
				dir, state.WorkDir, e.Path)
		}
	}
	for i := range d.Files {
		e := &d.Files[i]
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
		if !e.Fits(to) {
			return fault.Content("shard %q: %s was altered: its digest does not fit; make the shard anew with --force",
				dir, e.Path)
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
