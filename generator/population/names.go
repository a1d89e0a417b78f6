package population

import (
	"strings"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
)

// names of persons. First names follow sex and decade of birth; surnames the
// decade, 38 to 45 % from the published list, the rest made. Who was born
// abroad has names of that group of countries. Children have the surname of
// their mother's family, which for a married woman is the one she uses.

// origin returns the group of countries of a column of birth.
func origin(col uint8) Origin {
	if col < colAbroad {
		return France
	}
	return Origin(col - colAbroad)
}

// appendFirstNames appends one to three first names.
func (p *Persons) appendFirstNames(dst []byte, i uint32, b birth) []byte {
	r := p.key.Stream(streamFirstName).At(uint64(i)).Rand()
	year, from := p.year(b.cell), origin(b.col)
	dst = appendFirstName(dst, b.cell%2, year, from, &r)
	// Further names are those of the generation of the grandparents. Shares of
	// one, two and three names: 25, 40, 35 % (an estimate); one abroad.
	more := r.Below(100)
	if from != France && more < 80 {
		return dst
	}
	if more >= 25 {
		dst = appendFirstName(append(dst, ' '), b.cell%2, year-50, from, &r)
	}
	if more >= 65 {
		dst = appendFirstName(append(dst, ' '), b.cell%2, year-50, from, &r)
	}
	return dst
}

// appendFirstName appends one first name; sex is 0 for men, 1 for women.
func appendFirstName(dst []byte, sex uint8, year int, from Origin, r *random.Rand) []byte {
	if from != France {
		list := namesAbroad[from].first[sex]
		return append(dst, list[r.Below(uint64(len(list)))]...)
	}
	d := decadeOf(year, 1900, facts.FirstNameDecades, r)
	l := &names().first[sex][d]
	j := l.alias.Pick(r.Uint64())
	if j < len(l.names) {
		return append(dst, l.names[j].Name...)
	}
	return appendRareFirstName(dst, sex, d, r)
}

// compoundStart begins the hyphenated names of the rest.
var compoundStart = [2]string{"JEAN-", "MARIE-"}

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
			return append(dst, n.Name...)
		}
	case kind < 52 && !modern: // hyphenated, with a name of the time
		l := &names().first[sex][decade]
		if j := l.alias.Pick(r.Uint64()); j < len(l.names) && !strings.Contains(l.names[j].Name, "-") {
			dst = append(dst, compoundStart[sex]...)
			return append(dst, l.names[j].Name...)
		}
	case kind < 60 && modern:
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
func borrowed(sex uint8, decade int, r *random.Rand) *facts.FirstName {
	for range 6 {
		from := min(max(decade+int(r.Between(-3, 3)), 0), facts.FirstNameDecades-1)
		l := &names().first[sex][from]
		if j := l.alias.Pick(r.Uint64()); j < len(l.names) && l.names[j].Births[decade] == 0 {
			return l.names[j]
		}
	}
	return nil
}

// appendSurname appends a surname of the births of a year.
func appendSurname(dst []byte, year int, from Origin, r *random.Rand) []byte {
	if from != France {
		return appendForeignSurname(dst, &namesAbroad[from], r)
	}
	t := names()
	d := decadeOf(year, 1891, facts.SurnameDecades, r)
	if r.Below(1000) < listed[d] {
		return append(dst, t.names[t.last[d].Pick(r.Uint64())].Name...)
	}
	return appendTailName(dst, t.tailRank(r))
}

// appendTailName makes the surname of a rank beyond the published list: a start
// and an end for the first ranks, with a syllable between for the others. Ranks
// and names correspond nearly one to one, so that rare names are shared by as
// few people as in the published figures.
func appendTailName(dst []byte, rank uint32) []byte {
	const pairs = uint32(len(surnameStarts) * len(surnameEnds))
	rank -= uint32(facts.SurnameCoverage[0].Rank)
	if rank < pairs {
		order := newShuffle(geoKey.At(1<<32), pairs)
		x := int(order.At(rank))
		return appendEnd(append(dst, surnameStarts[x/len(surnameEnds)]...), surnameEnds[x%len(surnameEnds)])
	}
	order := newShuffle(geoKey.At(2<<32), tailEnd)
	x := int(order.At(rank))
	dst = append(dst, surnameStarts[x%len(surnameStarts)]...)
	x /= len(surnameStarts)
	end := surnameEnds[x%len(surnameEnds)]
	x /= len(surnameEnds)
	dst = append(dst, surnameVowels[x%len(surnameVowels)]...)
	dst = append(dst, surnameConsonants[x/len(surnameVowels)]...)
	return appendEnd(dst, end)
}

// appendEnd joins an end, with an E before a consonant.
func appendEnd(dst []byte, end string) []byte {
	if c := end[0]; c != 'A' && c != 'E' && c != 'I' && c != 'O' && c != 'U' {
		dst = append(dst, 'E')
	}
	return append(dst, end...)
}

// appendForeignSurname appends a listed name for three persons in five.
func appendForeignSurname(dst []byte, of *originNames, r *random.Rand) []byte {
	if r.Below(5) < 3 {
		return append(dst, of.last[r.Below(uint64(len(of.last)))]...)
	}
	dst = append(dst, of.starts[r.Below(uint64(len(of.starts)))]...)
	return append(dst, of.ends[r.Below(uint64(len(of.ends)))]...)
}

// appendOwnSurname appends the surname with which an adult was born.
func (p *Persons) appendOwnSurname(dst []byte, i uint32, b birth) []byte {
	r := p.key.Stream(streamSurname).At(uint64(i)).Rand()
	return appendSurname(dst, p.year(b.cell), origin(b.col), &r)
}

// usesHusbands gives the share of women, in thousandths, who use a husband's
// name, by ten years of age from 10-19: marriage at the rates of the
// generations, less those who keep their own. A calibration.
var usesHusbands = [...]uint64{0, 75, 320, 440, 540, 680, 790, 850, 860, 860}

// family draws what a woman's partner brings: whether she uses his name, and
// the draws that give it.
func (p *Persons) family(i uint32, b birth) (uses bool, from Origin, r random.Rand) {
	r = p.key.Stream(streamPartner).At(uint64(i)).Rand()
	ten := min(max(int(b.cell/2)/10-1, 0), len(usesHusbands)-1)
	uses = r.Below(1000) < usesHusbands[ten]
	// Three partners in four come from the same part of the world.
	if from = origin(b.col); from != France && r.Below(4) == 0 {
		from = France
	}
	return uses, from, r
}

// appendUsedName appends the name that a person uses instead of the one given
// at birth, if any.
func (p *Persons) appendUsedName(dst []byte, i uint32, b birth) []byte {
	if b.cell%2 == 0 || b.cell < 2*holderAge {
		return dst
	}
	uses, from, r := p.family(i, b)
	if !uses {
		return dst
	}
	return appendSurname(dst, p.year(b.cell)-2, from, &r)
}

// appendFamilyName appends the surname of a woman's children: her partner's,
// or, if she does not use it, her own for one family in six and both for one
// in ten.
func (p *Persons) appendFamilyName(dst []byte, i uint32, b birth) []byte {
	uses, from, r := p.family(i, b)
	kind := r
	if k := kind.Below(60); !uses && k < 16 {
		dst = p.appendOwnSurname(dst, i, b)
		if k < 10 {
			return dst
		}
		dst = append(dst, ' ')
	}
	return appendSurname(dst, p.year(b.cell)-2, from, &r)
}
