package trail

// MostFew is how many values a [Few] tells apart.
const MostFew = 16

// Few is the different values that a trail has met of something that is mostly
// the same: clients, addresses, networks. Zero is no value. What comes after
// [MostFew] of them is counted as one that is known.
type Few struct {
	keys []uint64
	last uint64
	// Switches counts how often a line has another value than the line before.
	Switches int64
}

// see takes the value of the next line and reports whether it is a new one.
func (f *Few) see(key uint64) bool {
	if key == f.last || key == 0 {
		return false
	}
	if f.last != 0 {
		f.Switches++
	}
	f.last = key
	for _, k := range f.keys {
		if k == key {
			return false
		}
	}
	if len(f.keys) == MostFew {
		return false
	}
	f.keys = append(f.keys, key)
	return true
}

// Keys are the different values, in the order in which they came.
func (f *Few) Keys() []uint64 { return f.keys }

// Count is how many there are, at most [MostFew].
func (f *Few) Count() int64 { return int64(len(f.keys)) }

func (f *Few) reset() { *f = Few{keys: f.keys[:0]} }
