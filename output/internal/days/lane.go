package days

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/columnar"
	"github.com/breachsim/breachsim/output/internal/courier"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/tables"
)

// A lane is one goroutine that writes and digests some of a run's streams, in
// order. Lanes work side by side.
type lane struct {
	d    *dayWriter
	in   chan order
	open map[int]*tables.File     // by stream
	out  map[int]*courier.Courier // by stream, of those whose lines do not all arrive as they should
	pack pack.Packer              // of what they hand on; nil = it is not packed
	bad  bool
}

func newLane(d *dayWriter) (*lane, error) {
	packer, err := pack.New(d.packing)
	return &lane{d: d, in: make(chan order, 2), open: map[int]*tables.File{}, out: map[int]*courier.Courier{},
		pack: packer}, err
}

// An order is a piece to write, or a day to close.
type order struct {
	p   *ordered.Piece
	day *dayWork // nil for a piece
}

func (l *lane) run() {
	for o := range l.in {
		if o.p != nil {
			l.write(o.p)
			l.d.q.Release(o.p)
			continue
		}
		l.closeDay(o.day)
	}
	for _, f := range l.open {
		f.Abandon()
	}
}

func (l *lane) write(p *ordered.Piece) {
	if l.bad {
		return
	}
	w := l.d.windows[p.Job]
	f, err := l.file(p.Stream, date(w.Day))
	if c := l.out[p.Stream]; c != nil && err == nil {
		err = c.Take(p)
	} else if err == nil {
		err = f.Piece(p)
	}
	if err != nil {
		l.fail("writing slice "+sliceName(w), p.Stream, w, err)
	}
}

// file returns the open file of a stream, made where needed.
func (l *lane) file(stream int, date string) (*tables.File, error) {
	if f := l.open[stream]; f != nil {
		return f, nil
	}
	s := &l.d.streams[stream]
	df, err := disk.OpenDigest(l.d.run.Disk, l.d.run.place(s, date), s.on(date), s.packed)
	if err != nil {
		return nil, err
	}
	f := &tables.File{DigestFile: df}
	if err := l.begin(f, stream); err != nil {
		f.Abandon()
		return nil, err
	}
	l.open[stream] = f
	if form, delivered := s.role.form(); delivered && l.d.delivery != nil {
		l.out[stream] = courier.New(form, date, func(p *ordered.Piece) error { return l.delivered(f, p) })
	}
	return f, nil
}

// delivered writes what a courier hands on.
func (l *lane) delivered(f *tables.File, p *ordered.Piece) (err error) {
	if l.pack != nil && f.Packed() {
		if p.Packed, err = l.pack.Pack(p.Packed[:0], p.Raw); err != nil {
			return err
		}
	}
	return f.Piece(p)
}

// begin writes what stands before the first line: a header, in a frame of its
// own where the file is compressed.
func (l *lane) begin(f *tables.File, stream int) (err error) {
	format, mode := l.d.streams[stream].format, l.d.mode
	if format.Columnar {
		f.Columns, err = columnar.NewWriter(f.DigestFile, format.Info(mode))
		return err
	}
	head := &l.d.heads[stream]
	if len(head.Raw) == 0 {
		return nil
	}
	return f.DigestFile.Piece(head.Raw, head.Packed, head.Rows)
}

func (l *lane) fail(doing string, stream int, w event.Window, err error) {
	l.bad = true
	path := l.d.streams[stream].on(date(w.Day))
	l.d.q.Abort(fault.Write(doing+" to \""+path+"\"", err))
}

// closeDay gives the day's files to be closed; a file without a line exists
// too.
func (l *lane) closeDay(d *dayWork) {
	for i := range l.d.streams {
		if l.d.streams[i].lane != l.d.laneOf(l) || l.bad {
			continue
		}
		f, err := l.file(i, d.date)
		if c := l.out[i]; c != nil && err == nil {
			err = c.Finish()
		}
		if err == nil && f.Entry.Bytes == 0 && f.Packed() {
			err = f.Piece(&ordered.Piece{Packed: l.d.emptyFrame})
		}
		if err == nil && f.Columns != nil {
			err = f.Columns.Close()
		}
		if err != nil {
			l.fail("closing", i, d.last, err)
			return
		}
		delete(l.open, i)
		delete(l.out, i)
		l.d.closer <- closing{day: d, stream: i, f: f.DigestFile}
	}
}
