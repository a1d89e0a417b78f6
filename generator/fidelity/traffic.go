package fidelity

import (
	"slices"

	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
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
	least      = 12         // accounts of a profile
	mostGroups = 16         // of accounts, by whose spread a bound is made
	groupSize  = 5          // accounts in a group at least, where there are enough for four
	mostWeeks  = 6          // of the scenario, from its first whole day on
	volumeDays = 14         // of them, for the volumes of all profiles
	volumeMost = 100_000    // look-ups of a profile, about: this bounds the work
	habitMost  = 250_000    // and this, for the profiles whose habits are told
	repeatDays = 28         // within which a person counts as seen before
	decisecond = 100 * 1000 // microseconds
)

// Traffic holds the ordinary traffic of a scenario against published or
// assumed figures: its first six whole weeks, some accounts of each profile,
// without campaigns, controls or lines of a log. It gives no lines for profiles
// with fewer than twelve accounts, and none for a scenario of less than a week.
//
// The bound of a line is what is allowed for any world, and four standard
// errors, which come from the spread between groups of the sampled accounts.
func Traffic(w World) []Line {
	days := w.days()
	if len(days) == 0 {
		return nil
	}
	var lines []Line
	for p := range volumes {
		if sample := w.sample(scenarios.Profile(p), volumeDays, volumeMost); len(sample) >= least {
			some := days[:min(volumeDays, len(days))]
			lines = append(lines, volumeLines(scenarios.Profile(p), w.demand(some), w.tallies(sample, some, 0))...)
		}
	}
	for _, h := range habits {
		sample := w.sample(h.profile, len(days)+repeatDays, habitMost)
		if len(sample) < least {
			continue
		}
		tallies := w.tallies(sample, days, repeatDays)
		lines = append(lines, h.lines(&w, tallies)...)
	}
	return lines
}

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

// statistic is a figure of some accounts; ok is false where they do not give
// one. n is how many of its objects were counted.
type statistic func(of []*habit) (value, n int64, ok bool)

// line makes the line of a statistic. The standard error is that of the mean
// of independent groups of accounts.
func line(
	group, figure string,
	unit Unit,
	published, allowed int64,
	accounts []*habit,
	stat statistic,
	source string,
) []Line {
	got, n, ok := stat(accounts)
	if !ok {
		return nil
	}
	var values []int64
	groups := min(max(len(accounts)/groupSize, 4), mostGroups)
	for g := range groups {
		var some []*habit
		for i := g; i < len(accounts); i += groups {
			some = append(some, accounts[i])
		}
		if v, _, ok := stat(some); ok {
			values = append(values, v)
		}
	}
	return []Line{
		{
			Group:     group,
			Figure:    figure,
			Unit:      unit,
			Published: published,
			Got:       got,
			Bound:     allowed + 4*standardError(values),
			Counted:   n,
			Source:    source,
		},
	}
}

// standardError is that of the mean of some values.
func standardError(values []int64) int64 {
	n := int64(len(values))
	if n < 2 {
		return 0
	}
	var sum, squares int64
	for _, v := range values {
		sum += v
	}
	for _, v := range values {
		off := v - sum/n
		squares += off * off / n
	}
	return root(squares / (n - 1))
}
