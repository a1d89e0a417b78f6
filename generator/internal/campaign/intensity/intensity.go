package intensity

import (
	"math"
	"sort"
)

// Forever is the instant that never comes.
const Forever = math.MaxInt64

// Intensity is a rate of work over time, constant in each of its steps and
// zero between them:
//
//	λ(t) = w_k            for t in step k, [from_k, to_k)
//	Λ(t) = ∫ λ(s) ds      from the beginning up to t
//	     = b_k + w_k·(t - from_k),  b_k the sum of w_j·(to_j - from_j) over j < k
//	W(t) = ∫ [λ(s) > 0] ds
//
// Where:
//
//	λ = intensity at an instant, a whole number without unit
//	Λ = cumulative intensity, in units of λ times microseconds: the mass
//	W = working time: microseconds at which the intensity is not zero
//
//	λ  │        ┌────┐
//	   │  ┌─────┘    │            ┌───┐
//	   │──┘          │  no work   │   └──┐
//	   └─────────────┴────────────┴──────┴──► t
//	Λ  │                              _.──
//	   │          _.─────────────────'
//	   │   _.──''        flat
//	   └─────────────────────────────────────► t
//
// Λ and W are exact in whole numbers. It is read-only once made and safe for
// concurrent use; the zero value never works.
type Intensity struct {
	steps  steps
	cuts   cuts // of the steps, where it is made of parts of another one; nil = all of them
	day    int64
	second int64
}

// Within returns the intensity inside the given spans and zero outside them.
// Spans must come in order and must not overlap; the intensity must not be cut
// itself.
func (in *Intensity) Within(spans []Span) *Intensity {
	out := &Intensity{steps: in.steps, cuts: in.steps.within(spans), day: in.day, second: in.second}
	if out.cuts == nil { // it never works
		out.steps = nil
	}
	return out
}

// Cumulative returns the mass before an instant.
func (in *Intensity) Cumulative(ts int64) int64 {
	if in.cuts == nil {
		return in.steps.massBefore(ts)
	}
	c := in.cuts.at(ts)
	if c == nil {
		return 0
	}
	return c.mass + in.steps.massBefore(min(ts, c.to)) - c.massBefore
}

// Inverse returns the instant at which a mass is reached, rounded down to a
// microsecond; where the work rests at that mass, the instant at which it goes
// on. Beyond the last step time goes on at that step's intensity. Where there
// are no steps it returns Forever.
func (in *Intensity) Inverse(mass int64) int64 {
	s, _, mass := in.reach(mass)
	if s == nil {
		return Forever
	}
	return s.from + (mass-s.before)/s.weight
}

// reach returns the step in which a mass is reached, nil where there are none, the
// cut that it is of, nil where there are none, and the mass of all steps that it is.
func (in *Intensity) reach(mass int64) (*step, *cut, int64) {
	if len(in.steps) == 0 {
		return nil, nil, mass
	}
	first, last := 0, len(in.steps)-1
	var c *cut
	if in.cuts != nil {
		i := sort.Search(len(in.cuts), func(i int) bool { return in.cuts[i].mass > mass }) - 1
		c = &in.cuts[max(i, 0)]
		first, last, mass = int(c.first), int(c.last), mass-c.mass+c.massBefore
	}
	n := sort.Search(last+1-first, func(i int) bool { return in.steps[first+i].before > mass }) - 1
	return &in.steps[first+max(n, 0)], c, mass
}

// Worked returns the working time before an instant: how many microseconds the
// intensity was not zero.
func (in *Intensity) Worked(ts int64) int64 {
	if in.cuts == nil {
		return in.steps.workedBefore(ts)
	}
	c := in.cuts.at(ts)
	if c == nil {
		return 0
	}
	return c.worked + in.steps.workedBefore(min(ts, c.to)) - c.workedBefore
}

// workedAt returns the working time before a mass is reached: W(Λ⁻¹(mass)).
func (in *Intensity) workedAt(mass int64) int64 {
	s, c, mass := in.reach(mass)
	switch {
	case s == nil:
		return 0
	case c == nil:
		return s.worked + (mass-s.before)/s.weight
	}
	return c.worked + s.worked + (mass-s.before)/s.weight - c.workedBefore
}

// Instant returns when so much working time is over: the inverse of Worked,
// with the same rules as Inverse.
func (in *Intensity) Instant(worked int64) int64 {
	if len(in.steps) == 0 || worked < 0 {
		return Forever
	}
	first, last := 0, len(in.steps)-1
	if in.cuts != nil {
		c := &in.cuts[sort.Search(len(in.cuts), func(i int) bool { return in.cuts[i].worked > worked })-1]
		first, last, worked = int(c.first), int(c.last), worked-c.worked+c.workedBefore
	}
	n := sort.Search(last+1-first, func(i int) bool { return in.steps[first+i].worked > worked }) - 1
	s := &in.steps[first+max(n, 0)]
	return s.from + worked - s.worked
}

// At returns the intensity at an instant: 0 where nothing is done.
func (in *Intensity) At(ts int64) int64 {
	if c := in.cuts.at(ts); in.cuts != nil && (c == nil || ts >= c.to) {
		return 0
	}
	s := in.steps.at(ts)
	if s == nil || ts >= s.to {
		return 0
	}
	return s.weight
}

// Start returns the begin of the first step; Forever if there is none.
func (in *Intensity) Start() int64 {
	switch {
	case in.cuts != nil:
		return in.cuts[0].from
	case len(in.steps) > 0:
		return in.steps[0].from
	}
	return Forever
}

// End returns the end of the last step; 0 if there is none.
func (in *Intensity) End() int64 {
	switch {
	case in.cuts != nil:
		return in.cuts[len(in.cuts)-1].to
	case len(in.steps) > 0:
		return in.steps[len(in.steps)-1].to
	}
	return 0
}

// Total returns the mass of the whole.
func (in *Intensity) Total() int64 { return in.Cumulative(in.End()) }

// Peak returns the highest intensity that there is at any time; 0 where nothing is done.
func (in *Intensity) Peak() (most int64) {
	for i := range in.steps {
		most = max(most, in.steps[i].weight)
	}
	return most
}

// Day returns the mass of an ordinary working day, without any outage: the
// unit of rates a day.
func (in *Intensity) Day() int64 { return in.day }

// Second returns the mass of a second: of work at the full intensity, or,
// where demand is followed, of the mean second of an ordinary working day. It
// is the unit of rates a second.
func (in *Intensity) Second() int64 { return in.second }
