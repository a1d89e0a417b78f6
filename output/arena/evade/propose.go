package evade

import (
	"slices"

	"github.com/breachsim/breachsim/generator/draw"
)

// The draws of a search.
const (
	drawBracket uint64 = 1 + iota // its candidates, by their place in it and by tries
	drawSpread                    // by range: the order in which the first bracket takes its values
)

const (
	parents = 3   // of the best, from which candidates are bred
	niches  = 3   // of the first range, in each of which a bracket is bred by itself
	chance  = 9   // one candidate in so many comes from anywhere
	scales  = 4   // of steps, each half of the one before
	tries   = 200 // to find a candidate that can be and is new
)

// spread returns n points of which no two lie in the same nth of any range, as far as it
// has so many values (a Latin hypercube).
func (s *Space) spread(key draw.Key, n int) []point {
	list := make([]point, n)
	for i := range list {
		list[i] = make(point, len(s.Ranges))
	}
	for j := range s.Ranges {
		r := key.At2(drawSpread, uint64(j)).Rand()
		order := make([]int, n)
		for i := range order {
			k := int(r.Below(uint64(i) + 1)) // inside out (Durstenfeld 1964)
			order[i], order[k] = order[k], i
		}
		values := uint64(len(s.Ranges[j].Values))
		for i, stratum := range order {
			within := r.Below(draw.Million)
			list[i][j] = int((uint64(stratum)*draw.Million + within) * values / (uint64(n) * draw.Million))
		}
	}
	return list
}

// anywhere returns a point by chance.
func (s *Space) anywhere(key draw.Key) point {
	r := key.Rand()
	p := make(point, len(s.Ranges))
	for j := range p {
		p[j] = int(r.Below(uint64(len(s.Ranges[j].Values))))
	}
	return p
}

// breed returns a point near one of the best, the better ones more often: it has some
// values of another of them one time in four, and one value at least is changed.
func (s *Space) breed(key draw.Key, best []*Trial) point {
	r := key.Rand()
	parent := func() point { // the better of two
		most := uint64(min(parents, len(best)))
		return best[min(r.Below(most), r.Below(most))].at
	}
	p := slices.Clone(parent())
	if mate := parent(); r.Chance(draw.Million / 4) {
		for j := range p {
			if r.Chance(draw.Million / 2) {
				p[j] = mate[j]
			}
		}
	}
	sure := int(r.Below(uint64(len(p))))
	for j := range p {
		if j == sure || r.Chance(draw.Million/5) {
			p[j] = s.Ranges[j].step(&r, p[j])
		}
	}
	return p
}

// niche returns the bounds of the nth third of the first range.
func (s *Space) niche(n int) (from, to int) {
	values := len(s.Ranges[0].Values)
	return n * values / niches, (n + 1) * values / niches
}

// confine moves a point into the nth third of the first range.
func (s *Space) confine(p point, n int) point {
	if from, to := s.niche(n); from < to {
		p[0] = from + p[0]%(to-from)
	}
	return p
}

// within returns those trials that lie in the nth third of the first range, in order.
func (s *Space) within(best []*Trial, n int) (list []*Trial) {
	from, to := s.niche(n)
	for _, t := range best {
		if from <= t.at[0] && t.at[0] < to {
			list = append(list, t)
		}
	}
	return list
}

// random is what a step is drawn from.
type random interface{ Below(n uint64) uint64 }

// step returns another value of a range than i, if it has one. In an ordered range it is
// at most the quarter of the range away, or an eighth, a sixteenth, and so on: near and far
// ones are drawn as often.
func (g *Range) step(r random, i int) int {
	n := len(g.Values)
	if n == 1 {
		return i
	}
	if !g.Ordered {
		return (i + 1 + int(r.Below(uint64(n-1)))) % n
	}
	by := 1 + int(r.Below(uint64(max(n>>(2+r.Below(scales)), 1))))
	if r.Below(2) == 0 {
		by = -by
	}
	if to := i + by; to >= 0 && to < n {
		return to
	}
	return min(max(i-by, 0), n-1)
}
