package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// Ratios of lines to look-ups, rounded up from what the built-in scenarios
// make. Look-alikes are look-ups one after the other: less beside them.
const (
	eventsPerLookUp      = 1_420_000 // audit events: sign-ins, retries, other services
	eventsPerAlikeLookUp = 1_120_000
	linesPerEvent        = 3_600_000 // access lines an audit event
	linesPerAlikeEvent   = 3_200_000
	noiseGain            = 1_060_000 // mean of the daily and seasonal factors
)

// Expect foretells the audit events and access lines of [from, to). It errs on
// the high side by some hundredths.
func (w *World) Expect(from, to int64) (events, lines int64) {
	usual, odd := w.expect(from, to)
	usual, odd = usual*(eventsPerLookUp/1000)/1000, odd*(eventsPerAlikeLookUp/1000)/1000
	return usual + odd, usual*(linesPerEvent/1000)/1000 + odd*(linesPerAlikeEvent/1000)/1000
}

// ExpectLookUps foretells the look-ups of [from, to), high too.
func (w *World) ExpectLookUps(from, to int64) int64 {
	usual, odd := w.expect(from, to)
	return usual + odd
}

// means are look-ups a day by profile and school zone, in thousandths.
type means [scenarios.NumProfiles][4]int64

// expect foretells the look-ups of accounts' own habits and those that
// look-alikes add.
func (w *World) expect(from, to int64) (usual, odd int64) {
	var own, more means
	for k := range w.accounts.Len() {
		a := w.accounts.At(uint32(k))
		own[a.Profile][w.zones[a.Dept]] += a.MeanMilli
	}
	odd = w.expectAlikes(&more, w.cal.Of(from).Number, w.cal.Of(to-1).Number)
	for n := w.cal.Of(from).Number; n <= w.cal.Of(to-1).Number; n++ {
		d := w.cal.Day(n)
		inside := (min(to, d.Start+d.Length) - max(from, d.Start)) / calendar.Minute
		usual += w.expectDay(&own, d) / 1000 * inside / (d.Length / calendar.Minute)
		odd += w.expectDay(&more, d) / 1000 * inside / (d.Length / calendar.Minute)
	}
	return usual, odd
}

// expectDay adds up the look-ups of a day, in thousandths.
func (w *World) expectDay(m *means, d *calendar.Day) (sum int64) {
	for p := range m {
		for zone, mean := range m[p] {
			sum += w.expectProfile(&w.profiles[p], d, zone, mean)
		}
	}
	return sum
}

// expectAlikes puts what a look-alike makes accounts larger by into the means,
// and foretells the look-ups of errands from day first to day last.
func (w *World) expectAlikes(more *means, first, last int32) (lookUps int64) {
	for i := range w.alikes.list {
		l := &w.alikes.list[i]
		if l.again && kinds[l.spec.Kind].manner {
			continue // counted with the first, as if that lasted the whole period
		}
		if kinds[l.spec.Kind].manner {
			a := w.accounts.At(l.account)
			more[a.Profile][w.zones[a.Dept]] += l.volume(a.MeanMilli) - a.MeanMilli
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

func (w *World) expectProfile(p *Profile, d *calendar.Day, zone int, mean int64) int64 {
	mean = mean * (p.Weekday[d.Weekday] / 1000) / 1000 * (d.Demand / 1000) / 1000 * (noiseGain / 1000) / 1000
	mean = mean * (w.flashOf(d.Number) / 1000) / 1000
	if d.Bank {
		mean = mean * 60 / 1000
	}
	if p.Leave != never {
		mean = mean * 930 / 1000
		if d.School[zone] {
			mean = mean * 800 / 1000
		}
	}
	return mean
}
