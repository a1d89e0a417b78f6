package analyst

import (
	"slices"

	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/output/arena/alarm"
)

// The draws about a case, under its entity and the time of its first alert.
const (
	drawLatency uint64 = 1 + iota // within the span of the shift
	drawMissed                    // whether a true alarm is dismissed
	drawFooled                    // whether a false alarm is acted on
)

// Action is what analysts do about an entity.
type Action struct {
	T        int64  // when, microseconds since 1970 UTC
	Kind, ID string // of the entity
	Do       string // as its [Response] says
	Alert    alarm.Alert
}

// Desk plays a shift. It is used by one goroutine.
//
// Time goes on by [Desk.Until] alone: what was decided until then stays, whatever is
// taken afterwards. In which order alerts are taken between two calls, and into how many
// calls a stretch of time is cut, makes no difference.
type Desk struct {
	shift Shift
	key   draw.Key

	inbox  []alarm.Alert    // taken, not yet come
	open   map[entity]*file // cases that nobody has decided on
	coming queue            // until they are ready
	queue  queue            // that can be looked at
	doing  queue            // that are looked at
	free   []int64          // when each analyst is free
	stands map[standing]int64

	now   int64 // decided until then
	day   int32 // of the last look
	begun int   // looks of that day

	out     []Action
	figures Figures
}

// standing is an action that was done about an entity.
type standing struct {
	of entity
	do string
}

// New returns a desk for a shift that [Shift.Check] finds good.
func New(key draw.Key, s Shift) *Desk {
	before := byReady
	if s.Order == ByScore {
		before = byScore
	}
	return &Desk{
		shift: s, key: key.Stream(draw.Desk), free: make([]int64, max(s.Analysts, 1)),
		open: map[entity]*file{}, stands: map[standing]int64{},
		coming: queue{before: byReady}, queue: queue{before: before}, doing: queue{before: byEnd},
	}
}

// Take gives an alert to the desk. One that is older than what is decided already comes
// late: it keeps its time, but nothing follows from it before the present.
func (d *Desk) Take(a alarm.Alert) {
	d.inbox = append(d.inbox, a)
	d.figures.Alerts++
}

// Until goes on to an instant, included, and returns what is done until then and was not
// yet returned, in order of time. All alerts of that stretch must have been taken.
func (d *Desk) Until(now int64) []Action {
	slices.SortStableFunc(d.inbox, func(a, b alarm.Alert) int { return compare(&a, &b) })
	from, came := d.now, 0
	for t := from; ; {
		comes := never
		if came < len(d.inbox) {
			comes = max(d.inbox[came].T, from)
		}
		looks := d.nextLook(t)
		t = min(comes, looks, next(&d.doing, ends), next(&d.coming, ready))
		if t > now || t == never {
			break
		}
		switch t { // what happens at the same instant happens in this order
		case next(&d.doing, ends):
			d.decide(d.doing.take())
		case comes:
			d.come(d.inbox[came])
			came++
		case next(&d.coming, ready):
			d.wait(d.coming.take())
		default:
			d.look(t)
		}
	}
	d.inbox = slices.Delete(d.inbox, 0, came)
	d.now = max(now, d.now)
	out := d.out
	d.out = nil
	return out
}

func ready(f *file) int64 { return f.ready }

func ends(f *file) int64 { return f.ends }

// next returns when something happens to the first case of a queue.
func next(q *queue, when func(*file) int64) int64 {
	if q.Len() == 0 {
		return never
	}
	return when(q.next())
}

// Figures returns what the desk has done so far. The list of hours is the desk's own.
func (d *Desk) Figures() Figures {
	f := d.figures
	f.Waiting = d.coming.Len() + d.queue.Len()
	return f
}

// come opens a case for an alert, or adds it to the one that is open.
func (d *Desk) come(a alarm.Alert) {
	e := of(&a)
	isTrue := d.shift.True == nil || d.shift.True(a)
	if f := d.open[e]; f != nil {
		d.figures.Merged++
		f.true = f.true || isTrue
		f.score = max(f.score, a.Score)
		f.in.raise(f)
		return
	}
	if d.covered(e, max(a.T, d.now)) {
		d.figures.Merged++
		return
	}
	l := d.shift.Latency
	after := l.Least + int64(d.about(&a).At(drawLatency).Below(uint64(l.Most-l.Least)+1))
	f := &file{first: a, score: a.Score, true: isTrue, ready: max(a.T+after, d.now)}
	d.open[e] = f
	d.coming.add(f)
}

// about is the key of a case: its entity, and when its first alert was raised.
func (d *Desk) about(a *alarm.Alert) draw.Key {
	return d.key.At2(draw.Text(a.Kind), draw.Text(a.ID)).At(uint64(a.T))
}

// covered reports whether everything that could be done about an entity stands.
func (d *Desk) covered(e entity, t int64) bool {
	known := false
	for _, r := range d.shift.Responses {
		if r.Kind == e.kind {
			known = true
			if until, done := d.stands[standing{e, r.Do}]; !done || t >= until {
				return false
			}
		}
	}
	return known
}

// wait puts a case that is ready into the queue, or drops it.
func (d *Desk) wait(f *file) {
	if d.shift.Beyond == Drop && d.shift.spent(f.ready, d.begunOn(f.ready)) {
		d.drop(f)
		return
	}
	d.queue.add(f)
	d.figures.note(f.ready, d.queue.Len())
}

// drop closes a case that nobody looks at.
func (d *Desk) drop(f *file) {
	delete(d.open, of(&f.first))
	d.figures.Dropped++
}

// begunOn returns how many looks have begun on the local day of an instant that is not
// before the last look.
func (d *Desk) begunOn(t int64) int {
	if d.shift.Budget == 0 || d.shift.Calendar.Of(t).Number != d.day {
		return 0
	}
	return d.begun
}

// nextLook returns when the next look begins, if no more cases come.
func (d *Desk) nextLook(t int64) int64 {
	if d.queue.Len() == 0 {
		return never
	}
	t = max(t, slices.Min(d.free))
	return d.shift.start(t, d.begunOn(t))
}

// look begins a look at the first case of the queue.
func (d *Desk) look(t int64) {
	if d.shift.Budget > 0 {
		d.begun = d.begunOn(t) + 1
		d.day = d.shift.Calendar.Of(t).Number
	}
	f := d.queue.take()
	f.ends = t + d.shift.Work
	d.doing.add(f)
	d.free[slices.Index(d.free, slices.Min(d.free))] = f.ends
	d.figures.Looked++
	d.figures.Work += d.shift.Work
	if d.shift.Beyond == Drop && d.shift.spent(t, d.begun) {
		for d.queue.Len() > 0 {
			d.drop(d.queue.take())
		}
	}
	d.figures.note(t, d.queue.Len())
}

// decide ends a look.
func (d *Desk) decide(f *file) {
	e := of(&f.first)
	delete(d.open, e)
	if !d.believed(f) {
		d.figures.Dismissed++
		return
	}
	d.figures.Acted++
	for _, r := range d.shift.Responses {
		if until, done := d.stands[standing{e, r.Do}]; r.Kind != e.kind || done && f.ends < until {
			continue
		}
		d.stands[standing{e, r.Do}] = f.ends + min(r.Stands, Forever-f.ends)
		d.out = append(d.out, Action{T: f.ends, Kind: e.kind, ID: e.id, Do: r.Do, Alert: f.first})
	}
}

// believed reports whether the analyst takes a case for an attack.
func (d *Desk) believed(f *file) bool {
	k := d.about(&f.first)
	if f.true {
		missed := k.At(drawMissed).Chance(d.shift.Missed)
		if missed {
			d.figures.Missed++
		}
		return !missed
	}
	fooled := k.At(drawFooled).Chance(d.shift.Fooled)
	if fooled {
		d.figures.Fooled++
	}
	return fooled
}
