package emit

import (
	"runtime"
	"slices"
	"sync"

	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
)

// Days are the sessions of local days, planned once for all Fillers that hold one:
// a day is forgotten when the last of them lets go of it. They change nothing but
// the speed, and are safe for concurrent use.
type Days struct {
	agenda *agenda.Agenda
	mu     sync.Mutex
	held   map[int32]*day
	free   []*day // their space is used again
}

// NewDays returns the days of an agenda, none of them planned yet.
func NewDays(a *agenda.Agenda) *Days { return &Days{agenda: a, held: map[int32]*day{}} }

// day is the sessions of all accounts of one local day.
type day struct {
	number   int32
	holders  int // under the lock of Days
	planned  sync.Once
	begins   int64 // of the day
	spans    []span
	places   []uint32 // of the sessions, in the order of spans
	from, to []uint32 // by account: its sessions
	packed   packed
}

// span is when a session begins and ends, a little early and late: in units since the
// beginning of its day.
type span struct{ from, to int32 }

// unit is the precision of a span, in bits of a microsecond: 65 ms.
const unit = 16

// add appends a session.
func (d *day) add(s *course.Session, steps []course.Step) {
	d.spans = append(d.spans, span{int32((s.Start - d.begins) >> unit), int32((s.End-d.begins)>>unit) + 1})
	d.places = append(d.places, d.packed.add(s, steps[s.First:][:s.Steps]))
}

// near appends the sessions that touch a stretch of time, and of their scripts what is
// wanted, in the order of accounts.
func (d *day) near(w *stretch, dst []sitting, steps []course.Step) ([]sitting, []course.Step) {
	first, last := int32((w.from-d.begins)>>unit), int32((w.to-d.begins)>>unit)
	for i, x := range d.spans {
		if x.to >= first && x.from <= last {
			var s sitting
			s, steps = d.packed.read(d.places[i], d.number, w, steps)
			dst = append(dst, s)
		}
	}
	return dst, steps
}

// of appends the sessions of an account, and their scripts.
func (d *day) of(k uint32, dst []course.Session, steps []course.Step) ([]course.Session, []course.Step) {
	for _, at := range d.places[d.from[k]:d.to[k]] {
		var s sitting
		s, steps = d.packed.read(at, d.number, &everything, steps)
		dst = append(dst, s.Session)
	}
	return dst, steps
}

// hold returns a local day, planned, until it is left.
func (x *Days) hold(number int32) *day {
	x.mu.Lock()
	d := x.held[number]
	if d == nil {
		d = x.room()
		d.number, d.planned = number, sync.Once{}
		x.held[number] = d
	}
	d.holders++
	x.mu.Unlock()
	d.planned.Do(func() { x.plan(d) })
	return d
}

// room returns space for a day.
func (x *Days) room() *day {
	if last := len(x.free) - 1; last >= 0 {
		d := x.free[last]
		x.free = x.free[:last]
		return d
	}
	n := x.agenda.Accounts.Len()
	return &day{from: make([]uint32, n), to: make([]uint32, n)}
}

func (x *Days) plan(d *day) {
	d.spans, d.places, d.begins = d.spans[:0], d.places[:0], x.agenda.Calendar.Day(d.number).Start
	d.packed.clear()
	order := x.agenda.Order
	var sessions []course.Session
	var steps []course.Step
	for n, k := range order {
		if n == len(order)/sample {
			d.grow()
		}
		sessions, steps = x.agenda.Plan(k, d.number, sessions[:0], steps[:0])
		d.from[k] = uint32(len(d.spans))
		for i := range sessions {
			d.add(&sessions[i], steps)
		}
		d.to[k] = uint32(len(d.spans))
	}
}

// sample is of how many accounts one tells how much room the lists of a day need.
const sample = 16

// grow makes room for all accounts by what a part of them took. Without it a list would
// leave four times its size behind as it grows.
func (d *day) grow() {
	d.spans = slices.Grow(d.spans, len(d.spans)*sample)
	d.places = slices.Grow(d.places, len(d.places)*sample)
}

// leave lets go of a day.
func (x *Days) leave(d *day) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if d.holders--; d.holders == 0 {
		delete(x.held, d.number)
		x.free = append(x.free, d)
	}
}

// near are the days that one Filler holds: the last few that it asked for.
type near struct {
	*Days
	kept [3]*day

	// note is told the sessions of each account of a day as it is held; nil = nobody is.
	note func(k uint32, day int32, sessions []course.Session, steps []course.Step)
}

// newNear returns days of which none is held. What it comes to hold is left when
// owner is no longer reachable.
func newNear[T any](x *Days, owner *T) *near {
	n := &near{Days: x}
	runtime.AddCleanup(owner, (*near).leaveAll, n)
	return n
}

// forget leaves a local day that nothing more is wanted of, unless somebody may look
// back: it is planned again where that was wrong.
func (x *near) forget(number int32) {
	at := &x.kept[uint32(number)%uint32(len(x.kept))]
	if d := *at; d != nil && d.number == number && x.note == nil {
		x.leave(d)
		*at = nil
	}
}

func (x *near) leaveAll() {
	for _, d := range x.kept {
		if d != nil {
			x.leave(d)
		}
	}
}

// of returns a local day.
func (x *near) of(number int32) *day {
	at := &x.kept[uint32(number)%uint32(len(x.kept))]
	if d := *at; d != nil {
		if d.number == number {
			return d
		}
		x.leave(d)
	}
	d := x.hold(number)
	*at = d
	if x.note != nil {
		var sessions []course.Session
		var steps []course.Step
		for _, k := range x.agenda.Order {
			sessions, steps = d.of(k, sessions[:0], steps[:0])
			x.note(k, number, sessions, steps)
		}
	}
	return d
}

// SessionsOf returns the sessions that an account begins on a day, from those
// that are planned for all if they are.
func (x *near) SessionsOf(k uint32, number int32) ([]course.Session, []course.Step) {
	if d := x.kept[uint32(number)%uint32(len(x.kept))]; d != nil && d.number == number {
		return d.of(k, nil, nil)
	}
	return x.agenda.Plan(k, number, nil, nil)
}
