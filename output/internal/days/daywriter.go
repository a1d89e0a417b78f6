package days

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
)

// A dayWriter is the sink of a run: it sorts pieces to the lanes, counts, and
// keeps account of complete days.
type dayWriter struct {
	*shared
	run        *Run
	q          *ordered.Queue
	progress   *state.Progress
	lanes      []*lane
	closer     chan closing
	wg, closed sync.WaitGroup
	emptyFrame []byte
	heads      []ordered.Piece // what each stream's files begin with; mostly nothing
	day        *dayWork
	told       state.Told
}

// dayWork is a day on its way to be complete.
type dayWork struct {
	date    string
	last    event.Window
	tally   state.Tallied
	missing int // files not closed yet
	done    state.Day
}

// closing is a file whose last byte is written.
type closing struct {
	day    *dayWork
	stream int
	f      *disk.DigestFile
}

func newDayWriter(sh *shared, r *Run, q *ordered.Queue) (*dayWriter, error) {
	d := &dayWriter{shared: sh, run: r, q: q, progress: r.Progress, closer: make(chan closing, 2*len(sh.streams))}
	packer, err := pack.New(r.Compress)
	if err != nil {
		return nil, err
	}
	if packer != nil {
		if d.emptyFrame, err = packer.Pack(nil, nil); err != nil {
			return nil, err
		}
	}
	for _, s := range sh.streams {
		head := ordered.Piece{Raw: []byte(s.format.Header(sh.mode))}
		if packer != nil && s.packed {
			if head.Packed, err = packer.Pack(nil, head.Raw); err != nil {
				return nil, err
			}
		}
		d.heads = append(d.heads, head)
		if s.lane == len(d.lanes) {
			l, err := newLane(d)
			if err != nil {
				return nil, err
			}
			d.lanes = append(d.lanes, l)
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

func (d *dayWriter) Piece(p *ordered.Piece) {
	d.told.Bytes += int64(len(p.Raw))
	d.lanes[d.streams[p.Stream].lane].in <- order{p: p}
}

func (d *dayWriter) JobEnd(job int) {
	w := d.windows[job]
	if d.day == nil {
		d.day = &dayWork{date: date(w.Day), missing: len(d.streams)}
	}
	t := &d.tallies[job]
	d.day.tally.Merge(t)
	d.tell(job, t)
	if job+1 < len(d.windows) && d.windows[job+1].Day == w.Day {
		return
	}
	d.day.last = w
	d.day.done.Counts = d.day.tally.Counts()
	for _, l := range d.lanes {
		l.in <- order{day: d.day}
	}
	d.day = nil
}

func (d *dayWriter) tell(job int, t *state.Tallied) {
	d.told.Stage, d.told.Done, d.told.Total = "days", job+1, len(d.windows)
	d.told.AuditEvents += t.Audit()
	d.told.AccessLines += t.Access()
	if d.run.Tell != nil {
		d.run.Tell(d.told)
	}
}

// closeFiles syncs and renames files while others are written, and notes the
// days that become complete.
func (d *dayWriter) closeFiles() {
	bad := false
	for c := range d.closer {
		if bad {
			c.f.Abandon()
			continue
		}
		if err := d.closeFile(c); err != nil {
			bad = true
			d.q.Abort(fault.Write(fmt.Sprintf("closing %q", d.streams[c.stream].on(c.day.date)), err))
		}
	}
}

func (d *dayWriter) closeFile(c closing) error {
	if err := c.f.Close(); err != nil {
		return err
	}
	done := &c.day.done
	if d.streams[c.stream].part {
		done.Parts = append(done.Parts, c.f.WithRows())
	} else {
		done.Files = append(done.Files, c.f.WithRows())
	}
	if c.day.missing--; c.day.missing > 0 {
		return nil
	}
	byPath := func(a, b disk.Entry) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(done.Parts, byPath)
	slices.SortFunc(done.Files, byPath)
	if d.wanted != nil {
		if err := d.run.Disk.Put(d.run.Work(state.BitsName), d.wanted.Bytes()); err != nil {
			return err
		}
	}
	d.progress.Days[c.day.date] = *done
	return d.progress.Save(d.run.Disk, d.run.Work(state.StateName))
}
