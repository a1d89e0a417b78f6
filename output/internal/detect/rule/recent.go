package rule

// Recent holds what a rule remembers of sessions, addresses or accounts, each by
// its key, and forgets what has not been asked for within so many local days.
// Memory is bounded by the keys of those days. Values that are forgotten are used
// again.
type Recent[K comparable, V any] struct {
	days int32 // kept besides today
	day  int32
	all  map[K]*recent[V]
	free []*recent[V]
}

type recent[V any] struct {
	day   int32 // of the last call
	value V
}

// NewRecent returns one that keeps what was asked for today or on the days before,
// at most so many.
func NewRecent[K comparable, V any](days int) *Recent[K, V] {
	return &Recent[K, V]{days: int32(days), all: map[K]*recent[V]{}}
}

// At returns what is remembered of a key, the zero value where it is new or
// forgotten. It is valid until the next call with a later day. Days never fall.
func (r *Recent[K, V]) At(key K, day int32) *V {
	if day != r.day {
		r.forget(day)
	}
	x := r.all[key]
	if x == nil {
		x = r.unused()
		r.all[key] = x
	}
	x.day = day
	return &x.value
}

// Len is how many keys are remembered.
func (r *Recent[K, V]) Len() int { return len(r.all) }

// unused is an entry with the zero value.
func (r *Recent[K, V]) unused() *recent[V] {
	n := len(r.free)
	if n == 0 {
		return &recent[V]{}
	}
	x := r.free[n-1]
	r.free = r.free[:n-1]
	return x
}

// forget goes on to another day.
func (r *Recent[K, V]) forget(day int32) {
	r.day = day
	for key, x := range r.all {
		if day-x.day > r.days {
			delete(r.all, key)
			*x = recent[V]{}
			r.free = append(r.free, x)
		}
	}
}
