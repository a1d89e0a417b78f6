package wire

// Fragments is a list of prepared texts in one block of memory: four bytes an
// entry beside the text keep the tables of many accounts close together.
type Fragments struct {
	text []byte
	ends []uint32 // ends[i] is where entry i begins; one more than entries
	max  int
}

// Add adds a text behind those that are there.
func (f *Fragments) Add(text []byte) {
	if f.ends == nil {
		f.ends = append(f.ends, 0)
	}
	f.text = append(f.text, text...)
	f.ends = append(f.ends, uint32(len(f.text)))
	f.max = max(f.max, len(text))
}

// At returns entry i.
func (f *Fragments) At(i int) []byte { return f.text[f.ends[i]:f.ends[i+1]] }

// Longest is the length of the longest one.
func (f *Fragments) Longest() int { return f.max }

// Longest adds up the longest text of each list.
func Longest(lists ...*Fragments) (n int) {
	for _, f := range lists {
		n += f.max
	}
	return n
}
