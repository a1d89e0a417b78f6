package targets

// batch is the holders of a range of ranks, [from, to), and the entries that
// hold them.
type batch struct {
	from, to uint64
	hits     uint64
	first    uint64              // entries of the list before it
	entries  uint64              // its own
	classes  []uint32            // orders with classes: holders before each; nil where holders are in order
	holders  []uint32            // by class, or in order; nil beyond maxKept
	covers   map[uint32]struct{} // of the holders, those who are cover for the others; nil = none
	marks    []uint64            // orders without classes: the rank of every markEvery-th holder
}

const markEvery = 512

// hitsBefore returns the hits of a batch before its block n.
func (bt *batch) hitsBefore(n uint64) uint64 {
	return bt.hits * min(n*blockSize, bt.entries) / bt.entries
}
