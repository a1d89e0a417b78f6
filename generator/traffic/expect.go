package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// Ratios of lines to look-ups in ordinary traffic, rounded up from what the
// built-in scenarios make.
const (
	eventsPerLookUp = 1_420_000 // audit events: sign-ins, retries, other services
	linesPerEvent   = 3_600_000 // access lines an audit event
	noiseGain       = 1_060_000 // mean of the daily and seasonal factors
)

// Expect foretells the audit events and access lines of [from, to). It errs on
// the high side by some hundredths.
func (w *World) Expect(from, to int64) (events, lines int64) {
	events = w.ExpectLookUps(from, to) * (eventsPerLookUp / 1000) / 1000
	return events, events * (linesPerEvent / 1000) / 1000
}

// ExpectLookUps foretells the look-ups of [from, to), high too.
func (w *World) ExpectLookUps(from, to int64) (lookUps int64) {
	var means [scenarios.NumProfiles][4]int64 // look-ups a day by profile and school zone, thousandths
	for k := range w.accounts.Len() {
		a := w.accounts.At(uint32(k))
		means[a.Profile][w.zones[a.Dept]] += a.MeanMilli
	}
	lookUps = w.expectAlikes(&means, w.cal.Of(from).Number, w.cal.Of(to-1).Number)
	for n := w.cal.Of(from).Number; n <= w.cal.Of(to-1).Number; n++ {
		d := w.cal.Day(n)
		inside := min(to, d.Start+d.Length) - max(from, d.Start)
		for p := range means {
			for zone, mean := range means[p] {
				lookUps += w.expectDay(&w.profiles[p], d, zone, mean) / 1000 * (inside / calendar.Minute) / (d.Length / calendar.Minute)
			}
		}
	}
	return lookUps
}

// expectAlikes puts the accounts that a look-alike makes larger into the means,
// and foretells the look-ups of errands from day first to day last.
func (w *World) expectAlikes(means *[scenarios.NumProfiles][4]int64, first, last int32) (lookUps int64) {
	for i := range w.alikes.list {
		l := &w.alikes.list[i]
		if kinds[l.spec.Kind].manner {
			a := w.accounts.At(l.account)
			means[a.Profile][w.zones[a.Dept]] += l.volume(a.MeanMilli) - a.MeanMilli
			continue
		}
		for day := first; day <= last; day++ {
			if l.due(day) || l.spec.Kind == scenarios.SoftwarePolling {
				lookUps += int64(l.spec.LookUps.Min+l.spec.LookUps.Max) / 2
			}
		}
	}
	return lookUps
}

func (w *World) expectDay(p *profile, d *calendar.Day, zone int, mean int64) int64 {
	mean = mean * (p.weekday[d.Weekday] / 1000) / 1000 * (d.Demand / 1000) / 1000 * (noiseGain / 1000) / 1000
	mean = mean * (w.flashOf(d.Number) / 1000) / 1000
	if d.Bank {
		mean = mean * 60 / 1000
	}
	if p.leave != never {
		mean = mean * 930 / 1000
		if d.School[zone] {
			mean = mean * 800 / 1000
		}
	}
	return mean
}
