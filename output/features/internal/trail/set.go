package trail

// set is a set of non-zero numbers: open addressing in one slice.
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
	i := s.place(v)
	if s.slots[i] == v {
		return false
	}
	s.slots[i] = v
	s.n++
	return true
}

// place is where v is, or would be.
func (s *set) place(v uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	i := Mix(v) & mask
	for s.slots[i] != 0 && s.slots[i] != v {
		i = (i + 1) & mask
	}
	return i
}

func (s *set) grow() {
	old := s.slots
	s.slots = make([]uint64, max(16, 2*len(old)))
	for _, v := range old {
		if v != 0 {
			s.slots[s.place(v)] = v
		}
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

// Mix spreads the bits of a number (the finaliser of MurmurHash3, Appleby 2011).
func Mix(v uint64) uint64 {
	v ^= v >> 33
	v *= 0xff51afd7ed558ccd
	v ^= v >> 33
	v *= 0xc4ceb9fe1a85ec53
	return v ^ v>>33
}
