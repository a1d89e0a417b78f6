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

// expect foretells the look-ups of accounts' own habits and those that
// look-alikes add.
func (w *World) expect(from, to int64) (usual, extra int64) {
	var own, more habit.Means
	for k := range uint32(w.Accounts.Len()) {
		w.Habits.Add(&own, k, w.Accounts.At(k).MeanMilli)
	}
	days := lookalike.Period{First: w.Calendar.Of(from).Number, Last: w.Calendar.Of(to - 1).Number}
	extra = w.Shown.Expect(&more, days)
	for n := days.First; n <= days.Last; n++ {
		d, gain := w.Calendar.Day(n), w.Shown.Gain(n)
		inside := (min(to, d.Start+d.Length) - max(from, d.Start)) / calendar.Minute
		usual += w.Habits.Expect(&own, d, gain) / 1000 * inside / (d.Length / calendar.Minute)
		extra += w.Habits.Expect(&more, d, gain) / 1000 * inside / (d.Length / calendar.Minute)
	}
	return usual, extra
}
