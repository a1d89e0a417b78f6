package fidelity

import (
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// volumeLines compares a profile's volumes, under the demand of an epidemic,
// with a log-normal law of sigma 0.8 between accounts: its mean is 1.377 and
// its 90th percentile 2.788 times the median. A quarter either way is allowed
// for holidays and for days without any look-up, which are not counted.
func volumeLines(p scenarios.Profile, demand int64, of []*habit) (lines []Line) {
	busy := 0
	for _, h := range of {
		if h.busy.whole > 0 {
			busy++
		}
	}
	if busy < leastAccounts {
		return nil
	}
	v := volumes[p]
	for _, f := range [...]struct {
		name   string
		times  int64 // the median, thousandths
		stat   statistic
		source string
	}{
		{"median account", 1_000, quantileOf(million/2, 1, 1, workload), "assumed: order of magnitude"},
		{"mean", 1_377, meanWorkload, "assumed: sigma 0.8 between accounts"},
		{"90th percentile", 2_788, quantileOf(900_000, 1, 1, workload), "assumed: sigma 0.8 between accounts"},
	} {
		want := v.median * f.times / 1000 * demand / million
		a := asked{"look-ups a working day with any", v.name + ": " + f.name, want, want / 4, f.source}
		lines = append(lines, a.of(Thousandth, of, f.stat)...)
	}
	return lines
}

// leastAccounts is the number of accounts from which a profile's volumes tell
// anything of it.
const leastAccounts = 8

func meanWorkload(hs []*habit) (value, n int64, ok bool) {
	all := gather(hs, workload)
	if len(all) == 0 {
		return 0, 0, false
	}
	for _, v := range all {
		value += v
	}
	return value / int64(len(all)), int64(len(all)), true
}

// expectation is what the habits of a profile are held against: a figure and
// what is allowed either way.
type expectation struct {
	profile        scenarios.Profile
	week           *[7]int64 // shares from Sunday on; nil = none published
	morning, later [2]int64  // shares from 9 to 12 and from 14 to 19 of look-ups in office hours
	dip            [2]int64  // how far the half hours from 12:30 to 14 lie below those
	opens, closes  int       // office hours, in half hours of the day
	nights         int64     // part of the scenario's share of work outside them
	quiet          [2]int64  // quietest hour as a share of the busiest
	length         [2]int64  // look-ups a session
	minutes        [2]int64  // median session
	gap            [2]int64  // median, seconds
	spread         [2]int64  // coefficient of variation of gaps
	long           [2]int64  // gaps of more than ten minutes
	again          [2]int64  // look-ups about persons seen in four weeks
	cycle          string    // where that comes from
	persons        [2]int64  // Gini coefficient of look-ups over an account's persons
}

// practiceWeek is the published share of Monday and Sunday in the work of
// general practice; the split of the other days is assumed.
var practiceWeek = [7]int64{10_000, 200_000, 185_000, 160_000, 170_000, 185_000, 90_000}

var habits = []*expectation{
	{
		profile: scenarios.GP,
		week:    &practiceWeek,
		morning: [2]int64{390_000, 70_000},
		later:   [2]int64{460_000, 80_000},
		dip:     [2]int64{600_000, 200_000},
		opens:   16,
		closes:  38,
		nights:  million,
		quiet:   [2]int64{1_000, 3_000},
		length: [2]int64{
			4_000,
			2_000,
		},
		minutes: [2]int64{30_000, 15_000},
		gap:     [2]int64{300_000, 250_000},
		spread:  [2]int64{1_400, 500},
		long:    [2]int64{450_000, 80_000},
		again: [2]int64{
			230_000,
			110_000,
		},
		cycle:   "assumed: three visits a patient a year, unevenly spread",
		persons: [2]int64{150, 100},
	},
	{
		profile: scenarios.Pharmacy,
		morning: [2]int64{300_000, 70_000},
		later:   [2]int64{460_000, 80_000},
		dip:     [2]int64{300_000, 150_000},
		opens:   16,
		closes:  40,
		nights:  250_000,
		quiet:   [2]int64{1_000, 3_000},
		length: [2]int64{
			8_000,
			3_000,
		},
		minutes: [2]int64{40_000, 20_000},
		gap:     [2]int64{60_000, 30_000},
		spread:  [2]int64{2_000, 800},
		long:    [2]int64{200_000, 80_000},
		again: [2]int64{
			380_000,
			150_000,
		},
		cycle:   "assumed: repeat dispensing every 28 days",
		persons: [2]int64{150, 100},
	},
}

// leastPersons is the smallest population in whose départements panels find
// room. In smaller ones accounts see the same few people again and again.
const leastPersons = 200_000

// lines compares the habits of a profile.
func (x *expectation) lines(w *World, of []*habit) []Line {
	name := volumes[x.profile].name
	lines := slices.Concat(
		x.weekLines(name, of),
		x.dayLines(name, w, of),
		x.sessionLines(name, of),
		x.errorLines(name, w, of),
	)
	if w.Scenario.Population.InsuredPersons >= leastPersons {
		lines = append(lines, x.personLines(name, w, of)...)
	}
	return lines
}

func (x *expectation) weekLines(name string, of []*habit) (lines []Line) {
	if x.week == nil {
		return nil
	}
	for i := range 7 {
		day := (i + 1) % 7
		source, allowed := "assumed, so that the week comes out; each account has its own day off", int64(15_000)
		switch day {
		case 0:
			source, allowed = "CNAM, general practice: about 1 %", 5_000
		case 1:
			source, allowed = "CNAM, general practice: 20 %", 10_000
		}
		share := sumOf(million, func(h *habit) ratio { return ratio{h.weekdays[day], total(h.weekdays[:])} })
		a := asked{"the week: " + name, weekdayNames[day], x.week[day], allowed, source}
		lines = append(lines, a.of(Share, of, share)...)
	}
	return lines
}

var weekdayNames = [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func total(counts []int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}

func (x *expectation) dayLines(name string, w *World, of []*habit) []Line {
	group := "the day: " + name
	between := func(from, to int) statistic {
		return sumOf(
			million,
			func(h *habit) ratio { return ratio{total(h.halfHours[from:to]), total(h.halfHours[x.opens:x.closes])} },
		)
	}
	outside := sumOf(million, func(h *habit) ratio {
		return ratio{total(h.halfHours[:x.opens]) + total(h.halfHours[x.closes:]), total(h.halfHours[:])}
	})
	const edges = 50_000 // ordinary hours run over their ends
	nights := int64(w.Scenario.Benign.AfterHours)*x.nights/million + edges
	source := "the scenario's share and 5 points for late ordinary hours; family physicians: 24 % (Arndt 2017)"
	if x.nights < million {
		source = "a quarter of the scenario's share and 5 points for late ordinary hours"
	}
	outsideName := fmt.Sprintf("before %d:00 and from %d:00 on", x.opens/2, x.closes/2)
	return slices.Concat(
		asked{group, "of office hours, 9:00 to 12:00", x.morning[0], x.morning[1], "assumed, after opening hours"}.
			of(Share, of, between(18, 24)),
		asked{group, "of office hours, 14:00 to 19:00", x.later[0], x.later[1], "assumed, after opening hours"}.
			of(Share, of, between(28, 38)),
		asked{group, "12:30 to 14:00 below those hours", x.dip[0], x.dip[1], "assumed, after opening hours"}.of(Share,
			of, dip),
		asked{group, outsideName, nights, 60_000, source}.of(Share, of, outside),
		asked{group, "the quietest hour, of the busiest", x.quiet[0], x.quiet[1],
			"assumed: nobody but who is on duty"}.of(Share, of, contrast),
	)
}

// dip is how far the half hours from 12:30 to 14:00 lie below those from 9:00
// to 12:00 and from 14:00 to 19:00, in millionths.
func dip(hs []*habit) (value, n int64, ok bool) {
	var noon, humps int64
	for _, h := range hs {
		noon += total(h.halfHours[25:28])
		humps += total(h.halfHours[18:24]) + total(h.halfHours[28:38])
	}
	if humps == 0 {
		return 0, 0, false
	}
	return million - noon*16*million/(humps*3), noon + humps, true
}

// contrast is the quietest hour's look-ups over the busiest's, in millionths.
func contrast(hs []*habit) (value, n int64, ok bool) {
	var hours [24]int64
	for _, h := range hs {
		for i, c := range h.halfHours {
			hours[i/2] += c
			n += c
		}
	}
	return slices.Min(hours[:]) * million / max(slices.Max(hours[:]), 1), n, n > 0
}

func (x *expectation) sessionLines(name string, of []*habit) []Line {
	group := "sessions: " + name
	lengths := func(h *habit) []int64 { return h.lengths }
	gaps := func(h *habit) []int64 { return h.gaps }
	long := sumOf(million, func(h *habit) ratio {
		at, _ := slices.BinarySearch(h.gaps, 600*10+1)
		return ratio{int64(len(h.gaps) - at), int64(len(h.gaps))}
	})
	return slices.Concat(
		asked{group, "look-ups, mean", x.length[0], x.length[1], "assumed"}.of(Thousandth, of, sumOf(1000,
			func(h *habit) ratio { return h.sessions })),
		asked{group, "minutes, median", x.minutes[0], x.minutes[1], "assumed"}.of(Thousandth, of,
			quantileOf(million/2, 1000, 600, lengths)),
		asked{group, "seconds between look-ups, median", x.gap[0], x.gap[1],
			"assumed: 18 to 30 s a step within a burst; at a practice mostly the next appointment"}.of(Thousandth, of,
			quantileOf(million/2, 100, 1, gaps)),
		asked{group, "their coefficient of variation", x.spread[0], x.spread[1],
			"above 1: heavy tails (Radicchi 2009); the value is assumed"}.of(Thousandth, of, variation),
		asked{group, "more than ten minutes", x.long[0], x.long[1],
			"assumed: a pause of some ten minutes, or the next appointment"}.of(Share, of, long),
	)
}

func (x *expectation) errorLines(name string, w *World, of []*habit) []Line {
	group := "errors: " + name
	typed := w.Base.Typed(x.profile)
	share := func(r event.Result, of int64) statistic {
		return sumOf(million, func(h *habit) ratio { return ratio{h.results[r], total(h.results[:]) * of / million} })
	}
	return slices.Concat(
		asked{group, "wrong key, of numbers typed by hand", 20_000, 10_000, "assumed: 1 to 3 %"}.of(Share, of,
			share(event.BadKey, typed)),
		asked{group, "nobody found", 10_000, 5_000, "assumed: about 1 %"}.of(Share, of, share(event.NotFound,
			million)),
		asked{group, "sign-ins refused", 45_000, 15_000, "assumed: 3 to 6 %"}.of(Share, of, sumOf(million,
			func(h *habit) ratio { return h.refused })),
	)
}

func (x *expectation) personLines(name string, w *World, of []*habit) []Line {
	group := "persons: " + name
	again := underDemand(x.again[0], w.demand(w.days()))
	const spread = 428 // Gini coefficient of a log-normal law of sigma 0.8
	return slices.Concat(
		asked{group, "seen by the account in the 28 days before", again, x.again[1], x.cycle}.of(Share, of,
			sumOf(million, func(h *habit) ratio { return h.again })),
		asked{group, "Gini coefficient of look-ups over persons", x.persons[0], x.persons[1],
			"assumed; mean of accounts with 100 persons"}.of(Thousandth, of, concentration),
		asked{group, "Gini coefficient of volumes over accounts", spread, 50,
			"assumed: sigma 0.7 to 0.9 between accounts"}.of(Thousandth, of, inequality),
	)
}

// underDemand is a share of look-ups about persons who have come before, where an
// epidemic has everybody come so many times as often, in millionths: its odds rise with
// the visits of a person.
func underDemand(share, demand int64) int64 {
	came := share * demand / million
	return came * million / (million - share + came)
}
