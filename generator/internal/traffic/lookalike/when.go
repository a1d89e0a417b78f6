package lookalike

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Weekday is 0 on Sunday.
func Weekday(day int32) int { return int((day + 4) % 7) }

// dayOf is the day that the scenario gives, or 0.
func (x *Set) dayOf(spec *scenarios.LookAlike) int32 {
	if spec.Day.IsZero() {
		return 0
	}
	return x.Calendar.Of(spec.Day.UnixMicro()).Number
}

// lasts is the days that the scenario gives; 0 = none.
func (l *LookAlike) lasts() int32 { return int32(l.Spec.Duration / scenarios.Micros(24*calendar.Hour)) }

// always reports whether a change stays on from its first day to its last, rather
// than coming and going.
func (l *LookAlike) always() bool { return l.Kind.Change != nil && l.Spec.PerMonth == 0 }

// OnDay names the draws of a look-alike's sessions of a day.
func (l *LookAlike) OnDay(day int32) random.Key { return l.Key.At2(drawSessions, uint64(uint32(day))) }

// Due reports whether sessions of its own, or a change that comes and goes, begin
// on a day.
func (l *LookAlike) Due(day int32) bool {
	if l.only != 0 {
		return day == l.only
	}
	if l.Spec.PerMonth == 0 {
		return false
	}
	if day == l.added && l.added != 0 {
		return true
	}
	slot := day / l.slot()
	for late := range max(l.Kind.Slots, 1) + 1 {
		if l.drawn(slot-late) == day {
			return true
		}
	}
	return false
}

// slot is the days among which one is drawn.
func (l *LookAlike) slot() int32 { return max(30/int32(l.Spec.PerMonth), 1) }

// drawn is the day of a slot: the first suitable one from a draw on.
func (l *LookAlike) drawn(slot int32) int32 {
	n := l.slot()
	day := slot*n + int32(l.Key.At2(drawSlot, uint64(uint32(slot))).Below(uint64(n)))
	for range 31 {
		if l.Kind.suits(day) {
			return day
		}
		day++
	}
	return day
}

// suits reports whether the kind may fall on a day.
func (k *Kind) suits(day int32) bool { return k.Days[Weekday(day)] && (k.Suits == nil || k.Suits(day)) }

// Holds reports whether a change is on that day.
func (l *LookAlike) Holds(day int32) bool {
	if l.Spec.PerMonth == 0 {
		return day >= l.From && day < l.to
	}
	_, ok := l.Stretch(day)
	return ok
}

// Stretch finds the day on which a coming and going change began that is on.
func (l *LookAlike) Stretch(day int32) (began int32, ok bool) {
	longest := max(l.lasts(), 1)
	for began = day; began > day-longest; began-- {
		if l.Due(began) {
			length := 1 + int32(l.Key.At2(drawStretch, uint64(uint32(began))).Below(uint64(longest)))
			return began, day-began < length
		}
	}
	return 0, false
}
