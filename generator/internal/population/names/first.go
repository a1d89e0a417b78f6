package names

import (
	"strings"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// appendFirstName appends one first name of those born in France; sex is 0 for
// men, 1 for women.
func appendFirstName(dst []byte, sex uint8, year int, r *random.Rand) []byte {
	d := decadeOf(year, 1900, facts.FirstNameDecades, r)
	l := &names().first[sex][d]
	j := l.alias.Pick(r.Uint64())
	if j < len(l.words) {
		return l.words[j].append(dst)
	}
	return appendRareFirstName(dst, sex, d, r)
}

// compoundStart begins the hyphenated names of the rest.
var compoundStart = [2]string{"JEAN-", "MARIE-"}

// hyphens is the part, in hundredths, of a decade's names outside the list that
// are hyphenated, set so that all its names come out as published.
var hyphens = [facts.FirstNameDecades]uint64{5, 5, 5, 5, 12, 12, 12, 9, 5, 3, 1, 1, 1}

// modernDecade is the first decade, the 1970s, in which rare names are those
// of today.
const modernDecade = 7

// appendRareFirstName stands for the names outside a decade's 150: those of
// other decades, hyphenated ones, less common ones, and today made ones.
func appendRareFirstName(dst []byte, sex uint8, decade int, r *random.Rand) []byte {
	modern := decade >= modernDecade
	switch kind := r.Below(100); {
	case kind < 40: // a name of up to three decades before or after
		if n := borrowed(sex, decade, r); n != nil {
			return n.append(dst)
		}
	case kind < 40+hyphens[decade]: // hyphenated, with a name of the time
		l := &names().first[sex][decade]
		if j := l.alias.Pick(r.Uint64()); j < len(l.names) && !strings.Contains(l.names[j].Name, "-") {
			dst = append(dst, compoundStart[sex]...)
			return append(dst, l.names[j].Name...)
		}
	case kind >= 52 && kind < 60 && modern:
		starts, ends := firstStarts[:], firstEnds[sex][:]
		dst = append(dst, starts[r.Below(uint64(len(starts)))]...)
		return append(dst, ends[r.Below(uint64(len(ends)))]...)
	}
	list := rareOld[sex]
	if modern {
		list = rareNew[sex]
	}
	return append(dst, list[r.Below(uint64(len(list)))]...)
}

// borrowed draws a name of another decade that is not among the 150 of this
// one; nil if six draws find none.
func borrowed(sex uint8, decade int, r *random.Rand) *word {
	for range 6 {
		from := min(max(decade+int(r.Between(-3, 3)), 0), facts.FirstNameDecades-1)
		l := &names().first[sex][from]
		if j := l.alias.Pick(r.Uint64()); j < len(l.words) && l.known[j]>>decade&1 == 0 {
			return &l.words[j]
		}
	}
	return nil
}
