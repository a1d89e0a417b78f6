package lookalike

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
)

// settle says when a look-alike happens. Sessions of its own fall on drawn days:
// one to each slot of 30 days over their number a month, whatever the scenario's
// period, so that the past has them too; a period that would be left without
// any gets one day more. Changes have a stretch that lies anywhere in the
// period.
func (x *Set) settle(l LookAlike) LookAlike {
	l.only = x.dayOf(l.Spec)
	if l.Kind.Day != nil && l.only == 0 {
		l.only = l.Kind.Day(&l, x.First, x.Last)
	}
	if l.always() {
		l.From, l.to = x.stretch(&l)
		return l
	}
	if l.only == 0 && l.Spec.PerMonth > 0 && !x.happens(&l) {
		l.added = x.someDay(&l)
	}
	return l
}

// add puts a look-alike behind those that there are.
func (x *Set) add(l LookAlike) {
	x.of[l.Account] = append(x.of[l.Account], uint32(len(x.list)))
	x.has[l.Account] = true
	x.list = append(x.list, l)
}

// stretch draws the days of a change.
func (x *Set) stretch(l *LookAlike) (from, to int32) {
	days, span := l.lasts(), x.Last+1-x.First
	switch {
	case days <= 0:
		return x.Begin, x.Last + 1
	case days <= span:
		from = x.First + int32(l.Key.At(drawBegin).Below(uint64(span-days)+1))
	default:
		from = x.First - int32(l.Key.At(drawBegin).Below(uint64(days-span)+1))
	}
	return from, from + days
}

// happens reports whether any day of the period shows the kind: sessions on a day
// that is drawn, a change on a day on which the account also works.
func (x *Set) happens(l *LookAlike) bool {
	changes := l.Kind.Change != nil
	for d := x.First; d <= x.Last; d++ {
		if changes && l.Holds(d) && x.busy(l, d) || !changes && l.Due(d) {
			return true
		}
	}
	return false
}

// busy reports whether the account looks anybody up on a day of its change.
func (x *Set) busy(l *LookAlike, day int32) bool {
	d, draw := x.Calendar.Day(day), x.Habits.Day(l.Account, day)
	c := x.dayUnder(l, l.Account, d)
	return x.LookUps(l.Account, d, &c, &draw) > 0
}

// someDay draws a day of the period, one that suits the kind, and a change's
// account, if there is any.
func (x *Set) someDay(l *LookAlike) int32 {
	span := x.Last + 1 - x.First
	at := int32(l.Key.At(drawDay).Below(uint64(span)))
	for i := range span {
		if d := x.First + (at+i)%span; l.Kind.suits(d) && (l.Kind.Change == nil || x.busy(l, d)) {
			return d
		}
	}
	return x.First + at
}

// ChangeOn returns the place, from 1 on, of the change that an account has on a
// day; 0 = none.
func (x *Set) ChangeOn(k uint32, day int32) uint32 {
	if !x.has[k] {
		return 0
	}
	for _, i := range x.of[k] {
		if l := &x.list[i]; l.Kind.Change != nil && l.Holds(day) {
			return i + 1
		}
	}
	return 0
}

// Today is what look-alikes make of an account's day, of which the change at a
// place is on.
func (x *Set) Today(k uint32, d *calendar.Day, place uint32) habit.Change {
	if place == 0 {
		return x.dayUnder(nil, k, d)
	}
	return x.dayUnder(&x.list[place-1], k, d)
}

// dayUnder is Today under one look-alike; nil = none.
func (x *Set) dayUnder(l *LookAlike, k uint32, d *calendar.Day) habit.Change {
	c := x.Unchanged(k)
	if len(x.announced) > 0 {
		c.Gain = x.Gain(d.Number)
	}
	if l != nil {
		c.Mean, c.Covered = l.mean(c.Mean), l.Kind.Change.Covers
		if l.Kind.Change.Bounds != nil {
			c.Least, c.Most = l.Kind.Change.Bounds(l, d)
		}
	}
	c.Silent = x.has[k] && x.silent(k, d.Number)
	return c
}

// mean is what a change makes of an account's mean look-ups a day.
func (l *LookAlike) mean(usual int64) int64 {
	if l.Kind.Change.Mean == nil {
		return usual
	}
	return l.Kind.Change.Mean(l, usual)
}

// silent reports whether an account is silent because of a change that is to come
// or over.
func (x *Set) silent(k uint32, day int32) bool {
	for _, i := range x.of[k] {
		if l := &x.list[i]; l.Kind.Change != nil && l.Kind.Change.Silent != nil && l.Kind.Change.Silent(l, day) {
			return true
		}
	}
	return false
}
