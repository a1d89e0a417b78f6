package output

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"breachsim/generator/event"
	"breachsim/output/internal/fault"
)

// A dayWriter is the sink of a run: it sorts pieces to the lanes, counts, and
// keeps account of complete days.
type dayWriter struct {
	*shared
	plan       *plan
	q          *queue
	progress   *progress
	lanes      []*lane
	closer     chan closing
	wg, closed sync.WaitGroup
	emptyFrame []byte
	heads      []piece // what each stream's files begin with; mostly nothing
	day        *dayWork
	told       Progress
}

// dayWork is a day on its way to be complete.
type dayWork struct {
	date    string
	last    event.Window
	tally   tallied
	missing int // files not closed yet
	done    dayDone
}

// closing is a file whose last byte is written.
type closing struct {
	day    *dayWork
	stream int
	f      *digestFile
}

func newDayWriter(sh *shared, p *plan, q *queue, pr *progress) (*dayWriter, error) {
	d := &dayWriter{shared: sh, plan: p, q: q, progress: pr, closer: make(chan closing, 2*len(sh.streams))}
	packer, err := newPacker(p.Compress)
	if err != nil {
		return nil, err
	}
	if packer != nil {
		if d.emptyFrame, err = packer.pack(nil, nil); err != nil {
			return nil, err
		}
	}
	for _, s := range sh.streams {
		head := piece{raw: []byte(s.format.Header(sh.mode))}
		if packer != nil && s.packed {
			if head.packed, err = packer.pack(nil, head.raw); err != nil {
				return nil, err
			}
		}
		d.heads = append(d.heads, head)
		if s.lane == len(d.lanes) {
			d.lanes = append(d.lanes, &lane{d: d, in: make(chan order, 2), open: map[int]*tableFile{}})
		}
	}
	return d, nil
}

func (d *dayWriter) laneOf(l *lane) int { return slices.Index(d.lanes, l) }

func (d *dayWriter) start() {
	for _, l := range d.lanes {
		d.wg.Go(l.run)
	}
	d.closed.Go(d.closeFiles)
}

// stop waits until every file that was begun is closed or given up.
func (d *dayWriter) stop() {
	for _, l := range d.lanes {
		close(l.in)
	}
	d.wg.Wait()
	close(d.closer)
	d.closed.Wait()
}

func (d *dayWriter) piece(p *piece) {
	d.told.Bytes += int64(len(p.raw))
	d.lanes[d.streams[p.stream].lane].in <- order{p: p}
}

func (d *dayWriter) jobEnd(job int) {
	w := d.windows[job]
	if d.day == nil {
		d.day = &dayWork{date: date(w.Day), missing: len(d.streams)}
	}
	t := &d.tallies[job]
	d.day.tally.merge(t)
	d.tell(job, t)
	if job+1 < len(d.windows) && d.windows[job+1].Day == w.Day {
		return
	}
	d.day.last = w
	d.day.done.Counts = d.day.tally.counts()
	for _, l := range d.lanes {
		l.in <- order{day: d.day}
	}
	d.day = nil
}

func (d *dayWriter) tell(job int, t *tallied) {
	d.told.Stage, d.told.Done, d.told.Total = "days", job+1, len(d.windows)
	d.told.AuditEvents += t.audit()
	d.told.AccessLines += t.access
	if d.plan.Progress != nil {
		d.plan.Progress(d.told)
	}
}

// closeFiles syncs and renames files while others are written, and notes the
// days that become complete.
func (d *dayWriter) closeFiles() {
	bad := false
	for c := range d.closer {
		if bad {
			c.f.abandon()
			continue
		}
		if err := d.closeFile(c); err != nil {
			bad = true
			d.q.abort(fault.Write(fmt.Sprintf("closing %q", d.streams[c.stream].on(c.day.date)), err))
		}
	}
}

func (d *dayWriter) closeFile(c closing) error {
	if err := c.f.close(); err != nil {
		return err
	}
	done := &c.day.done
	if d.streams[c.stream].part {
		done.Parts = append(done.Parts, c.f.withRows())
	} else {
		done.Files = append(done.Files, c.f.withRows())
	}
	if c.day.missing--; c.day.missing > 0 {
		return nil
	}
	byPath := func(a, b FileEntry) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(done.Parts, byPath)
	slices.SortFunc(done.Files, byPath)
	if d.wanted != nil {
		if err := d.plan.disk.put(d.plan.work(bitsName), d.wanted.bytes()); err != nil {
			return err
		}
	}
	d.progress.Days[c.day.date] = *done
	return d.progress.save(d.plan.disk, d.plan.work(stateName))
}
