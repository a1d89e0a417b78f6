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

// append writes a name.
func (t *nameTables) append(dst []byte, name Name) []byte { return appendWords(dst, t.words, name) }

// letters returns how many bytes a name has.
func (t *nameTables) letters(name Name) int { return lengthOf(t.words, name) }
