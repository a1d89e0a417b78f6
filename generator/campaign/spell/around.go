package spell

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// Kind is what comes with a look-up of a spell besides it.
type Kind uint8

// The kinds.
const (
	Cover    Kind = iota // a request to another service, as the campaign's cover
	Page                 // the page of a service, opened after the look-up
	Again                // a person who was looked up before, once more
	Mistyped             // the number with a wrong key, before it is typed right
	Failed               // a try that fails upstream
)

// LooksUp reports whether what comes with a look-up is one itself: controls judge it and
// count it.
func (k Kind) LooksUp() bool { return k >= Again }

// Answered reports whether the portal answers one of the kind from its directory.
func (k Kind) Answered() bool { return k == Again || k == Mistyped }

// Extra is what comes with a look-up, before it or behind it:
//
//	look-up ·· page ·· again ····· cover ·· cover ·· mistyped ·· failed ·· look-up
//	└──────── behind ────────┘     └──────────────── ahead ─────────────┘
type Extra struct {
	Kind    Kind
	Mark    uint64 // in its name, above the number of the look-up's entry
	TS      int64
	Key     random.Key // names its draws
	Entry   uint64     // whom it asks for, where it is a look-up
	Service event.Service
}

// Marks in the name of an entry's look-up, above its number. Those of covers count from 1.
const (
	markBit = 34
	again   = 65 << markBit
	page    = 64 << markBit
	wrong   = 66 << markBit
	retry   = 1 << 41
)

// TryMark marks the n-th try for an entry in an outage.
func TryMark(n int) uint64 { return uint64(n)<<markBit | retry }

// BehindReach is how long behind a look-up what follows it comes at the latest.
const BehindReach = 4 * calendar.Minute

// shortestGap is the time between two look-ups in which something more has room.
const shortestGap = 4 * calendar.Second

// Most is how many extras a look-up has at most, before it or behind it.
const Most = 16

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
			to = append(to, Extra{Kind: Page, Mark: page, TS: at, Key: key.At(drawPageStep), Service: l.Ways.Pages[which]})
		}
	}
	if s.Tarpit.By != 0 || !key.At(drawAgain).Chance(l.Ways.Again) {
		return to
	}
	at := q.behind(key.At(drawAgainAt), againAfter)
	if at >= s.To || l.down(at) {
		return to
	}
	back := min(uint64(key.At(drawAgainWho).Below(5))/3*(1+key.At(drawAgainWho).At(1).Below(3)), q.I)
	return append(to, Extra{
		Kind: Again, Mark: again, TS: at, Key: key.At(drawAgainStep), Entry: s.Entry(q.I - back),
	})
}

// againAfter is the median time until a person is looked up a second time (an assumption).
const againAfter = 20 * calendar.Second

// behind draws when something follows a look-up: some time after it, and not in the last
// quarter before the next one.
func (q *Look) behind(key random.Key, median int64) int64 {
	draw := key.Rand()
	wait := max(draw.LogNormal(median, random.One*8/10), calendar.Second)
	room := min(q.Next-q.TS, BehindReach)
	if wait > room*3/4 {
		wait = room/4 + int64(draw.Below(uint64(room/2)))
	}
	return q.TS + wait
}

// mistyped reports whether the number of a look-up is typed with a wrong key first, and
// when: some nine seconds before it is typed right.
func (l *Log) mistyped(q *Look) (at int64, ok bool) {
	if l.Ways.Mistyped == 0 || q.Spell.Tarpit.By != 0 || q.TS-q.Prior < shortestGap {
		return 0, false
	}
	key := l.Extras.Key.At2(drawMistyped, q.Entry)
	if !key.At(drawWrong).Chance(l.Ways.Mistyped) {
		return 0, false
	}
	draw := key.At(drawWrongAt).Rand()
	at = q.TS - min(draw.LogNormal(9*calendar.Second, random.One/2), (q.TS-q.Prior)*3/4, calendar.Minute)
	return at, !l.down(at)
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

// Step is an extra as a step of the log, in the names of a campaign.
func (x *Extra) Step(campaign uint16, entry uint64) portal.Step {
	return portal.Step{Name: portal.ListName(campaign, entry|x.Mark), TS: x.TS, Key: x.Key}
}
