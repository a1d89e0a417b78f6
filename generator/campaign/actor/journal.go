package actor

import (
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// book notes what the look-ups of a spell did: when, how many events, from which
// addresses.
func (a *Actor) book(s *Spell) {
	if s.booked {
		return
	}
	s.booked = true
	first, last, events := a.bookUntil(s, s.Made, s.Tail)
	if events == 0 {
		return
	}
	if a.How == scenarios.SessionTheft {
		a.stolen(first)
		if !a.begun && s.Made > 0 && s.Why == event.NoReason {
			a.begun = true
			a.noteAt(first, "scraping_begun", event.Scrape)
		}
	}
	if !a.rotates() {
		a.used(&s.Visit, first)
		a.used(&s.Visit, last)
	}
	a.Share.Used = true
	if s.Made > 0 && s.Why == event.NoReason {
		a.State.Taken = max(a.State.Taken, last)
	}
	if s.Why == event.NoReason {
		a.Interval.LookUps += int64(s.Made)
	}
	a.stage.Book.Session(&s.Visit, first, last, events)
	a.last = max(a.last, last)
}

// bookUntil visits the events of a spell's first look-ups, and of the next one
// those before an instant.
func (a *Actor) bookUntil(s *Spell, made uint64, tail int64) (first, last, events int64) {
	first = forever
	t := a.times(s)
	note := func(i uint64, ts int64) {
		first, last, events = min(first, ts), max(last, ts), events+1
		if a.rotates() {
			v := a.Seat(s, i, ts)
			a.used(&v, ts)
		}
	}
	for i := range made {
		a.ahead(&t, i, forever, func(ts int64) { note(i, ts) })
		note(i, t.at(i))
	}
	if tail > 0 && made < s.n {
		a.ahead(&t, made, tail, func(ts int64) { note(made, ts) })
	}
	for o := range a.stage.World.Portal.Outages(s.From, s.To) {
		a.Retries(s, o, func(_ int, i uint64, ts int64) { note(i, ts) })
	}
	return first, last, events
}

// Note notes the addresses from which the spell in force came so far, for a
// control that is about to act.
func (a *Actor) Note(now int64) {
	s := a.spell()
	if s == nil {
		return
	}
	made := a.reached(now)
	if made == 0 {
		return
	}
	if s.Why == event.NoReason {
		a.State.Taken = max(a.State.Taken, a.walk.at(made-1))
	}
	if !a.rotates() {
		a.used(&s.Visit, a.walk.at(made-1))
		return
	}
	for i := range made {
		ts := a.walk.at(i)
		v := a.Seat(s, i, ts)
		a.used(&v, ts)
	}
}

// Watch has each look-up be a step of the stage from now on: a control has acted
// on the account or on an address.
func (a *Actor) Watch(now int64) {
	if a.watched || a.mode == Lost {
		return
	}
	s := a.spell()
	if s == nil {
		a.watched = true
		return
	}
	if !a.stepwise() {
		a.at = min(a.walk.first(now), s.n)
	}
	a.watched = true
	a.follow(now)
}

// The pauses of an actor whose look-ups fail because the portal is down: doubled
// from a few seconds to five minutes (an assumption).
const (
	firstWait = 4_000_000
	lastWait  = 300_000_000
	mostTries = 1<<7 - 1
)

// Draws of an outage, below drawRetry.
const (
	drawFirstTry = 1 + iota
	drawTryGap
)

// Retries visits the tries of a spell that fail in an outage: number n of those
// for look-up i, at ts. An actor that rests makes none: it has no session, which
// the portal closes when it is idle for too long.
func (a *Actor) Retries(s *Spell, o portal.Outage, visit func(n int, i uint64, ts int64)) {
	if s.Why != event.NoReason || a.Hours.At(o.From-1) == 0 {
		return
	}
	t := a.times(s)
	i := min(t.first(o.From), s.n)
	if i >= s.n || i > s.Made || i == s.Made && s.Tail == 0 && s.To < t.at(i) || s.Bare && i == 0 {
		return
	}
	used := max(t.before(i), s.From)
	if o.From < s.From || o.From-used > a.idleLimit() {
		return
	}
	made := 0
	for before := range a.stage.World.Portal.Outages(used, o.From) {
		if before.From < o.From {
			a.tries(s, before, func(int64) { made++ })
		}
	}
	a.tries(s, o, func(ts int64) {
		if made++; made <= mostTries {
			visit(made, i, ts)
		}
	})
}

// tries visits the times of the tries in an outage, whatever they are for.
func (a *Actor) tries(s *Spell, o portal.Outage, visit func(ts int64)) {
	key := a.Key.At2(drawRetry, uint64(o.From))
	ts, wait := o.From+int64(key.At(drawFirstTry).Below(20_000_000)), int64(firstWait)
	for n := 1; n <= mostTries && ts < o.To && ts < s.To; n++ {
		if ts > s.From {
			visit(ts)
		}
		ts += wait/2 + int64(key.At2(drawTryGap, uint64(n)).Below(uint64(wait)))
		wait = min(2*wait, lastWait)
	}
}

// Look is a look-up of a spell that lies near a slice.
type Look struct {
	Spell *Spell
	I     uint64
	Entry uint64 // of the list
	TS    int64
	Prior int64 // when the look-up before it was made, or the spell began
	Cut   bool  // only what came before it was made: it was refused
}

// Looks visits the look-ups of the actor's spells in [from, to).
func (a *Actor) Looks(from, to int64, visit func(*Look)) {
	for n := a.firstSpell(from); n < len(a.Spells); n++ {
		s := a.Spells[n]
		if s.From >= to {
			return
		}
		t := a.times(s)
		for i := t.first(from); i < s.Made; i++ {
			ts := t.at(i)
			if ts >= to {
				break
			}
			visit(&Look{Spell: s, I: i, Entry: s.entry(i), TS: ts, Prior: t.before(i)})
		}
		if s.Tail != 0 && s.Made < s.n {
			visit(&Look{Spell: s, I: s.Made, Entry: s.entry(s.Made), TS: t.at(s.Made), Prior: t.before(s.Made), Cut: true})
		}
	}
}

// FailsFirst reports whether the directory fails before a look-up, and when.
func (a *Actor) FailsFirst(l *Look) (at int64, ok bool) {
	if l.Spell.Bare && l.I == 0 || l.Spell.Why != event.NoReason {
		return 0, false
	}
	at, ok = a.camp.fails(l.Entry, l.TS)
	return at, ok && at > l.Prior && (!l.Cut || at < l.Spell.Tail)
}

// Covers visits the requests that cover a look-up.
func (a *Actor) Covers(l *Look, visit func(n int, at portal.Step)) {
	if l.Spell.Bare && l.I == 0 || l.Spell.Why != event.NoReason {
		return
	}
	for n, of := 0, a.camp.covers(l.Entry); n < of; n++ {
		at := a.camp.cover(l.Entry, n, of, script.Span{From: l.Prior, To: l.TS})
		if !l.Cut || at.TS < l.Spell.Tail {
			visit(n, at)
		}
	}
}
