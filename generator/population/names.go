package population

import (
	"strings"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/geo"
	"breachsim/generator/population/residence"
)

// names of persons. First names follow sex and decade of birth; surnames the
// decade and the part of the country, 38 to 45 % from the published list, the
// rest made. Who was born abroad has names of one community of that group of
// countries. Children have the surname of their mother's partner, hers, or both.

// appendFirstNames appends one to three first names.
func (p *Persons) appendFirstNames(dst []byte, s *subject) []byte {
	r, b := p.firstKey.At(uint64(s.i)).Rand(), s.birth
	year, from := p.year(b.cell), birthplace.OriginOf(b.col)
	if from == birthplace.France {
		if of := p.heritage(s, &r); of != nil {
			dst = append(dst, of.first[b.cell%2].pick(r.Uint64())...)
		} else {
			dst = appendFirstName(dst, b.cell%2, year, &r)
		}
	} else {
		dst = append(dst, p.communityOf(s.i, from).first[b.cell%2].pick(r.Uint64())...)
	}
	// Further names are those of the generation of the grandparents. Shares of
	// one, two and three names: 25, 40, 35 % (an estimate); one abroad.
	more := r.Below(100)
	if from != birthplace.France {
		return dst
	}
	if more >= 25 {
		dst = appendFirstName(append(dst, ' '), b.cell%2, year-50, &r)
	}
	if more >= 65 {
		dst = appendFirstName(append(dst, ' '), b.cell%2, year-50, &r)
	}
	return dst
}

// heritageShare is the part, in hundredths, of the children of mothers born
// abroad whose first name is one of her community: an estimate; the published
// names of all births hold more of them.
const heritageShare = 40

// heritage returns the community that names the child s; nil for none.
func (p *Persons) heritage(s *subject, r *random.Rand) *nameCommunity {
	if s.holder == s.i || s.parent.col < birthplace.ColAbroad || r.Below(100) >= heritageShare {
		return nil
	}
	return p.communityOf(s.holder, birthplace.OriginOf(s.parent.col))
}

// appendFirstName appends one first name of those born in France; sex is 0 for
// men, 1 for women.
func appendFirstName(dst []byte, sex uint8, year int, r *random.Rand) []byte {
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
			return append(dst, n.Name...)
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

// appendTailName makes the surname of a rank beyond the published list: a start
// and an end for the first ranks, with a syllable between for the others. Ranks
// and names correspond nearly one to one, so that rare names are shared by as
// few people as in the published figures.
func appendTailName(dst []byte, rank uint32) []byte {
	const pairs = uint32(len(surnameStarts) * len(surnameEnds))
	rank -= uint32(facts.SurnameCoverage[0].Rank)
	if rank < pairs {
		order := chain.NewShuffle(geo.Key.At(shortTailNames), pairs)
		x := int(order.At(rank))
		return appendEnd(append(dst, surnameStarts[x/len(surnameEnds)]...), surnameEnds[x%len(surnameEnds)])
	}
	order := chain.NewShuffle(geo.Key.At(longTailNames), tailEnd)
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

// appendOwnSurname appends the surname with which an adult was born.
func (p *Persons) appendOwnSurname(dst []byte, i uint32, b birth) []byte {
	r := p.surnameKey.At(uint64(i)).Rand()
	if from := birthplace.OriginOf(b.col); from != birthplace.France {
		return appendForeignSurname(dst, p.communityOf(i, from), from, &r)
	}
	return appendSurnameOf(dst, p.year(b.cell), b.col, &r)
}

// The share of women, in thousandths, who use a man's name, by ten years of age
// from 10-19: of those who live with him (married couples of the generation,
// less the women who keep their own), and of the others (widowed, divorced). A
// calibration.
var (
	usesPartners = [...]uint64{0, 180, 440, 570, 690, 800, 870, 900, 900, 900}
	usesFormer   = [...]uint64{0, 10, 60, 190, 330, 520, 730, 840, 860, 860}
)

// family is what the names of a woman and her children depend on.
type family struct {
	rand random.Rand
	i    uint32 // she
	man  uint32 // her partner, born as the next field says
	born birth
	uses bool // she uses the man's name
	here bool // the man is her partner; else he is drawn
}

// family draws the names of the woman i, born as b, whose partner is c.
func (p *Persons) family(i uint32, b birth, c *companion) (f family) {
	f.rand = p.partnerKey.At(uint64(i)).Rand()
	ten := min(max(int(b.cell/2)/10-1, 0), len(usesPartners)-1)
	share := usesFormer[ten]
	if f.here = c.ok && c.spot.Cell%2 == 0; f.here {
		share = usesPartners[ten]
		f.born = birth{cell: c.spot.Cell, col: c.col}
	} else if c.ok {
		share = 0 // she lives with a woman
	}
	f.uses = f.rand.Below(1000) < share
	f.i, f.man = i, c.i
	return f
}

// appendMans appends the surname of the man of a family: of her partner, or of
// one drawn, who comes from the same part of the world for three in four.
func (p *Persons) appendMans(dst []byte, f *family, b birth) []byte {
	if f.here {
		return p.appendOwnSurname(dst, f.man, f.born)
	}
	if from := birthplace.OriginOf(b.col); from != birthplace.France && f.rand.Below(4) > 0 {
		return appendForeignSurname(dst, p.communityOf(f.i, from), from, &f.rand)
	}
	return appendSurnameOf(dst, p.year(b.cell)-2, min(b.col, birthplace.ColAbroad), &f.rand)
}

// appendUsedName appends the name that a person uses instead of the one given
// at birth, if any.
func (p *Persons) appendUsedName(dst []byte, s *subject) []byte {
	if s.birth.cell%2 == 0 || s.birth.cell < 2*coupleAge {
		return dst
	}
	f := p.family(s.i, s.birth, &s.partner)
	if !f.uses {
		return dst
	}
	return p.appendMans(dst, &f, s.birth)
}

// Names of children whose mother does not use the man's name: both names for
// one family in five, the mother's alone for one in eight. With the families in
// which she does, who all give the man's, that makes 82 % the father's, 10 %
// both, 7 % the mother's (Insee, births since 2014).
const (
	familyDraws = 1000
	bothNames   = 185
	mothersName = 135
)

// appendFamilyName appends the surname of a child, the same for all children of
// its mother: her partner's, hers, or both. A man too young to be the father is
// not.
func (p *Persons) appendFamilyName(dst []byte, s *subject) []byte {
	f := p.family(s.holder, s.parent, &s.partner)
	if f.here && s.partner.spot.Cell/2 < s.spot.Cell/2+residence.HolderAge && !f.uses {
		f.here = false
	}
	kind := f.rand
	k := kind.Below(familyDraws)
	if f.uses || k >= bothNames+mothersName {
		return p.appendMans(dst, &f, s.parent)
	}
	if k < bothNames {
		dst = append(p.appendMans(dst, &f, s.parent), ' ')
	}
	return p.appendOwnSurname(dst, s.holder, s.parent)
}
