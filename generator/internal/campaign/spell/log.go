package spell

import (
	"sort"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Log is the spells of one account, in order of time, with what it takes to read
// them.
type Log struct {
	Spells    []*Spell
	Placement *intensity.Placement // of the account's look-ups, in its own hours
	Seats     Seats
	Extras    *Extras
	Ways      Ways
	World     *script.World

	// Before is the log of the same account in a plan of the same campaign that was made
	// before, from which sums are taken over; nil = there is none.
	Before *Log
}

// Open returns the spell in force, nil without one.
func (l *Log) Open() *Spell {
	if n := len(l.Spells); n > 0 && l.Spells[n-1].To == forever {
		return l.Spells[n-1]
	}
	return nil
}

// Add opens a spell.
func (l *Log) Add(s *Spell) {
	s.To = forever
	l.Spells = append(l.Spells, s)
}

// Times reads the times of a spell.
func (l *Log) Times(s *Spell) Times { return newTimes(s, l.Placement) }

// Time returns when a spell makes look-up i.
func (l *Log) Time(s *Spell, i uint64) int64 {
	t := l.Times(s)
	return t.At(i)
}

// Seat is the visit of a spell's look-up i at ts, as the log has it.
func (l *Log) Seat(s *Spell, i uint64, ts int64) portal.Visit { return l.Seats.At(s, i, ts) }

// first is the first spell that ends after an instant.
func (l *Log) first(from int64) int {
	return sort.Search(len(l.Spells), func(n int) bool { return l.Spells[n].To > from })
}

// In visits the spells that are in force in [from, to).
func (l *Log) In(from, to int64, visit func(*Spell)) {
	for n := l.first(from); n < len(l.Spells) && l.Spells[n].From < to; n++ {
		visit(l.Spells[n])
	}
}

// BegunBefore reports whether something that comes before the look-up that t stands at
// was made before an instant.
func (l *Log) BegunBefore(t *Times, i uint64, now int64) bool {
	var buf [Most]Extra
	q := t.look(i)
	for _, x := range l.AppendAhead(buf[:0], &q) {
		if x.TS < now {
			return true
		}
	}
	return false
}

// Event is what a spell has in the log: a look-up, what comes with it, or a try in an
// outage.
type Event struct {
	I        uint64 // of the look-up that it belongs to
	TS       int64
	Answered bool // a look-up that the directory answers, or finds mistyped
}

// Events visits the events of a spell.
func (l *Log) Events(s *Spell, visit func(Event)) {
	var buf [Most]Extra
	t := l.Times(s)
	with := func(q *Look, all []Extra) {
		for _, x := range all {
			visit(Event{q.I, x.TS, x.Kind.Answered()})
		}
	}
	for i := range s.Made {
		q := t.look(i)
		with(&q, l.AppendAhead(buf[:0], &q))
		visit(Event{i, q.TS, s.Answered()})
		with(&q, l.AppendBehind(buf[:0], &q))
	}
	if s.Tail > 0 && s.Made < s.N {
		q := t.look(s.Made)
		q.Cut = true
		with(&q, l.AppendAhead(buf[:0], &q))
	}
	for o := range l.World.Portal.Outages(s.From, s.To) {
		l.Retries(s, o, func(_ int, i uint64, ts int64) { visit(Event{I: i, TS: ts}) })
	}
}

// AppendAhead appends what comes before a look-up: what was made of it, where that was
// refused.
func (l *Log) AppendAhead(to []Extra, q *Look) []Extra {
	s := q.Spell
	if s.bare(q.I) {
		return to
	}
	until := forever
	if q.Cut {
		until = s.Tail
	}
	add := func(x Extra) {
		if x.TS < until {
			to = append(to, x)
		}
	}
	if x, ok := l.onEntering(q); ok {
		add(x)
	}
	for n, of := 0, l.Extras.covers(q.Entry); n < of; n++ {
		at := l.Extras.cover(q.Entry, n, of, q.before())
		add(Extra{
			Kind: Cover, Mark: uint64(n+1) << markBit, TS: at.TS, Key: at.Key, Service: CoverService(at),
		})
	}
	if at, ok := l.mistyped(q); ok {
		add(Extra{Kind: Mistyped, Mark: wrong, TS: at, Key: l.Extras.Key.At2(drawMistyped, q.Entry), Entry: q.Entry})
	}
	if at, ok := l.Extras.Fails(q.Entry, q.TS); ok && at > q.Prior {
		add(Extra{Kind: Failed, Mark: retry, TS: at, Key: FailedStep(l.Extras.StepKey(q.Entry)), Entry: q.Entry})
	}
	return to
}

// shortestEntry is the time between a sign-in and the first look-up in which another page has
// room.
const shortestEntry = 16 * calendar.Second

// onEntering draws the page of another service with which some sessions begin, before anybody
// is looked up.
func (l *Log) onEntering(q *Look) (x Extra, ok bool) {
	room := q.TS - q.Prior
	if q.I+q.Spell.Shift > 0 || l.Ways.First == 0 || room < shortestEntry {
		return x, false
	}
	key := l.Extras.Key.At2(drawEntered, q.Entry)
	if !key.At(drawFirst).Chance(l.Ways.First) {
		return x, false
	}
	part := random.Million/3 + int64(key.At(drawFirstAt).Below(random.Million/2))
	return Extra{
		Kind: Page, Mark: entered, TS: q.Prior + room/1_000*part/1_000, Key: key,
		Service: l.Ways.Pages[key.At(drawFirstService).Below(uint64(len(l.Ways.Pages)))],
	}, true
}

// AppendBehind appends what follows a look-up before the next one of its spell.
func (l *Log) AppendBehind(to []Extra, q *Look) []Extra {
	s := q.Spell
	if !s.Answered() || q.Cut || q.Next == forever || q.Next-q.TS < shortestGap || l.Ways.Again+l.Ways.Page == 0 {
		return to
	}
	key := l.Extras.Key.At2(drawBehind, q.Entry)
	if key.At(drawPage).Chance(l.Ways.Page) {
		at := q.behind(key.At(drawPageAt), l.Ways.Think)
		which := key.At(drawPageService).Below(uint64(len(l.Ways.Pages)))
		if at < s.To {
			to = append(to, Extra{
				Kind: Page, Mark: page, TS: at, Key: key.At(drawPageStep), Service: l.Ways.Pages[which],
			})
		}
	}
	if s.Tarpit.By != 0 || q.alone() || !key.At(drawAgain).Chance(l.Ways.Again) {
		return to
	}
	at := q.behind(key.At(drawAgainAt), againAfter)
	if at >= s.To || l.down(at) {
		return to
	}
	back := min(uint64(key.At(drawAgainWho).Below(5))/3*(1+key.At(drawAgainWho).At(drawAgainFar).Below(3)), q.I)
	return append(to, Extra{
		Kind: Again, Mark: again, TS: at, Key: key.At(drawAgainStep), Entry: s.Entry(q.I - back),
	})
}

// againAfter is the median time until a person is looked up a second time (an assumption).
const againAfter = 20 * calendar.Second

// mistyped reports whether the number of a look-up is typed with a wrong key first, and
// when: some nine seconds before it is typed right.
func (l *Log) mistyped(q *Look) (at int64, ok bool) {
	if l.Ways.Mistyped == 0 || q.Spell.Tarpit.By != 0 || q.alone() || q.TS-q.Prior < shortestGap {
		return 0, false
	}
	key := l.Extras.Key.At2(drawMistyped, q.Entry)
	if !key.At(drawWrong).Chance(l.Ways.Mistyped) {
		return 0, false
	}
	draw := key.At(drawWrongAt).Rand()
	at = q.TS - min(draw.LogNormal(9*calendar.Second, random.One/2), (q.TS-q.Prior)*3/4, calendar.Minute)
	return at, at >= q.Spell.Day && !l.down(at)
}

// down reports whether the portal is down.
func (l *Log) down(ts int64) bool {
	_, _, down := l.World.Portal.Down(ts)
	return down
}

// NextStep returns the first look-up behind an instant that comes with look-up i, or with
// the one before it, and before look-up i itself; t reads the times of the spell in force.
func (l *Log) NextStep(t *Times, i uint64, now int64) (next Extra, ok bool) {
	var buf [Most]Extra
	all, ts := buf[:0], t.At(i)
	if i > 0 {
		q := t.look(i - 1)
		all = l.AppendBehind(all, &q)
	}
	q := t.look(i)
	for _, x := range l.AppendAhead(all, &q) {
		if x.Kind.LooksUp() && x.TS > now && x.TS < ts && (!ok || x.TS < next.TS) {
			next, ok = x, true
		}
	}
	return next, ok
}

// Fit has a spell keep to the cap of the day that begins at an instant: its first look-ups
// bring along so many that count, at most.
func (l *Log) Fit(s *Spell, day int64, spare uint64) {
	s.Cap = Cap{Day: day}
	t := l.Times(s)
	for i := range s.N {
		n := l.beside(&t, i)
		if n > spare {
			s.Alone = s.N - i
			return
		}
		spare -= n
	}
}

// Beside returns how many answered look-ups come along with the entries of a spell that
// keeps to a cap: those that are laid out, or were made once it has ended.
func (l *Log) Beside(s *Spell) (n uint64) {
	if s.Day == 0 || !s.Answered() {
		return 0
	}
	if s.To == forever {
		t := l.Times(s)
		for i := range s.N {
			n += l.beside(&t, i)
		}
		return n
	}
	l.Events(s, func(e Event) {
		if e.Answered {
			n++
		}
	})
	return n - s.Made
}

// beside returns how many answered look-ups come along with look-up i.
func (l *Log) beside(t *Times, i uint64) (n uint64) {
	var buf [Most]Extra
	q := t.look(i)
	for _, x := range l.AppendBehind(l.AppendAhead(buf[:0], &q), &q) {
		if x.Kind.Answered() {
			n++
		}
	}
	return n
}
