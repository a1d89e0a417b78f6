package intensity

import "sort"

// Span is a stretch of time, [From, To), in microseconds since 1970.
type Span struct{ From, To int64 }

// cut is a part of the steps of another intensity: those from first to last, the
// first of them from its begin and the last up to its end. The steps themselves
// are shared: thousands of accounts that work in the same hours keep one copy.
type cut struct {
	from, to                 int64
	first, last              int32
	mass, worked             int64 // of the cuts before it
	massBefore, workedBefore int64 // of all steps before it
}

// cuts are parts of the same steps in order of time.
type cuts []cut

// at returns the last cut that has begun at an instant; nil without one.
func (all cuts) at(ts int64) *cut {
	i := sort.Search(len(all), func(i int) bool { return all[i].from > ts }) - 1
	if i < 0 {
		return nil
	}
	return &all[i]
}

// within returns the parts of the steps inside the given spans, which must come
// in order and must not overlap; nil if no step reaches into a span.
func (all steps) within(spans []Span) (out cuts) {
	mass, worked := int64(0), int64(0)
	for _, sp := range spans {
		first := sort.Search(len(all), func(i int) bool { return all[i].to > sp.From })
		last := sort.Search(len(all), func(i int) bool { return all[i].from >= sp.To }) - 1
		if first > last || sp.From >= sp.To {
			continue
		}
		c := cut{
			from:   max(sp.From, all[first].from),
			to:     min(sp.To, all[last].to),
			first:  int32(first),
			last:   int32(last),
			mass:   mass,
			worked: worked,
		}
		c.massBefore, c.workedBefore = all.massBefore(c.from), all.workedBefore(c.from)
		mass += all.massBefore(c.to) - c.massBefore
		worked += all.workedBefore(c.to) - c.workedBefore
		out = append(out, c)
	}
	return out
}
