package splits

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// second and minute are in microseconds.
const (
	second = 1_000_000
	minute = 60 * second
)

// Starts is A10 over several datasets: when attacks begin.
//
//   - Of five replicates or more (one scenario with the same windows, different seeds) the
//     first events of a campaign lie at least a minute apart, earliest to latest: the story
//     says when an attack begins, but not to the second.
//   - The first events of all campaigns fall anywhere within a minute: uniform by the
//     Kolmogorov–Smirnov test at p < 1e-4, of eight or more.
//   - Over eight windows or more the attack lies anywhere in the logs: the time before it,
//     over the time before and after, is uniform by the same test. Replicates have one
//     window and count once.
func Starts(sets []*Facts) []figure.Figure {
	within := map[string]float64{} // by campaign, window and seed: parts of a minute
	places := map[string]float64{}
	groups := map[string]map[uint64]int64{} // first events by seed, of each campaign of each window
	for _, f := range sets {
		if !f.attacked() {
			continue
		}
		first, last := f.ends()
		if room := (first - f.from) + (f.to - last); room > 0 {
			places[f.window] = float64(first-f.from) / float64(room)
		}
		for _, c := range f.campaigns {
			key := c.campaign + " of " + f.window
			if groups[key] == nil {
				groups[key] = map[uint64]int64{}
			}
			groups[key][f.Seed] = c.first
			within[fmt.Sprint(key, f.Seed)] = float64(c.first%minute) / minute
		}
	}
	return []figure.Figure{
		apart(groups),
		anywhere("place of first attack events within the minute", within, "attacks begin at one second of the minute"),
		anywhere("place of attacks between start and end of the logs", places, "attacks lie in one part of the logs"),
	}
}

// apart judges how far first events of replicates lie from each other.
func apart(groups map[string]map[uint64]int64) figure.Figure {
	const fewest, least = 5, 60
	f := figure.Figure{Name: "first attack events of replicates, seconds apart", Value: math.Inf(1),
		Bound: fmt.Sprintf("≥ %d", least), Verdict: figure.NotApplicable}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		of := groups[key]
		if len(of) < fewest {
			continue
		}
		earliest, latest := int64(math.MaxInt64), int64(0)
		for _, ts := range of {
			earliest, latest = min(earliest, ts), max(latest, ts)
		}
		if spread := float64(latest-earliest) / second; spread < f.Value {
			f.Value, f.N, f.Verdict = spread, int64(len(of)), figure.Pass
			if spread < least {
				f.Verdict, f.Example = figure.Fail, fmt.Sprintf("%d replicates begin together", len(of))
			}
		}
	}
	if f.Verdict == figure.NotApplicable {
		f.Value = 0
	}
	return f
}

// anywhere judges whether parts of a whole are uniform.
func anywhere(name string, parts map[string]float64, example string) figure.Figure {
	const fewest = 8
	values := slices.Collect(maps.Values(parts))
	f := figure.Figure{Name: name + ", distance from uniform", N: int64(len(values)),
		Bound: fmt.Sprintf("p ≥ %g", stats.Chance), Verdict: figure.NotApplicable}
	if len(values) < fewest {
		return f
	}
	f.Value, f.P = stats.Uniform(values)
	f.Verdict = figure.Pass
	if f.P < stats.Chance {
		f.Verdict, f.Example = figure.Fail, example
	}
	return f
}
