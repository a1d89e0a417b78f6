package rules

// ring holds times in order, the oldest first. The zero value is empty. It grows
// to the most that it has held at once and is then reused.
type ring struct {
	buf  []int64 // its length is a power of two
	head int
	n    int
}

// oldest is the first of the times, of which there is at least one.
func (r *ring) oldest() int64 { return r.buf[r.head] }

func (r *ring) push(t int64) {
	if r.n == len(r.buf) {
		r.grow()
	}
	r.buf[(r.head+r.n)&(len(r.buf)-1)] = t
	r.n++
}

// pop takes the oldest out.
func (r *ring) pop() {
	r.head = (r.head + 1) & (len(r.buf) - 1)
	r.n--
}

// until takes out what is not later than t.
func (r *ring) until(t int64) {
	for r.n > 0 && r.oldest() <= t {
		r.pop()
	}
}

func (r *ring) grow() {
	const least = 4
	buf := make([]int64, max(least, 2*len(r.buf)))
	k := copy(buf, r.buf[r.head:])
	copy(buf[k:], r.buf[:r.head])
	r.buf, r.head = buf, 0
}
