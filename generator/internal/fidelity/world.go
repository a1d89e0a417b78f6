package fidelity

import (
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// World is the ordinary traffic that a traffic card is about.
type World struct {
	Base     *traffic.World
	Accounts *accounts.Accounts
	Calendar *calendar.Calendar // with at least LookBack days before the scenario's
	Scenario *scenarios.Scenario
}

// LookBack is how many days before the scenario's start a traffic card looks
// at.
const LookBack = 35

const (
	least      = 12      // accounts of a profile
	mostWeeks  = 6       // of the scenario, from its first whole day on
	volumeDays = 14      // of them, for the volumes of all profiles
	volumeMost = 100_000 // look-ups of a profile, about: this bounds the work
	habitMost  = 100_000 // and this, for the profiles whose habits are told
)

// days lists whole weeks of the scenario's local days.
func (w *World) days() []int32 {
	start, end := w.Scenario.Time.Start.UnixMicro(), w.Scenario.Time.End.UnixMicro()
	first := w.Calendar.Of(start)
	from := first.Number
	if first.Start < start {
		from++
	}
	var list []int32
	for n := from; n <= w.Calendar.Last() && len(list) < 7*mostWeeks; n++ {
		if d := w.Calendar.Day(n); d.Start+d.Length > end {
			break
		}
		list = append(list, n)
	}
	return list[:len(list)/7*7]
}

// sample picks accounts of a profile, evenly spread, so many that they make
// about so many look-ups in a number of days.
func (w *World) sample(p scenarios.Profile, days, lookUps int) []uint32 {
	var all []uint32
	for k := range uint32(w.Accounts.Len()) {
		if w.Accounts.At(k).Profile == p {
			all = append(all, k)
		}
	}
	most := max(lookUps*1000/(int(volumes[p].median)*days), 4*least)
	step := max((len(all)+most-1)/most, 1)
	kept := all[:0]
	for i := 0; i < len(all); i += step {
		kept = append(kept, all[i])
	}
	return kept
}

// tallies counts each account by itself; persons only where there are days
// before, in which they may have been seen.
func (w *World) tallies(accounts []uint32, days []int32, before int) []*habit {
	r := w.Base.NewReader()
	r.Unasked = before == 0
	var list []*habit
	for _, k := range accounts {
		h := &habit{}
		if before > 0 {
			h.seen, h.persons = map[uint32]int32{}, map[uint32]int64{}
		}
		for n := days[0] - int32(before); n < days[0]; n++ {
			for s := range r.Day(k, n) {
				if !s.Session.Ordinary() {
					continue // the card is of ordinary traffic
				}
				if s.Person != traffic.NoPerson {
					h.seen[s.Person] = n
				}
			}
		}
		for i, n := range days {
			h.begin(w.Calendar.Day(n), w.holidayIn(days[i/7*7:][:7]))
			for s := range r.Day(k, n) {
				if !s.Session.Ordinary() {
					continue // the card is of ordinary traffic
				}
				h.add(&s)
			}
			h.end()
		}
		slices.Sort(h.gaps)
		list = append(list, h)
	}
	return list
}

// demand is what epidemics make of the days on average, in millionths.
func (w *World) demand(days []int32) (mean int64) {
	for _, n := range days {
		mean += w.Calendar.Day(n).Demand
	}
	return mean / int64(len(days))
}

// holidayIn reports whether one of the days is a public holiday.
func (w *World) holidayIn(days []int32) bool {
	return slices.ContainsFunc(days, func(n int32) bool { return w.Calendar.Day(n).Bank || w.Base.Announced(n) })
}
