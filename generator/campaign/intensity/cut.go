package intensity

import "sort"

// cut is a part of the steps of another intensity: those from first to last, the
// first of them from its begin and the last up to its end. The steps themselves
// are shared: thousands of accounts that work in the same hours keep one copy.
type cut struct {
	from, to                 int64
	first, last              int32
	mass, worked             int64 // of the cuts before it
	massBefore, workedBefore int64 // of all steps before it
}

// cutAt returns the last cut that has begun at an instant; nil without one.
func (in *Intensity) cutAt(ts int64) *cut {
	i := sort.Search(len(in.cuts), func(i int) bool { return in.cuts[i].from > ts }) - 1
	if i < 0 {
		return nil
	}
	return &in.cuts[i]
}

// Within returns the intensity inside the given spans and zero outside them.
// Spans must come in order and must not overlap; the intensity must not be cut
// itself.
func (in *Intensity) Within(spans []Span) *Intensity {
	out := &Intensity{steps: in.steps, day: in.day, second: in.second}
	mass, worked := int64(0), int64(0)
	for _, sp := range spans {
		first := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].to > sp.From })
		last := sort.Search(len(in.steps), func(i int) bool { return in.steps[i].from >= sp.To }) - 1
		if first > last || sp.From >= sp.To {
			continue
		}
		c := cut{from: max(sp.From, in.steps[first].from), to: min(sp.To, in.steps[last].to), first: int32(first), last: int32(last), mass: mass, worked: worked}
		c.massBefore, c.workedBefore = in.massAt(c.from), in.workedBy(c.from)
		mass += in.massAt(c.to) - c.massBefore
		worked += in.workedBy(c.to) - c.workedBefore
		out.cuts = append(out.cuts, c)
	}
	if out.cuts == nil { // it never works
		out.steps = nil
	}
	return out
}
