package random

// Spread picks a share of the numbers 0, 1, 2, … evenly: one of each stretch of
// 1/share of them, at a drawn place in the later half of its stretch. So among
// the first n there are share·n, rounded down, or rounded to the nearest; never
// fewer and never more, for every n. What it says of a number depends on that
// number alone, and takes the same time for any.
type Spread struct {
	key   Key
	share uint64
}

// NewSpread returns the spread that the key names. The share is in millionths,
// from 0 to [Million]; numbers may be as large as 2^40.
func NewSpread(key Key, share uint64) Spread { return Spread{key, share} }

// Has reports whether number i is picked.
func (s Spread) Has(i uint64) bool { return s.share > 0 && s.place(i*s.share/Million) == i }

// Before counts the picked ones below i.
func (s Spread) Before(i uint64) uint64 {
	if s.share == 0 {
		return 0
	}
	n := i * s.share / Million
	if s.place(n) < i {
		n++
	}
	return n
}

// place is the number picked in stretch n.
func (s Spread) place(n uint64) uint64 {
	middle, end := upTo((2*n+1)*Million, 2*s.share), upTo((n+1)*Million, s.share)
	if middle >= end { // stretches shorter than two
		return end - 1
	}
	return middle + s.key.At(n).Below(end-middle)
}

// upTo is x/y, rounded up.
func upTo(x, y uint64) uint64 { return (x + y - 1) / y }
