package verdict

import (
	"math"
	"slices"

	"github.com/breachsim/breachsim/generator/draw"
)

// Compare notes another detector in the same loop.
func (v *Verdict) Compare(with *Verdict) {
	v.Compared = append(v.Compared, Compared{
		Detector: with.Detector, Persons: with.Persons, Innocents: with.Innocents.Accounts,
		Hours: with.Innocents.Hours, Actions: len(with.Done),
	})
}

// Best is the place in Compared of the detector that fewest persons got past, the first
// of such; -1 where there is none.
func (v *Verdict) Best() int {
	best := -1
	for i := range v.Compared {
		if best < 0 || v.Compared[i].Exposed < v.Compared[best].Exposed {
			best = i
		}
	}
	return best
}

// Replicate notes the same detector in the world of another seed.
func (v *Verdict) Replicate(of *Verdict) {
	v.Worlds = append(v.Worlds, Replicate{
		Seed: of.Seed, Persons: of.Persons, Innocents: of.Innocents.Accounts, Hours: of.Innocents.Hours,
	})
}

// Mean is the average over the worlds of a verdict, its own among them. Least and Most
// bound the share of persons saved with 95 in 100.
type Mean struct {
	Worlds             int
	Saved, Least, Most float64
	Innocents, Hours   float64
}

// resamples are as many as the figures need that are printed: two in a hundred lie
// outside the bounds by chance at 40 draws on each side.
const resamples = 2_000

// Mean averages over the worlds; ok is false where there is one alone. The bounds are
// percentiles of means of resampled worlds (Efron's bootstrap, 1979), by keyed draws.
func (v *Verdict) Mean() (m Mean, ok bool) {
	all := append([]Replicate{{v.Seed, v.Persons, v.Innocents.Accounts, v.Innocents.Hours}}, v.Worlds...)
	if len(all) == 1 {
		return m, false
	}
	m.Worlds = len(all)
	for _, w := range all {
		m.Saved, m.Innocents, m.Hours = m.Saved+w.Share, m.Innocents+float64(w.Innocents), m.Hours+w.Hours
	}
	n := float64(len(all))
	m.Saved, m.Innocents, m.Hours = m.Saved/n, m.Innocents/n, m.Hours/n
	key := draw.New(v.Seed).Stream(draw.Desk)
	means := make([]float64, resamples)
	for i := range means {
		for k := range all {
			means[i] += all[key.At2(uint64(i), uint64(k)).Below(uint64(len(all)))].Share / n
		}
	}
	slices.Sort(means)
	at := func(p float64) float64 { return means[int(math.Round(p*float64(len(means)-1)))] }
	m.Least, m.Most = at(0.025), at(0.975)
	return m, true
}
