package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// Errands and manners that come and go fall on days that do not depend on the
// period, so a warm-up has them as any other days. What the scenario has once
// in its period, a warm-up has once in each stretch of its length, counted back
// from the scenario's start: equally often, equally long, by draws of its own.
// The look-alikes of the period itself stay where they are without a warm-up.
// A practice moves once: there is no earlier move.

// before appends what a warm-up has of a look-alike that the period has once,
// latest first.
func (w *World) before(l alike) {
	x := &w.alikes
	drawn := l.spec.Day.IsZero() && l.spec.PerMonth == 0
	switch {
	case x.begin == x.first || !drawn || l.spec.Kind == scenarios.PracticeMove:
	case l.spec.Kind == scenarios.ForgottenPasswordBurst:
		w.eachBefore(x.last+1-x.first, func(n uint64, from, to int32) {
			again := l
			again.key, again.again = l.key.At2(drawEarlier, n), true
			if again.only = w.returnDay(max(from, w.cal.First()), to-1, w.accounts.At(l.account).Dept); again.only >= x.begin {
				x.add(again)
			}
		})
	case kinds[l.spec.Kind].manner && l.spec.Duration > 0:
		days := int32(l.spec.Duration / scenarios.Micros(24*calendar.Hour))
		next := l.from
		w.eachBefore(max(x.last+1-x.first, days), func(n uint64, from, to int32) {
			again := l
			again.key, again.again = l.key.At2(drawEarlier, n), true
			again.from = from + int32(again.key.At(drawBegin).Below(uint64(to-from-days)+1))
			again.to = min(again.from+days, next)
			if next = again.from; max(again.from, x.begin) < again.to {
				x.add(again)
			}
		})
	}
}

// eachBefore calls do for each stretch of so many days before the scenario's
// start that reaches into the warm-up, the n-th from 1 on: the days from to to,
// without the latter. Days that the calendar does not know are left out.
func (w *World) eachBefore(days int32, do func(n uint64, from, to int32)) {
	x := &w.alikes
	for n := int32(1); x.first-(n-1)*days > x.begin; n++ {
		do(uint64(n), x.first-n*days, x.first-(n-1)*days)
	}
}
