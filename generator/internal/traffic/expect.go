package traffic

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
)

// Ratios of lines to look-ups, rounded up from what the built-in scenarios
// make. Look-alikes are look-ups one after the other: less beside them.
const (
	eventsPerLookUp          = 1_450_000 // audit events: sign-ins, retries, other services
	eventsPerLookAlikeLookUp = 1_120_000
	linesPerEvent            = 3_050_000 // access lines an audit event
	linesPerLookAlikeEvent   = 3_200_000
)

// Expect foretells the audit events and access lines of [from, to). It errs on
// the high side by some hundredths.
func (w *World) Expect(from, to int64) (events, lines int64) {
	usual, extra := w.expect(from, to)
	usual, extra = usual*(eventsPerLookUp/1000)/1000, extra*(eventsPerLookAlikeLookUp/1000)/1000
	return usual + extra, usual*(linesPerEvent/1000)/1000 + extra*(linesPerLookAlikeEvent/1000)/1000
}

// ExpectLookUps foretells the look-ups of [from, to), high too.
func (w *World) ExpectLookUps(from, to int64) int64 {
	usual, extra := w.expect(from, to)
	return usual + extra
}

// Expected returns a function that foretells the audit events of local days, high too.
func (w *World) Expected() func(day int32) (events int64) {
	days := lookalike.Period{First: w.Calendar.Of(w.From).Number, Last: w.Calendar.Of(w.Until - 1).Number}
	own, more, extra := w.means(days)
	extra /= int64(days.Last-days.First) + 1
	return func(day int32) int64 {
		d := w.Calendar.Day(day)
		usual, added := w.ofDay(own, d), extra+w.ofDay(more, d)
		return usual*(eventsPerLookUp/1000)/1000 + added*(eventsPerLookAlikeLookUp/1000)/1000
	}
}

// expect foretells the look-ups of accounts' own habits and those that
// look-alikes add.
func (w *World) expect(from, to int64) (usual, extra int64) {
	days := lookalike.Period{First: w.Calendar.Of(from).Number, Last: w.Calendar.Of(to - 1).Number}
	own, more, extra := w.means(days)
	for n := days.First; n <= days.Last; n++ {
		d := w.Calendar.Day(n)
		inside := (min(to, d.Start+d.Length) - max(from, d.Start)) / calendar.Minute
		usual += w.ofDay(own, d) * inside / (d.Length / calendar.Minute)
		extra += w.ofDay(more, d) * inside / (d.Length / calendar.Minute)
	}
	return usual, extra
}

// means are the look-ups a day of accounts' own habits, what look-alikes make of them
// over some days, and how many look-ups they add in those days.
func (w *World) means(days lookalike.Period) (own, more *habit.Means, extra int64) {
	own, more = &habit.Means{}, &habit.Means{}
	for k := range uint32(w.Accounts.Len()) {
		w.Habits.Add(own, k, w.Accounts.At(k).MeanMilli)
	}
	return own, more, w.Shown.Expect(more, days)
}

// ofDay is how many look-ups means come to on a day.
func (w *World) ofDay(m *habit.Means, d *calendar.Day) int64 {
	return w.Habits.Expect(m, d, w.Shown.Gain(d.Number)) / 1000
}
