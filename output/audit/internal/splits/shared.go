package splits

import (
	"fmt"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// Shared is A17: datasets of which one is learnt on and another one is judged by share no
// seed, account, address of an attack, session of an attack or exposed person. Of the
// addresses a hundredth may be in both by chance: providers' pools are finite.
//
// A dataset without an attack holds nothing out and may be of the same world: it is what
// false alarms are counted on. Counterfactuals and cells of a matrix share their world on
// purpose; they fail here, for they cannot be learnt on and judged by.
func Shared(sets []*Facts) []figure.Figure {
	var held []*Facts
	for _, f := range sets {
		if f.attacked() {
			held = append(held, f)
		}
	}
	kinds := []struct {
		name   string
		chance float64 // part of the smaller of two that may be in both
		of     func(f *Facts) *sample
	}{
		{"accounts", 0, func(f *Facts) *sample { return &f.accounts }},
		{"addresses of attacks", 0.01, func(f *Facts) *sample { return &f.addresses }},
		{"sessions of attacks", 0, func(f *Facts) *sample { return &f.sessions }},
		{"exposed persons", 0, func(f *Facts) *sample { return &f.persons }},
	}
	out := []figure.Figure{seeds(held)}
	for _, k := range kinds {
		v := figure.Violations{}
		for i, a := range held {
			v.Of += int64(len(k.of(a).at))
			for _, b := range held[:i] {
				n, first := k.of(a).common(k.of(b))
				if float64(n) > k.chance*float64(min(len(k.of(a).at), len(k.of(b).at))) {
					v.Add(func() string { return fmt.Sprintf("%s, in %s and %s", first, b.Dir, a.Dir) })
					v.N += n - 1
				}
			}
		}
		out = append(out, alone(k.name+" that two datasets share", v, len(held)))
	}
	return out
}

// seeds judges whether two datasets have one seed.
func seeds(held []*Facts) figure.Figure {
	v := figure.Violations{Of: int64(len(held))}
	for i, a := range held {
		for _, b := range held[:i] {
			if a.Seed == b.Seed {
				v.Add(func() string {
					return fmt.Sprintf("%d, of %s and %s; generate one of them with another --seed",
						a.Seed, b.Dir, a.Dir)
				})
			}
		}
	}
	return alone("pairs of datasets with one seed", v, len(held))
}

// alone judges violations among datasets with an attack, of which there must be two.
func alone(name string, v figure.Violations, sets int) figure.Figure {
	f := figure.None(name, v)
	if sets < 2 {
		f.Verdict = figure.NotApplicable
	}
	return f
}
