package read

// Person is a key for the insured person that a look-up named: equal for equal
// numbers, different for different ones, zero where the log names none. It is
// the keyed reference, or in clear mode the thirteen characters of the number
// without its key, so that a mistyped key makes no other person.
func (e *Event) Person() uint64 {
	if e.NIR == "" {
		return e.NIRRef
	}
	return numberKey(e.NIR)
}

// numberKey packs the first thirteen characters of a number in base 12: digits,
// and A and B of Corsica. Its top bit keeps it off zero.
func numberKey(nir string) uint64 {
	const size = 13
	v := uint64(0)
	for i := 0; i < len(nir) && i < size; i++ {
		switch c := nir[i]; {
		case c >= '0' && c <= '9':
			v = v*12 + uint64(c-'0')
		case c == 'A' || c == 'B':
			v = v*12 + uint64(c-'A') + 10
		default:
			v = v*12 + uint64(c)
		}
	}
	return v | 1<<63
}
