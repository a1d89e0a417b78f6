package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"

	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/days"
	"breachsim/output/internal/fault"
	"breachsim/output/internal/state"
	"breachsim/scenarios/cause"
)

// Write makes the dataset of a source in o.Dir, or one shard of it.
//
// The bytes depend on the source and on the formats, compression, persons and
// truth asked for, not on the number of workers. Nothing has its final name
// before everything is complete and synced; manifest.json comes last. A run
// that fails or is cancelled leaves its work in a hidden folder, from which
// Resume completes it to the same bytes.
//
// Errors have a [Kind]. KindUsage: the directory is in use, an option is
// wrong. KindWrite: the disk is full or cannot be written. KindInterrupted:
// ctx was cancelled.
func Write(ctx context.Context, src Source, o Options) (*Summary, error) {
	p, err := newPlan(src.Info(), o)
	if err != nil {
		return nil, err
	}
	in, err := p.inspect()
	if err != nil {
		return nil, err
	}
	if in.complete {
		return p.alreadyComplete()
	}
	all := days.List(src.Windows())
	mine := days.Of(all, p.Shard)
	resumed := len(in.progress.Days)
	if !in.publish {
		if err := p.disk.CheckSpace(
			p.Dir,
			p.need(src.Estimate(), len(mine)-resumed, len(all))+p.bundleBytes(src),
			in.reclaim,
		); err != nil {
			return nil, err
		}
		if err := p.make(ctx, src, in, mine); err != nil {
			return nil, err
		}
	}
	if err := p.publish(); err != nil {
		return nil, err
	}
	s, err := p.summary()
	if err == nil {
		s.ResumedDays = resumed
	}
	return s, err
}

// make writes all files to the stage.
func (p *plan) make(ctx context.Context, src Source, in *intent, mine []days.Day) error {
	if err := p.clear(in); err != nil {
		return err
	}
	if err := in.progress.Save(p.disk, p.work(state.StateName)); err != nil {
		return fault.Write(fmt.Sprintf("writing to %q", p.Dir), err)
	}
	wanted, err := p.wantedBits(in.progress)
	if err != nil {
		return err
	}
	if err := p.makeDays(ctx, src, mine, made{progress: in.progress, wanted: wanted}); err != nil {
		return err
	}
	if p.sharded() {
		return p.finishShard(in.progress, wanted)
	}
	parts := map[string]string{}
	for _, d := range mine {
		parts[d.Date] = p.work("")
	}
	return p.finish(ctx, src, made{in.progress, parts, wanted})
}

// wantedBits returns the bitmap of persons for the records, with what an
// interrupted run has left; nil where the log lines do not matter.
func (p *plan) wantedBits(pr *state.Progress) (*state.Bitmap, error) {
	if p.persons.rule == "all" {
		return nil, nil
	}
	b := state.NewBitmap(p.info.Persons)
	if len(pr.Days) == 0 {
		return b, nil
	}
	saved, err := os.ReadFile(p.work(state.BitsName))
	if errors.Is(err, fs.ErrNotExist) {
		clear(pr.Days) // begin again: the days alone are not enough
		return b, nil
	}
	if err != nil {
		return nil, fault.Usage("reading the state of %q: %w", p.Dir, cause.Of(err))
	}
	if err := b.Merge(saved); err != nil {
		return nil, fault.Content("the state of %q does not fit: %w; start anew with --force", p.Dir, err)
	}
	return b, nil
}

// makeDays makes the days that the progress does not have yet.
func (p *plan) makeDays(ctx context.Context, src Source, mine []days.Day, m made) error {
	r := &days.Run{
		Source:   src,
		Formats:  p.formats,
		Mode:     p.mode,
		Compress: p.Compress,
		Full:     p.TruthFull,
		Lines:    p.labelled(labelLines),
		Wanted:   m.wanted,
		Named:    p.persons.rule == "referenced",
		Disk:     p.disk,
		Workers:  p.Workers,
		Work:     p.work,
		Progress: m.progress,
		Tell:     p.Progress,
	}
	if err := r.Make(ctx, mine); err != nil {
		return p.unfinished(err)
	}
	return nil
}

// Stream writes the native audit log of a source to w, in order: the bytes of
// the day files one after the other. Workers = 0 means GOMAXPROCS. A closed
// pipe is an error of KindWrite. It does not close w.
func Stream(ctx context.Context, src Source, w io.Writer, workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	mode, err := schema.ParseNIRMode(src.Info().NIRMode)
	if err != nil {
		return err
	}
	native, err := encode.LogFormats([]string{"jsonl"})
	if err != nil {
		return err
	}
	return days.Pipe(ctx, &days.Run{Source: src, Formats: native, Mode: mode, Workers: workers}, w)
}
