package random

// Quota deals classes out one after another so that no beginning of the
// sequence is short of any: among the first n there are at least floor(share·n)
// of each class, for every n. So of m classes none has m more than its share.
// (That one sequence can do so for all n is known from the apportionment of
// seats: Balinski and Young 1975.) What the n-th is never depends on how many
// are dealt.
//
// Each class has the place of its next one drawn in a stretch of 1/share that is
// that one's own. The class whose place comes first is dealt, unless the others
// would then find too little room for what is owed to them later. So neighbours
// show no pattern but what the key makes.
//
// A step takes, on average, about as many additions as twice the square of the
// number of classes, however long the sequence. Weights may sum to 2^24 at most,
// and a sequence may be 2^24 long.
type Quota struct {
	key     Key
	sum     uint64
	n       uint64 // dealt so far
	classes []quotaClass
	later   []quotaClass // scratch: the classes some steps later
	full    []uint64     // lengths by which all that can be dealt is owed to somebody, the next one last
}

// quotaClass is one class of a Quota. Of the n dealt so far it has had
// floor(weight·n/sum) + spare.
type quotaClass struct {
	weight uint64
	dealt  uint64
	spare  uint64
	rest   uint64 // weight·n modulo sum
	place  uint64 // of the next one, in steps with 16 binary places
	due    uint64 // length by which the next one is owed
}

// NewQuota starts the sequence that the key names. The weights must have a
// positive sum; a class without weight is never dealt.
func NewQuota(key Key, weights []uint64) *Quota {
	q := &Quota{key: key, classes: make([]quotaClass, len(weights)), later: make([]quotaClass, len(weights))}
	for i, w := range weights {
		q.classes[i].weight = w
		q.sum += w
	}
	if q.sum == 0 {
		panic("random: no weight")
	}
	for i := range q.classes {
		q.draw(i)
	}
	return q
}

// draw draws the place of a class's next one.
func (q *Quota) draw(i int) {
	c := &q.classes[i]
	c.place, c.due = 1<<64-1, 1<<64-1
	if c.weight > 0 {
		c.place = (c.dealt<<16 + q.key.At2(uint64(i), c.dealt).Below(1<<16)) * q.sum / c.weight
		c.due = ((c.dealt+1)*q.sum + c.weight - 1) / c.weight
	}
}

// Next deals the next class: its index among the weights.
func (q *Quota) Next() int {
	for len(q.full) > 0 && q.full[len(q.full)-1] <= q.n {
		q.full = q.full[:len(q.full)-1]
	}
	i := q.first(-1)
	for !q.fits(i) {
		i = q.first(i)
	}
	q.classes[i].dealt++
	q.classes[i].spare++
	for j := range q.classes {
		c := &q.classes[j]
		if c.step(q.sum) {
			c.spare--
		}
	}
	q.draw(i)
	q.n++
	return i
}

// first returns the class whose place comes first of those behind class after;
// of all if that is -1.
func (q *Quota) first(after int) int {
	best := -1
	for i := range q.classes {
		if (after < 0 || q.before(after, i)) && (best < 0 || q.before(i, best)) {
			best = i
		}
	}
	return best
}

// before orders classes by their places.
func (q *Quota) before(i, j int) bool {
	a, b := q.classes[i].place, q.classes[j].place
	return a < b || a == b && i < j
}

// step moves a class on by one and reports whether one more of it is owed from
// then on.
func (c *quotaClass) step(sum uint64) bool {
	c.rest += c.weight
	if c.rest < sum {
		return false
	}
	c.rest -= sum
	return true
}

// fits reports whether class i may be dealt now: whether at each length before
// its own next one is due, no more is owed to the others than can have been
// dealt by then. Where it is not so, that length is kept: it stays full until it
// is reached, since whatever is dealt until then is due by it. The class that is
// due first always fits.
func (q *Quota) fits(i int) bool {
	due := q.classes[i].due
	if len(q.full) > 0 && q.full[len(q.full)-1] < due {
		return false
	}
	copy(q.later, q.classes)
	owed := uint64(0)
	for n := q.n + 1; n < due; n++ {
		for j := range q.later {
			c := &q.later[j]
			switch {
			case !c.step(q.sum):
			case c.spare > 0:
				c.spare--
			default:
				owed++
			}
		}
		if owed >= n-q.n {
			q.full = append(q.full, n)
			return false
		}
	}
	return true
}
