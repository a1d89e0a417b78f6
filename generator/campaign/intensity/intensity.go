package intensity

import (
	"math"
	"sort"
)

// Forever is the instant that never comes.
const Forever = math.MaxInt64

// Span is a stretch of time, [From, To), in microseconds since 1970.
type Span struct{ From, To int64 }

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
	steps  []step
	day    int64
	second int64
}

// step is a stretch of constant intensity, with the mass and the working time
// before it.
type step struct{ from, to, weight, before, worked int64 }

// massAt returns the mass before an instant of the step.
func (s *step) massAt(ts int64) int64 { return s.before + (ts-s.from)*s.weight }

// Cumulative returns the mass before an instant.
func (in *Intensity) Cumulative(ts int64) int64 {
	i := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	s := &in.steps[i]
	return s.massAt(min(ts, s.to))
}

// Inverse returns the instant at which a mass is reached, rounded down to a
// microsecond; where the work rests at that mass, the instant at which it goes
// on. Beyond the last step time goes on at that step's intensity. Where there
// are no steps it returns Forever.
func (in *Intensity) Inverse(mass int64) int64 {
	if len(in.steps) == 0 {
		return Forever
	}
	s := &in.steps[in.stepOf(mass)]
	return s.from + (mass-s.before)/s.weight
}

// stepOf returns the number of the step in which a mass is reached.
func (in *Intensity) stepOf(mass int64) int {
	return max(sort.Search(len(in.steps), func(i int) bool { return in.steps[i].before > mass })-1, 0)
}

// Worked returns the working time before an instant: how many microseconds the
// intensity was not zero.
func (in *Intensity) Worked(ts int64) int64 {
	i := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	s := &in.steps[i]
	return s.worked + min(ts, s.to) - s.from
}

// workedAt returns the working time before a mass is reached: W(Λ⁻¹(mass)).
func (in *Intensity) workedAt(mass int64) int64 {
	if len(in.steps) == 0 {
		return 0
	}
	s := &in.steps[in.stepOf(mass)]
	return s.worked + (mass-s.before)/s.weight
}

// Instant returns when so much working time is over: the inverse of Worked,
// with the same rules as Inverse.
func (in *Intensity) Instant(worked int64) int64 {
	i := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].worked > worked }) - 1
	if i < 0 {
		return Forever
	}
	return in.steps[i].from + worked - in.steps[i].worked
}

// At returns the intensity at an instant: 0 where nothing is done.
func (in *Intensity) At(ts int64) int64 {
	i := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].from > ts }) - 1
	if i < 0 || ts >= in.steps[i].to {
		return 0
	}
	return in.steps[i].weight
}

// Start returns the begin of the first step; Forever if there is none.
func (in *Intensity) Start() int64 {
	if len(in.steps) == 0 {
		return Forever
	}
	return in.steps[0].from
}

// End returns the end of the last step; 0 if there is none.
func (in *Intensity) End() int64 {
	if len(in.steps) == 0 {
		return 0
	}
	return in.steps[len(in.steps)-1].to
}

// Total returns the mass of the whole.
func (in *Intensity) Total() int64 { return in.Cumulative(in.End()) }

// Day returns the mass of an ordinary working day, without any outage: the
// unit of rates a day.
func (in *Intensity) Day() int64 { return in.day }

// Second returns the mass of a second: of work at the full intensity, or,
// where demand is followed, of the mean second of an ordinary working day. It
// is the unit of rates a second.
func (in *Intensity) Second() int64 { return in.second }

// Within returns the intensity inside the given spans and zero outside them.
// Spans must come in order and must not overlap.
func (in *Intensity) Within(spans []Span) *Intensity {
	out, i := &Intensity{day: in.day, second: in.second}, 0
	for _, sp := range spans {
		for i < len(in.steps) && in.steps[i].to <= sp.From {
			i++
		}
		for j := i; j < len(in.steps) && in.steps[j].from < sp.To; j++ {
			out.add(max(sp.From, in.steps[j].from), min(sp.To, in.steps[j].to), in.steps[j].weight)
		}
	}
	return out
}

// add appends a stretch; one that goes on from the last step at the same
// weight makes that step longer.
func (in *Intensity) add(from, to, weight int64) {
	if from >= to || weight <= 0 {
		return
	}
	s := step{from: from, to: to, weight: weight}
	if n := len(in.steps); n > 0 {
		last := &in.steps[n-1]
		if last.to == from && last.weight == weight {
			last.to = to
			return
		}
		s.before, s.worked = last.massAt(last.to), last.worked+last.to-last.from
	}
	in.steps = append(in.steps, s)
}
