package fidelity

import "github.com/breachsim/breachsim/scenarios"

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
