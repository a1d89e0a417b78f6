package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/scenarios/cause"
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
	all := days.List(src.Windows())
	mine := days.Of(all, p.Shard)
	resumed := 0
	r := &runner{
		plan: p,
		need: func(in *intent) int64 {
			return p.need(src.Estimate(), len(mine)-len(in.progress.Days), len(all)) + p.bundleBytes(src)
		},
		fill: func(p *plan, in *intent) error {
			if err := p.sameDays(src, in.progress, mine); err != nil {
				return err
			}
			p.keepWhole(in.progress)
			resumed = len(in.progress.Days)
			return p.make(ctx, src, in, mine)
		},
	}
	s, err := r.execute()
	if err == nil {
		s.ResumedDays = resumed
	}
	return s, err
}

// sameDays refuses a state with other days or other files than the run has.
func (p *plan) sameDays(src Source, pr *state.Progress, mine []days.Day) error {
	if len(pr.Days) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, d := range mine {
		known[d.Date] = true
	}
	for date, d := range pr.Days {
		if !known[date] || !p.hasFilesOf(src, date, d) {
			return fault.Content("the state of %q was altered: day %s; start anew with --force", p.Dir, date)
		}
	}
	return nil
}

// hasFilesOf reports whether a day has exactly the files that the run writes for it.
func (p *plan) hasFilesOf(src Source, date string, d state.Day) bool {
	files, parts := p.daysRun(src, made{}).Files(date)
	return slices.Equal(files, paths(d.Files)) && slices.Equal(parts, paths(d.Parts))
}

// paths lists the paths of files, sorted.
func paths(files []FileEntry) (list []string) {
	for _, f := range files {
		list = append(list, f.Path)
	}
	slices.Sort(list)
	return list
}

// make writes all files to the stage.
func (p *plan) make(ctx context.Context, src Source, in *intent, mine []days.Day) error {
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
	saved, err := limits.ReadFile(p.work(state.BitsName), int64(b.FileBytes()))
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
	if err := p.daysRun(src, m).Make(ctx, mine); err != nil {
		return p.unfinished(err)
	}
	return nil
}

// daysRun is the work on the days.
func (p *plan) daysRun(src Source, m made) *days.Run {
	return &days.Run{
		Source:   src,
		Formats:  p.formats,
		Mode:     p.mode,
		Compress: p.Compress,
		Full:     p.TruthFull,
		Lines:    p.labelled(labelLines),
		Wanted:   m.wanted,
		Named:    p.persons.rule == "referenced",
		Delivery: p.info.Delivery,
		Disk:     p.disk,
		Workers:  p.Workers,
		Work:     p.work,
		Progress: m.progress,
		Tell:     p.Progress,
	}
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
	return days.Pipe(ctx, &days.Run{Source: src, Formats: native, Mode: mode, Workers: workers,
		Delivery: src.Info().Delivery}, w)
}
