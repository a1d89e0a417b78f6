package artefact

import (
	"context"
	"math"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// answers is A29: whether the portal answers the attack as it answers everybody.
//
// Statistic: of persons found twice within a day through the same page, the share whose two
// answers have one size: of two honest look-ups, and of an honest one and one of the attack.
// The page shows the same person, so both shares are alike; a difference above 0.1 with
// p < 1e-4 fails. And of each static file, statuses that a twentieth of the honest requests
// get and none of the attack's, where chance alone would bring ten (p < 1e-4).
type answers struct {
	w     *world.World
	sizes map[answer]int32          // of a person, by page, of the day
	same  [2]struct{ yes, n int64 } // honest pairs, mixed pairs
	files map[world.Sym]*[2]map[int32]int64
}

// answer is what was asked for, and by which class.
type answer struct {
	person  uint64
	service world.Sym
	class   world.Label
}

// NewAnswers returns A29 before it has seen a dataset.
func NewAnswers(w *world.World) world.Check {
	return &answers{w: w, sizes: map[answer]int32{}, files: map[world.Sym]*[2]map[int32]int64{}}
}

func (x *answers) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	clear(x.sizes)
	for i := range d.Rows {
		if r := &d.Rows[i]; r.Mark.Label != world.Neutral && r.Person != 0 && r.Of(world.Result) == x.w.Words.Found {
			x.found(r)
		}
	}
}

// Access takes lines of the access log.
func (x *answers) Access(_ *world.Day, p *world.Part) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	for i := range p.Hits {
		if h := &p.Hits[i]; h.Label != world.Neutral && static(x.w.Syms.Name(h.Path)) {
			of := x.files[h.Path]
			if of == nil {
				of = &[2]map[int32]int64{{}, {}}
				x.files[h.Path] = of
			}
			of[h.Label][h.Status]++
		}
	}
}

// found compares an answer with the honest one before it.
func (x *answers) found(r *world.Row) {
	k := answer{r.Person, r.Of(world.Service), world.Benign}
	if size, known := x.sizes[k]; known {
		pair := &x.same[r.Mark.Label]
		pair.n++
		if size == r.Resp {
			pair.yes++
		}
	}
	if r.Mark.Label == world.Benign {
		x.sizes[k] = r.Resp
	}
}

// static reports whether a path is that of a file of the portal.
func static(path string) bool {
	for _, ext := range []string{".js", ".css", ".ico", ".png", ".svg", ".woff2", ".map"} {
		if len(path) > len(ext) && path[len(path)-len(ext):] == ext {
			return true
		}
	}
	return false
}

func (x *answers) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	return []figure.Figure{x.sameSize(), x.lacking()}, nil
}

func (x *answers) sameSize() figure.Figure {
	const most, fewest = 0.1, 10
	share := func(k int) float64 { return float64(x.same[k].yes) / float64(max(x.same[k].n, 1)) }
	f := figure.AtMost("answers about one person that differ in size, attack", math.Abs(share(0)-share(1)), most,
		x.same[1].n)
	f.P = stats.TwoShares(float64(x.same[1].yes), float64(x.same[1].n), float64(x.same[0].yes), float64(x.same[0].n))
	switch {
	case x.same[0].n < fewest || x.same[1].n < fewest:
		f.Verdict = figure.NotApplicable
	case f.P >= stats.Chance:
		f.Verdict = figure.Pass
	case f.Verdict == figure.Fail:
		f.Example = "the same person weighs more or less in an answer to the attack"
	}
	return f
}

// lacking counts statuses of static files that the attack never gets.
func (x *answers) lacking() figure.Figure {
	const often, sure = 0.05, 10.0
	var missing figure.Violations
	for path, of := range x.files {
		var n [2]int64
		for class := range of {
			for _, k := range of[class] {
				n[class] += k
			}
		}
		missing.Of += n[1]
		for status, k := range of[0] {
			share := float64(k) / float64(n[0])
			if share >= often && share*float64(n[1]) >= sure && of[1][status] == 0 {
				missing.Add(func() string { return x.w.Syms.Name(path) })
			}
		}
	}
	f := figure.None("statuses of static files that the attack never gets", missing)
	if missing.Of == 0 {
		f.Verdict = figure.NotApplicable
	}
	return f
}
