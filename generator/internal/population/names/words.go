package names

import "github.com/breachsim/breachsim/generator/internal/random"

// word is a text of up to wordBytes bytes that stands in the table itself, so that it is
// appended without a look elsewhere and by moves of a fixed length.
type word struct {
	text [wordBytes]byte
	n    uint8
}

const wordBytes = 16

// lexicon numbers the words that names are put together from. Number 0 is no word.
type lexicon struct {
	words   []word
	numbers map[string]uint16
}

func newLexicon() *lexicon {
	return &lexicon{words: make([]word, 1), numbers: map[string]uint16{"": 0}}
}

// number returns the number of a short text. The lists are short enough; a test reads
// them all.
func (x *lexicon) number(text string) uint16 {
	if n, ok := x.numbers[text]; ok {
		return n
	}
	if len(text) > wordBytes {
		panic("names: " + text + " is too long for a word")
	}
	if len(x.words) >= 1<<partBits {
		panic("names: too many words for the parts of a name")
	}
	n := uint16(len(x.words))
	var w word
	w.n = uint8(copy(w.text[:], text))
	x.words, x.numbers[text] = append(x.words, w), n
	return n
}

func (x *lexicon) all(texts []string) []uint16 {
	out := make([]uint16, len(texts))
	for j, text := range texts {
		out[j] = x.number(text)
	}
	return out
}

// oneOf draws one of several words.
func oneOf(words []uint16, r *random.Rand) uint16 { return words[r.Below(uint64(len(words)))] }

// Name is a name as drawn and not yet written: the numbers of up to four words, which are
// written without a space between; 0 is no name.
type Name uint64

// partBits is the room of a word's number in a name.
const partBits = 16

// put returns the name with a word at a place, 0 to 3.
func (n Name) put(place int, word uint16) Name { return n | Name(word)<<(partBits*place) }
