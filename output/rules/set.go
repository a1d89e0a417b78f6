package rules

// set is a set of non-zero numbers: open addressing in one slice, eight bytes a
// place. The zero value is empty.
type set struct {
	slots []uint64
	n     int
}

// keepSlots is how large an emptied set may stay.
const keepSlots = 256

// add puts v in and reports whether it was not there.
func (s *set) add(v uint64) bool {
	if 4*(s.n+1) > 3*len(s.slots) {
		s.grow()
	}
	mask := uint64(len(s.slots) - 1)
	for i := spread(v) & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case v:
			return false
		case 0:
			s.slots[i] = v
			s.n++
			return true
		}
	}
}

// spread mixes the bits of v: numbers in clear differ in few of them. The
// constant is the odd number next to 2^64 divided by the golden ratio.
func spread(v uint64) uint64 {
	v ^= v >> 32
	v *= 0x9e3779b97f4a7c15
	return v ^ v>>32
}

func (s *set) grow() {
	old := s.slots
	s.slots = make([]uint64, max(8, 2*len(old)))
	mask := uint64(len(s.slots) - 1)
	for _, v := range old {
		if v == 0 {
			continue
		}
		i := spread(v) & mask
		for s.slots[i] != 0 {
			i = (i + 1) & mask
		}
		s.slots[i] = v
	}
}

// reset empties the set and gives much memory back.
func (s *set) reset() {
	s.n = 0
	if len(s.slots) > keepSlots {
		s.slots = nil
		return
	}
	clear(s.slots)
}
