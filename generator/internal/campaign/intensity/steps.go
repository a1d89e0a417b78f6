package intensity

import "sort"

// step is a stretch of constant intensity, with the mass and the working time
// before it.
type step struct{ from, to, weight, before, worked int64 }

// massAt returns the mass before an instant of the step.
func (s *step) massAt(ts int64) int64 { return s.before + (ts-s.from)*s.weight }

// steps are stretches of constant intensity in order of time; between them
// nothing is done.
type steps []step

// at returns the last step that has begun at an instant; nil without one.
func (all steps) at(ts int64) *step {
	i := sort.Search(len(all), func(i int) bool { return all[i].from > ts }) - 1
	if i < 0 {
		return nil
	}
	return &all[i]
}

// massBefore returns the mass of all steps before an instant.
func (all steps) massBefore(ts int64) int64 {
	s := all.at(ts)
	if s == nil {
		return 0
	}
	return s.massAt(min(ts, s.to))
}

// workedBefore returns the working time of all steps before an instant.
func (all steps) workedBefore(ts int64) int64 {
	s := all.at(ts)
	if s == nil {
		return 0
	}
	return s.worked + min(ts, s.to) - s.from
}

// add appends a stretch; one that goes on from the last step at the same
// weight makes that step longer.
func (all *steps) add(from, to, weight int64) {
	if from >= to || weight <= 0 {
		return
	}
	s := step{from: from, to: to, weight: weight}
	if n := len(*all); n > 0 {
		last := &(*all)[n-1]
		if last.to == from && last.weight == weight {
			last.to = to
			return
		}
		s.before, s.worked = last.massAt(last.to), last.worked+last.to-last.from
	}
	*all = append(*all, s)
}
