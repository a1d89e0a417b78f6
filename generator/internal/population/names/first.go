package names

import (
	"strings"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// firstNames are the published first names made ready to draw from, and the rest.
type firstNames struct {
	lists    [2][facts.FirstNameDecades]nameList // men, women
	rare     [2][2][]uint16                      // less common ones: old, new
	made     [3][]uint16                         // starts of made ones; ends, men and women
	compound [2]uint16                           // see compoundStart
	years    years
}

// nameList is the first names of one sex and decade, and at the end no name, for one that
// is not among the 150 most frequent.
type nameList struct {
	names   []*facts.FirstName
	numbers []uint16
	known   []uint16 // by name: a bit for each decade in whose list it is
	alias   random.Alias
}

func newFirstNames(words *lexicon) (t firstNames) {
	for s, sex := range [2]byte{'M', 'F'} {
		of := facts.FirstNamesOf(sex)
		for d := range t.lists[s] {
			l := &t.lists[s][d]
			var weights []uint64
			for j := range of.List {
				if n := &of.List[j]; n.Births[d] > 0 {
					l.names, l.numbers = append(l.names, n), append(l.numbers, words.number(n.Name))
					l.known = append(l.known, decadesOf(n))
					weights = append(weights, uint64(n.Births[d]))
				}
			}
			l.numbers = append(l.numbers, 0)
			l.alias = random.NewAlias(append(weights, uint64(of.Rest[d])))
		}
		t.rare[0][s], t.rare[1][s] = words.all(rareOld[s]), words.all(rareNew[s])
		t.made[1+s], t.compound[s] = words.all(firstEnds[s][:]), words.number(compoundStart[s])
	}
	t.made[0], t.years = words.all(firstStarts[:]), newYears(1900, facts.FirstNameDecades)
	return t
}

// decadesOf tells in which decades a name is among the most frequent, a bit each.
func decadesOf(n *facts.FirstName) (bits uint16) {
	for d, births := range n.Births {
		if births > 0 {
			bits |= 1 << d
		}
	}
	return bits
}

// name draws one first name of those born in France; sex is 0 for men, 1 for women.
func (t *firstNames) name(sex uint8, year int, r *random.Rand) Name {
	d := t.years.decade(year, r)
	l := &t.lists[sex][d]
	if n := l.numbers[l.alias.Pick(r.Uint64())]; n != 0 {
		return Name(n)
	}
	return t.rareName(sex, d, r)
}

// compoundStart begins the hyphenated names of the rest.
var compoundStart = [2]string{"JEAN-", "MARIE-"}

// hyphens is the part, in hundredths, of a decade's names outside the list that
// are hyphenated, set so that all its names come out as published.
var hyphens = [facts.FirstNameDecades]uint64{5, 5, 5, 5, 12, 12, 12, 9, 5, 3, 1, 1, 1}

// modernDecade is the first decade, the 1970s, in which rare names are those
// of today.
const modernDecade = 7

// rareName stands for the names outside a decade's 150: those of
// other decades, hyphenated ones, less common ones, and today made ones.
func (t *firstNames) rareName(sex, decade uint8, r *random.Rand) Name {
	modern := decade >= modernDecade
	switch kind := r.Below(100); {
	case kind < 40: // a name of up to three decades before or after
		if n := t.borrowed(sex, decade, r); n != 0 {
			return Name(n)
		}
	case kind < 40+hyphens[decade]: // hyphenated, with a name of the time
		l := &t.lists[sex][decade]
		if j := l.alias.Pick(r.Uint64()); j < len(l.names) && !strings.Contains(l.names[j].Name, "-") {
			return Name(t.compound[sex]).put(1, l.numbers[j])
		}
	case kind >= 52 && kind < 60 && modern:
		start := oneOf(t.made[0], r)
		return Name(start).put(1, oneOf(t.made[1+sex], r))
	}
	list := t.rare[0][sex]
	if modern {
		list = t.rare[1][sex]
	}
	return Name(oneOf(list, r))
}

// borrowed draws a name of another decade that is not among the 150 of this
// one; 0 if six draws find none.
func (t *firstNames) borrowed(sex, decade uint8, r *random.Rand) uint16 {
	for range 6 {
		from := min(max(int(decade)+int(r.Between(-3, 3)), 0), facts.FirstNameDecades-1)
		l := &t.lists[sex][from]
		if j := l.alias.Pick(r.Uint64()); j < len(l.names) && l.known[j]>>decade&1 == 0 {
			return l.numbers[j]
		}
	}
	return 0
}
