package output

import "breachsim/generator/event"

// A lane is one goroutine that writes and digests some of a run's streams, in
// order. Lanes work side by side.
type lane struct {
	d    *dayWriter
	in   chan order
	open map[int]*digestFile // by stream
	bad  bool
}

// An order is a piece to write, or a day to close.
type order struct {
	p   *piece
	day *dayWork // nil for a piece
}

func (l *lane) run() {
	for o := range l.in {
		if o.p != nil {
			l.write(o.p)
			l.d.q.release(o.p)
			continue
		}
		l.closeDay(o.day)
	}
	for _, f := range l.open {
		f.abandon()
	}
}

func (l *lane) write(p *piece) {
	if l.bad {
		return
	}
	w := l.d.windows[p.job]
	f, err := l.file(p.stream, date(w.Day))
	if err == nil {
		err = f.piece(p)
	}
	if err != nil {
		l.fail("writing slice "+sliceName(w), p.stream, w, err)
	}
}

// file returns the open file of a stream, made where needed.
func (l *lane) file(stream int, date string) (*digestFile, error) {
	if f := l.open[stream]; f != nil {
		return f, nil
	}
	s := &l.d.streams[stream]
	f, err := openDigest(l.d.plan.disk, l.d.plan.place(s, date), s.on(date), s.packed)
	if err == nil {
		l.open[stream] = f
	}
	return f, err
}

func (l *lane) fail(doing string, stream int, w event.Window, err error) {
	l.bad = true
	path := l.d.streams[stream].on(date(w.Day))
	l.d.q.abort(writeErr(doing+" to \""+path+"\"", err))
}

// closeDay gives the day's files to be closed; a file without a line exists
// too.
func (l *lane) closeDay(d *dayWork) {
	for i := range l.d.streams {
		if l.d.streams[i].lane != l.d.laneOf(l) || l.bad {
			continue
		}
		f, err := l.file(i, d.date)
		if err == nil && f.rows == 0 && f.content != nil {
			err = f.piece(&piece{packed: l.d.emptyFrame})
		}
		if err != nil {
			l.fail("closing", i, d.last, err)
			return
		}
		delete(l.open, i)
		l.d.closer <- closing{day: d, stream: i, f: f}
	}
}
