package persons

// set is a set of keys of 32 bits: open addressing in one slice, four bytes a
// place. The zero value is empty.
type set struct {
	slots []uint32
	n     int
}

// short brings the key of a person to 32 bits, never zero. Two persons of an account
// share one once in some hundred thousand where the account knows fifty thousand;
// the second is then taken as known. The factor is the odd number next to 2⁶⁴ divided
// by the golden ratio.
func short(person uint64) uint32 {
	person ^= person >> 32
	person *= 0x9e3779b97f4a7c15
	return uint32(person>>32) | 1
}

// add puts a key in and reports whether it was not there.
func (s *set) add(key uint32) bool {
	if 4*(s.n+1) > 3*len(s.slots) {
		s.grow()
	}
	at := s.find(key)
	if s.slots[at] == key {
		return false
	}
	s.slots[at] = key
	s.n++
	return true
}

func (s *set) has(key uint32) bool { return len(s.slots) > 0 && s.slots[s.find(key)] == key }

// find is the place of a key, or the free one where it belongs.
func (s *set) find(key uint32) int {
	mask := len(s.slots) - 1
	i := int(key>>1) & mask
	for s.slots[i] != key && s.slots[i] != 0 {
		i = (i + 1) & mask
	}
	return i
}

func (s *set) grow() {
	const least = 8
	old := s.slots
	s.slots = make([]uint32, max(least, 2*len(old)))
	for _, key := range old {
		if key != 0 {
			s.slots[s.find(key)] = key
		}
	}
}

// reset empties the set and gives much memory back.
func (s *set) reset() {
	const keep = 256
	s.n = 0
	if len(s.slots) > keep {
		s.slots = nil
		return
	}
	clear(s.slots)
}
