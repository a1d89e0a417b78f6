// Package known remembers pairs of an account and what it has met before, such as a
// person, within a bound of memory: for rules that ask whether somebody is new.
package known

// Pairs is a set of pairs that forgets the oldest when it is full. It is a list of
// Bloom filters of growing size (B. H. Bloom, Space/time trade-offs in hash coding
// with allowable errors, Communications of the ACM 13, 1970), four bits of one word
// for each pair. A new pair is taken for known less than once in a hundred times; a
// known one is never taken for new before it is forgotten. The zero value is empty.
//
// It holds at least the pairs of the last 14 million calls of Add, in at most 70 MB.
type Pairs struct {
	parts []part // the oldest first
	n     int    // pairs in all parts
	less  int    // for tests: halves its bounds so often
}

type part struct {
	words []uint64 // their number is a power of two
	n     int
}

const (
	least   = 1 << 10 // words of the first part
	largest = 1 << 20
	perWord = 2       // pairs, 32 bits each
	most    = 1 << 24 // pairs, before the oldest part is dropped
)

// Add puts a pair in and reports whether it was not there. The numbers may be any.
func (p *Pairs) Add(of, what uint64) bool {
	at, bits := place(of, what)
	last := len(p.parts) - 1
	if last >= 0 && p.parts[last].has(at, bits) {
		return false
	}
	known := p.has(last, at, bits)
	x := p.last() // also where an older part has it, which may be forgotten sooner
	x.words[at&uint64(len(x.words)-1)] |= bits
	x.n++
	p.n++
	return !known
}

// Has reports whether a pair was put in.
func (p *Pairs) Has(of, what uint64) bool {
	at, bits := place(of, what)
	return p.has(len(p.parts), at, bits)
}

// has asks the first n parts, the newest first.
func (p *Pairs) has(n int, at, bits uint64) bool {
	for i := n - 1; i >= 0; i-- {
		if p.parts[i].has(at, bits) {
			return true
		}
	}
	return false
}

// last is the part with room.
func (p *Pairs) last() *part {
	size := least
	if k := len(p.parts); k > 0 {
		x := &p.parts[k-1]
		if x.n < perWord*len(x.words) {
			return x
		}
		size = min(2*len(x.words), largest>>p.less)
	}
	for len(p.parts) > 0 && p.n+perWord*size > most>>p.less {
		p.n -= p.parts[0].n
		p.parts = p.parts[1:]
	}
	p.parts = append(p.parts, part{words: make([]uint64, size)})
	return &p.parts[len(p.parts)-1]
}

func (x *part) has(at, bits uint64) bool { return x.words[at&uint64(len(x.words)-1)]&bits == bits }

// place returns where a pair belongs, and its bits there.
func place(of, what uint64) (at, bits uint64) {
	h := Mix(Mix(of) ^ what)
	return h >> 24, 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63) | 1<<(h>>18&63)
}

// Mix spreads the bits of a number over all of them, by the finalizer of SplitMix64
// (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014).
func Mix(v uint64) uint64 {
	v = (v ^ v>>30) * 0xbf58476d1ce4e5b9
	v = (v ^ v>>27) * 0x94d049bb133111eb
	return v ^ v>>31
}
