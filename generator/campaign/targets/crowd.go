package targets

// crowd is a set of persons, one bit each.
type crowd []uint64

func newCrowd(n int) crowd { return make(crowd, n/64+1) }

func (b crowd) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b crowd) put(i uint32)      { b[i/64] |= 1 << (i % 64) }
func (b crowd) drop(i uint32)     { b[i/64] &^= 1 << (i % 64) }
