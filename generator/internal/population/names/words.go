package names

// word is a text of up to wordBytes bytes that stands in the table itself, so that it is
// appended without a look elsewhere and by moves of a fixed length.
type word struct {
	text [wordBytes]byte
	n    uint8
}

const wordBytes = 16

// newWord returns a short text as a word. The names of the lists are short enough; a
// test reads them all.
func newWord(text string) (w word) {
	if len(text) > wordBytes {
		panic("names: " + text + " is too long for a word")
	}
	w.n = uint8(copy(w.text[:], text))
	return w
}

func newWords(texts []string) []word {
	out := make([]word, len(texts))
	for j, text := range texts {
		out[j] = newWord(text)
	}
	return out
}

// append appends the text.
func (w *word) append(dst []byte) []byte {
	n := len(dst)
	if cap(dst)-n < wordBytes {
		return append(dst, w.text[:w.n]...)
	}
	*(*[wordBytes]byte)(dst[n : n+wordBytes]) = w.text
	return dst[:n+int(w.n)]
}
