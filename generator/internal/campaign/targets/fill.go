package targets

import (
	"math"
	"slices"
)

// takeTrials takes the holders of n trial look-ups: those without children
// first. Where these do not suffice, others may take part, as long as one
// person at least is left for each trial look-up to come and for the list.
func (l *List) takeTrials(n int) bool {
	for _, alone := range []bool{true, false} {
		for rank := uint64(0); rank < l.perm.Len() && len(l.trials) < n; rank++ {
			i, ok := l.candidate(rank)
			if !ok {
				break
			}
			if l.skips(rank) || !l.order.takes(i) || l.persons.Status.Lapsed(i) {
				continue
			}
			if alone && l.persons.HouseholdSize(i) > 1 {
				continue
			}
			h := l.lookAt(i, 0)
			if h.adds > l.targets.Exposed-l.tried-(n-len(l.trials)) {
				continue
			}
			l.put(i)
			l.note(&h, onTrial, 0)
			l.onTrial[i], l.skip[rank] = struct{}{}, struct{}{}
			l.trials, l.tried = append(l.trials, i), l.tried+h.adds
		}
	}
	return len(l.trials) == n
}

// filling is a batch that is being filled.
type filling struct {
	batch
	left   int      // persons still to expose
	passed []uint64 // ranks of holders who would have added more
	drawn  []drawn
}

// drawn is a holder with its class.
type drawn struct {
	holder uint32
	class  uint16
}

// fill makes the batch that begins at a rank and exposes exactly left persons;
// ok is false where the population cannot make it up.
func (l *List) fill(rank uint64, left int) (b batch, ok bool) {
	parents, f := len(l.parents), filling{left: left}
	f.from = rank
	l.gather(&f, f.from)
	if f.left > 0 {
		l.parents = l.parents[:parents]
		if !l.exchange(&f) {
			return batch{}, false
		}
		f = filling{left: math.MaxInt, batch: batch{from: rank}}
		l.gather(&f, f.from)
	}
	l.keep(&f)
	return f.batch, true
}

// gather takes holders from a rank on until none is left to expose, or the
// population is used up. Those who add too many are passed over.
func (l *List) gather(f *filling, rank uint64) {
	if l.order.classes > 0 {
		f.classes = make([]uint32, l.order.classes+1)
	}
	for ; f.left > 0 && rank < l.perm.Len(); rank++ {
		i, ok := l.candidate(rank)
		if !ok {
			break
		}
		if l.skips(rank) || !l.order.takes(i) {
			continue
		}
		h := l.lookAt(i, rank)
		if h.adds > f.left || h.adds > l.spare(f) {
			l.skip[rank] = struct{}{}
			f.passed = append(f.passed, rank)
			continue
		}
		f.left -= h.adds
		l.put(i)
		l.note(&h, len(l.batches), f.hits)
		l.add(f, i, rank)
	}
	f.to = rank
}

// spare is how many persons the next holder may add so that one is left for each of
// those whom the list proper has at least.
func (l *List) spare(f *filling) int {
	if f.hits+1 >= l.least || len(l.batches) > 0 {
		return math.MaxInt - 1
	}
	return max(f.left-int(l.least-f.hits-1), 1)
}

// add appends a holder to a batch.
func (l *List) add(f *filling, i uint32, rank uint64) {
	d := drawn{holder: i}
	if f.classes != nil {
		d.class = uint16(l.order.classOf(i))
		f.classes[d.class+1]++
	} else if f.hits%markEvery == 0 {
		f.marks = append(f.marks, rank)
	}
	if l.kept+len(f.drawn) < l.maxKept || l.made != nil {
		f.drawn = append(f.drawn, d)
	}
	f.hits++
}

// keep brings the holders of a batch into the order of their classes, by
// counting, if all of them were kept.
func (l *List) keep(f *filling) {
	for c := 1; c < len(f.classes); c++ {
		f.classes[c] += f.classes[c-1]
	}
	if uint64(len(f.drawn)) != f.hits {
		return
	}
	f.holders = make([]uint32, len(f.drawn))
	next := slices.Clone(f.classes)
	for at, d := range f.drawn {
		if next != nil {
			at = int(next[d.class])
			next[d.class]++
		}
		f.holders[at] = d.holder
	}
	l.kept += len(f.drawn)
}

// exchange completes a batch for which the population was used up too early:
// of the holders passed over it takes those who fit now, or one with a few
// persons too many in exchange for as many holders without children. It changes
// which ranks are passed over, and reports whether the number is met.
func (l *List) exchange(f *filling) bool {
	for _, rank := range f.passed {
		if f.left == 0 {
			break
		}
		i, _ := l.candidate(rank)
		h := l.lookAt(i, l.perm.Len())
		if h.adds == math.MaxInt || !l.drop(f, h.adds-f.left) {
			continue
		}
		delete(l.skip, rank)
		l.put(i)
		f.left = max(f.left-h.adds, 0)
	}
	return f.left == 0
}

// drop takes n holders without children out of a batch; it takes none and
// returns false if there are not so many.
func (l *List) drop(f *filling, n int) bool {
	var ranks []uint64
	for rank := f.from; rank < f.to && len(ranks) < n; rank++ {
		i, ok := l.candidate(rank)
		if ok && !l.skips(rank) && l.order.takes(i) && l.persons.HouseholdSize(i) == 1 && l.order.exposes(i) {
			ranks = append(ranks, rank)
		}
	}
	if len(ranks) < n {
		return false
	}
	for _, rank := range ranks {
		l.skip[rank] = struct{}{}
	}
	return true
}
