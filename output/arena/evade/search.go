package evade

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/generator/draw"
)

// Evaluate plays a candidate in a part of a world, above 0 and at most 1, and returns how
// many persons it takes. What a part is it decides: the same campaign among fewer honest
// accounts is one. Candidates are compared in equal parts only. An error that is [ErrUnfit] says that the campaign cannot be
// played; any other ends the search.
type Evaluate func(ctx context.Context, c Candidate, part float64) (persons float64, err error)

// ErrUnfit is a campaign that cannot be played, though its settings are a scenario. It
// takes nobody.
var ErrUnfit = errors.New("the campaign cannot be played")

// Search is what is to be searched, and how long.
type Search struct {
	Space  Space
	Key    draw.Key
	Worlds int  // that may be played, parts counted as parts; at least 1
	Whole  bool // nothing is tried in a part of a world
}

// Parts of a world are ninths: a rung plays three times as much as the one before, with a
// third of its candidates.
const (
	ninths = 9
	third  = 3
)

// bracket is one successive halving.
type bracket struct {
	candidates int
	from       int // ninths of a world, for each of them at first
}

// cost is what a bracket plays at most, in ninths.
func (b bracket) cost() (sum int) {
	for n, part := b.candidates, b.from; part <= ninths; n, part = max(n/third, 1), part*third {
		sum += n * part
	}
	return sum
}

// brackets are the first one, that which follows as long as there are worlds for it, and
// what the rest goes to: 9, 3, 3 and 1 worlds.
func brackets(whole bool) []bracket {
	if whole {
		return []bracket{{9, ninths}, {3, ninths}, {3, ninths}, {1, ninths}}
	}
	return []bracket{{27, 1}, {9, 1}, {3, ninths}, {1, ninths}}
}

// Run searches. The result holds what was found when an error ended it, if anything was.
func Run(ctx context.Context, s Search, evaluate Evaluate) (*Result, error) {
	if s.Worlds < 1 {
		return nil, fmt.Errorf("a search in %d worlds: write 1 at least", s.Worlds)
	}
	for _, g := range s.Space.Ranges {
		if len(g.Values) == 0 {
			return nil, fmt.Errorf("range %s has no values: write one at least", g.Name)
		}
	}
	r := &run{Search: s, evaluate: evaluate, left: ninths * s.Worlds, seen: map[string]bool{}, result: &Result{}}
	err := r.all(ctx)
	return r.result, err
}

// run is a search that is under way.
type run struct {
	Search
	evaluate Evaluate
	left     int // ninths of a world
	seen     map[string]bool
	thought  int      // candidates so far
	tried    int      // candidates that were played
	best     []*Trial // those in whole worlds, but for the first, best first
	result   *Result
}

func (r *run) all(ctx context.Context) error {
	first, err := r.play(ctx, Candidate{}, ninths)
	if err != nil {
		return err
	}
	r.result.First, r.result.Best = *first, *first
	r.mark()
	if len(r.Space.Ranges) == 0 {
		return nil
	}
	list := brackets(r.Whole)
	for n := 0; ; n++ {
		i := min(n, 1)
		for i < len(list) && list[i].cost() > r.left {
			i++
		}
		if i == len(list) {
			return nil
		}
		if more, err := r.bracket(ctx, list[i], n); err != nil || !more {
			return err
		}
	}
}

// play plays a candidate in so many ninths of a world.
func (r *run) play(ctx context.Context, c Candidate, part int) (*Trial, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.left -= part
	t := &Trial{Candidate: c, Part: float64(part) / ninths}
	var err error
	if t.Persons, err = r.evaluate(ctx, c, t.Part); errors.Is(err, ErrUnfit) {
		t.Persons = 0
	} else if err != nil {
		return nil, fmt.Errorf("playing campaign %d of the search: %w", c.Number, err)
	}
	r.result.Trials = append(r.result.Trials, *t)
	return t, nil
}

// mark adds the best so far to the curve.
func (r *run) mark() {
	worlds := float64(ninths*r.Worlds-r.left) / ninths
	r.result.Curve = append(r.result.Curve, Step{Worlds: worlds, Tried: r.tried + 1, Persons: r.result.Best.Persons})
}

// bracket plays a bracket. It reports false where the space has no candidate left.
func (r *run) bracket(ctx context.Context, b bracket, n int) (more bool, err error) {
	list := r.candidates(b.candidates, n)
	r.tried += len(list)
	for part := b.from; part <= ninths && len(list) > 0; part *= third {
		var trials []*Trial
		for _, c := range list {
			t, err := r.play(ctx, c, part)
			if err != nil {
				return false, err
			}
			if trials = append(trials, t); part == ninths {
				r.keep(t)
			}
		}
		slices.SortStableFunc(trials, better)
		list = list[:0]
		for _, t := range trials[:max(len(trials)/third, 1)] {
			list = append(list, t.Candidate)
		}
		more = true
	}
	return more, nil
}

// better sorts the one with more persons first, of equals the older one.
func better(a, b *Trial) int {
	return cmp.Or(cmp.Compare(b.Persons, a.Persons), cmp.Compare(a.Number, b.Number))
}

// keep enters what was played in a whole world.
func (r *run) keep(t *Trial) {
	i, _ := slices.BinarySearchFunc(r.best, t, better)
	r.best = slices.Insert(r.best, i, t)
	if t.Persons > r.result.Best.Persons {
		r.result.Best = *t
	}
	r.mark()
}

// candidates returns so many new ones for bracket n, or fewer where the space has no more.
func (r *run) candidates(most, n int) (list []Candidate) {
	key := r.Key.Stream(draw.Search).At2(drawBracket, uint64(n))
	var spread []point
	if n == 0 {
		spread = r.Space.spread(key, most)
	}
	for i := range most {
		c := r.fit(func(try int) point {
			k := key.At2(uint64(i), uint64(try))
			switch {
			case n > 0 && i%chance > 0 && try < tries/2:
				return r.bred(k, n)
			case n == 0 && try == 0:
				return spread[i]
			}
			return r.Space.anywhere(k)
		})
		if c != nil {
			list = append(list, *c)
		}
	}
	return list
}

// bred returns a point for bracket n: the first ones after the spread are bred in one
// niche each, so that those who are quiet learn from each other before they have to stand
// up to those who are quick.
func (r *run) bred(key draw.Key, n int) point {
	best := r.best
	if n <= niches {
		best = r.Space.within(best, n-1)
	}
	var p point
	if len(best) > 0 {
		p = r.Space.breed(key, best)
	} else {
		p = r.Space.anywhere(key)
	}
	if n <= niches {
		p = r.Space.confine(p, n-1)
	}
	return p
}

// fit returns the first candidate that is new and a scenario, or nil if it meets none.
func (r *run) fit(points func(try int) point) *Candidate {
	r.thought++
	for try := range tries {
		p := points(try)
		if r.seen[p.name()] {
			continue
		}
		r.seen[p.name()] = true
		values := r.Space.values(p)
		sets, err := r.Space.Settings(values)
		if err == nil {
			return &Candidate{Number: r.thought, Values: values, Sets: sets, at: p}
		}
		r.result.Refused++
	}
	return nil
}
