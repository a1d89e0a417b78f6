package traffic

import (
	"sync"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/facts"
	"breachsim/scenarios"
)

// place settles when a look-alike happens. Errands fall on drawn days: one to
// each slot of 30 days over their number a month, whatever the scenario's
// period, so that the past has them too; a period that would be left without
// any gets one day more. Manners have a stretch that lies anywhere in the
// period.
func (w *World) place(l alike) alike {
	x := &w.alikes
	l.only = w.dayOf(l.spec)
	if l.spec.Kind == scenarios.ForgottenPasswordBurst && l.only == 0 {
		l.only = w.returnDay(x.first, x.last, w.accounts.At(l.account).Dept)
	}
	days := int32(l.spec.Duration / scenarios.Micros(24*calendar.Hour))
	if kinds[l.spec.Kind].manner && l.spec.PerMonth == 0 {
		l.from, l.to = x.begin, x.last+1
		if span := x.last + 1 - x.first; days > 0 && days <= span {
			l.from = x.first + int32(l.key.At(drawBegin).Below(uint64(span-days)+1))
			l.to = l.from + days
		} else if days > span {
			l.from = x.first - int32(l.key.At(drawBegin).Below(uint64(days-span)+1))
			l.to = l.from + days
		}
		return l
	}
	if l.only == 0 && l.spec.PerMonth > 0 && !w.happens(&l) {
		l.extra = w.someDay(&l)
	}
	return l
}

// happens reports whether any day of the period shows the kind: an errand on
// a day that is drawn, a manner on a day on which the account also works.
func (w *World) happens(l *alike) bool {
	manner := kinds[l.spec.Kind].manner
	for d := w.alikes.first; d <= w.alikes.last; d++ {
		if manner && l.holds(d) && w.busy(l, d) || !manner && l.due(d) {
			return true
		}
	}
	return false
}

// busy reports whether the account looks anybody up on a day of its manner.
func (w *World) busy(l *alike, day int32) bool {
	a := w.accounts.At(l.account)
	draw := w.days.At2(uint64(l.account), uint64(uint32(day))).Rand()
	return w.lookUps(a, &w.profiles[a.Profile], w.cal.Day(day), l, &draw) > 0
}

// someDay draws a day of the period, one that suits the kind, and a manner's
// account, if there is any.
func (w *World) someDay(l *alike) int32 {
	span := w.alikes.last + 1 - w.alikes.first
	at := int32(l.key.At(drawDay).Below(uint64(span)))
	for i := range span {
		if d := w.alikes.first + (at+i)%span; l.suits(d) && (!kinds[l.spec.Kind].manner || w.busy(l, d)) {
			return d
		}
	}
	return w.alikes.first + at
}

// returnDay is the first Monday after the school holidays of a place in the
// period; else its first Monday, else its first day.
func (w *World) returnDay(first, last int32, dept uint8) int32 {
	monday := int32(0)
	for n := first; n <= last; n++ {
		d := w.cal.Day(n)
		if d.Return[w.zones[dept]] {
			return n
		}
		if d.Weekday == time.Monday && !d.Bank && monday == 0 {
			monday = n
		}
	}
	if monday != 0 {
		return monday
	}
	return first
}

// due reports whether an errand, or a manner that comes and goes, begins on a
// day.
func (l *alike) due(day int32) bool {
	if l.only != 0 {
		return day == l.only
	}
	if l.spec.PerMonth == 0 {
		return false
	}
	if day == l.extra && l.extra != 0 {
		return true
	}
	slot := day / l.slot()
	return l.drawn(slot) == day || l.drawn(slot-1) == day || l.monthly() && l.drawn(slot-2) == day
}

// slot is the days among which one is drawn.
func (l *alike) slot() int32 { return max(30/int32(l.spec.PerMonth), 1) }

// monthly marks the errand of the end of the month.
func (l *alike) monthly() bool { return l.spec.Kind == scenarios.BatchRightsCheck }

// drawn is the day of a slot: the first suitable one from a draw on.
func (l *alike) drawn(slot int32) int32 {
	n := l.slot()
	day := slot*n + int32(l.key.At2(drawSlot, uint64(uint32(slot))).Below(uint64(n)))
	for range 31 {
		if l.suits(day) {
			return day
		}
		day++
	}
	return day
}

// suits reports whether the kind may fall on a day.
func (l *alike) suits(day int32) bool {
	if !kinds[l.spec.Kind].days[weekday(day)] {
		return false
	}
	if !l.monthly() {
		return true
	}
	return time.Unix(int64(day+5)*86_400, 0).UTC().Day() <= 5 // the last five days of a month
}

// holds reports whether a manner is on that day.
func (l *alike) holds(day int32) bool {
	if l.spec.PerMonth == 0 {
		return day >= l.from && day < l.to
	}
	_, ok := l.stretch(day)
	return ok
}

// stretch finds the day on which a coming and going manner began that is on.
func (l *alike) stretch(day int32) (began int32, ok bool) {
	longest := max(int32(l.spec.Duration/scenarios.Micros(24*calendar.Hour)), 1)
	for began = day; began > day-longest; began-- {
		if l.due(began) {
			return began, day-began < 1+int32(l.key.At2(drawStretch, uint64(uint32(began))).Below(uint64(longest)))
		}
	}
	return 0, false
}

// manner returns the place, from 1 on, of the manner that an account has on a
// day; 0 = none.
func (w *World) manner(k uint32, day int32) uint32 {
	if !w.alikes.odd[k] {
		return 0
	}
	for _, i := range w.alikes.of[k] {
		if l := &w.alikes.list[i]; kinds[l.spec.Kind].manner && l.holds(day) {
			return i + 1
		}
	}
	return 0
}

// Announced reports whether an announcement sends everybody to the portal on a
// day.
func (w *World) Announced(day int32) bool { return w.flashOf(day) != million }

// flashOf is what announcements make of a day's demand, in millionths.
func (w *World) flashOf(day int32) int64 {
	gain := int64(million)
	for _, f := range w.alikes.flash {
		if f.day == day {
			gain = gain * f.gain / million
		}
	}
	return gain
}

// coast marks the départements by the sea or in the mountains where many spend
// their holidays.
var coast = sync.OnceValue(func() []bool {
	var out []bool
	for _, d := range facts.Departments() {
		switch d.Code {
		case "04", "05", "06", "09", "11", "13", "14", "17", "22", "29", "2A", "2B", "30", "33", "34", "35", "38", "40", "44", "50", "56",
			"62", "64", "65", "66", "73", "74", "76", "80", "83", "85":
			out = append(out, true)
		default:
			out = append(out, false)
		}
	}
	return out
})

// LookAlikes lists every stretch of a look-alike in the period, in the order
// of the scenario's list and of time.
func (w *World) LookAlikes() []event.LookAlikeTruth {
	var out []event.LookAlikeTruth
	for i := range w.alikes.list {
		out = w.stretches(uint32(i), out)
	}
	out = w.sharers(out)
	return w.announced(out)
}
