package targets

// slots is how many values a cursor remembers of a kind: so many accounts can
// work on different parts of a list in turns, and each finds its own again.
const slots = 32

// recent remembers the values that were asked for last, by an id that is not
// zero. It forgets the one that has been there longest.
type recent[T any] struct {
	ids        [slots]uint64
	values     [slots]T
	last, next int
}

// find returns the place of a value, and whether it holds it; if not, the
// caller must fill it. The place is good until the next call.
func (r *recent[T]) find(id uint64) (value *T, held bool) {
	if r.ids[r.last] == id {
		return &r.values[r.last], true
	}
	for i := range r.ids {
		if r.ids[i] == id {
			r.last = i
			return &r.values[i], true
		}
	}
	r.last, r.next = r.next, (r.next+1)%slots
	r.ids[r.last] = id
	return &r.values[r.last], false
}

// idOf names part n of a batch.
func idOf(batch int, n uint64) uint64 { return uint64(batch)<<40 + n + 1 }
