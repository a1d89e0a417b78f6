package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
	"breachsim/output/truth"
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
	all := days(src.Windows())
	mine := daysOf(all, p.Shard)
	resumed := len(in.progress.Days)
	if !in.publish {
		if err := p.checkSpace(p.need(src.Estimate(), len(mine)-resumed, len(all))+p.bundleBytes(src), in.reclaim); err != nil {
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
func (p *plan) make(ctx context.Context, src Source, in *intent, mine []day) error {
	if err := p.clear(in); err != nil {
		return err
	}
	if err := in.progress.save(p.disk, p.work(stateName)); err != nil {
		return fault.Write(fmt.Sprintf("writing to %q", p.Dir), err)
	}
	wanted, err := p.wantedBits(in.progress)
	if err != nil {
		return err
	}
	if err := p.makeDays(ctx, src, in.progress, mine, wanted); err != nil {
		return err
	}
	if p.sharded() {
		return p.finishShard(in.progress, wanted)
	}
	parts := map[string]string{}
	for _, d := range mine {
		parts[d.date] = p.work("")
	}
	return p.finish(ctx, src, in.progress, parts, wanted)
}

// wantedBits returns the bitmap of persons for the records, with what an
// interrupted run has left; nil where the log lines do not matter.
func (p *plan) wantedBits(pr *progress) (*bitmap, error) {
	if p.persons.rule == "all" {
		return nil, nil
	}
	b := newBitmap(p.info.Persons)
	if len(pr.Days) == 0 {
		return b, nil
	}
	saved, err := os.ReadFile(p.work(bitsName))
	if errors.Is(err, fs.ErrNotExist) {
		clear(pr.Days) // begin again: the days alone are not enough
		return b, nil
	}
	if err != nil {
		return nil, fault.Usage("reading the state of %q: %w", p.Dir, cause.Of(err))
	}
	if err := b.merge(saved); err != nil {
		return nil, fault.Content("the state of %q does not fit: %w; start anew with --force", p.Dir, err)
	}
	return b, nil
}

// makeDays makes the days that the progress does not have yet.
func (p *plan) makeDays(ctx context.Context, src Source, pr *progress, mine []day, wanted *bitmap) error {
	sh := newShared(p, src, wanted)
	var starts []bool
	for _, d := range mine {
		if _, done := pr.Days[d.date]; done {
			continue
		}
		for i, w := range d.windows {
			sh.windows = append(sh.windows, w)
			starts = append(starts, i == 0)
		}
	}
	sh.tallies = make([]tallied, len(sh.windows))
	q := newQueue(len(sh.windows), p.Workers)
	q.lines, q.events = newTally(starts), newTally(starts)
	d, err := newDayWriter(sh, p, q, pr)
	if err != nil {
		return err
	}
	d.start()
	err = ordered(ctx, q, p.Workers, sh.newSlicer, d)
	d.stop()
	if err == nil {
		err = q.err // a file may fail to close after the last slice
	}
	if err != nil {
		return p.unfinished(err)
	}
	return nil
}

// unfinished adds to an interruption what can be done about it.
func (p *plan) unfinished(err error) error {
	if KindOf(err) != KindInterrupted {
		return err
	}
	return &Error{Kind: KindInterrupted, Err: fmt.Errorf("interrupted; %q is not complete: go on with --resume (%w)", p.Dir, err)}
}

func newShared(p *plan, src Source, wanted *bitmap) *shared {
	cat := src.Catalog()
	return &shared{
		src: src, streams: p.streams(), mode: p.mode, full: p.TruthFull, pack: p.Compress,
		logs: encode.NewTexts(cat), truth: truth.NewTexts(cat),
		wantsAccess: p.has(schema.Access), wanted: wanted, named: p.persons.rule == "referenced",
	}
}
