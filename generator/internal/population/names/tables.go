package names

import "sync"

// nameTables are the name counts of all kinds made ready to draw from.
type nameTables struct {
	words  []word // see lexicon
	first  firstNames
	last   surnames
	abroad namesAbroad
}

var names = sync.OnceValue(func() *nameTables {
	words := newLexicon()
	t := &nameTables{first: newFirstNames(words), last: newSurnames(words), abroad: newNamesAbroad(words)}
	t.words = words.words
	return t
})

// append writes a name. Words that are none are written too: they have no bytes, and
// nobody could foretell how many others there are.
func (t *nameTables) append(dst []byte, name Name) []byte {
	const parts = 4
	n := len(dst)
	if cap(dst)-n < parts*wordBytes {
		for ; name != 0; name >>= partBits {
			w := &t.words[uint16(name)]
			dst = append(dst, w.text[:w.n]...)
		}
		return dst
	}
	dst = dst[:n+parts*wordBytes]
	for range parts {
		w := &t.words[uint16(name)]
		*(*[wordBytes]byte)(dst[n:]) = w.text
		n, name = n+int(w.n), name>>partBits
	}
	return dst[:n]
}

// letters returns how many bytes a name has.
func (t *nameTables) letters(name Name) (n int) {
	for ; name != 0; name >>= partBits {
		n += int(t.words[uint16(name)].n)
	}
	return n
}
