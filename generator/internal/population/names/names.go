package names

import (
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Bearers gives persons their names. First names follow sex and decade of birth;
// surnames the decade and the part of the country, 38 to 45 % from the published
// list, the rest made. Who was born abroad has names of one community of that group of
// countries. Children have the surname of their mother's partner, hers, or both.
type Bearers struct {
	register                                       *birth.Register
	firstKey, surnameKey, partnerKey, communityKey random.Key
}

// Streams of the draws about names. Their numbers are part of the output and belong
// to the first hundred, of which package population keeps the list.
const (
	streamFirstName random.Stream = 112
	streamSurname   random.Stream = 113
	streamPartner   random.Stream = 114 // partner's surname and marriage
	streamCommunity random.Stream = 122 // country of origin inside a group of countries
)

// New prepares the names of those whose births are in the register.
func New(key random.Key, register *birth.Register) *Bearers {
	return &Bearers{
		register: register, firstKey: key.Stream(streamFirstName), surnameKey: key.Stream(streamSurname),
		partnerKey: key.Stream(streamPartner), communityKey: key.Stream(streamCommunity),
	}
}

// AppendFirstNames appends one to three first names.
func (p *Bearers) AppendFirstNames(dst []byte, s *kin.Subject) []byte {
	r, b := p.firstKey.At(uint64(s.Index)).Rand(), s.Birth
	year, from := p.register.Year(b.Cell), birthplace.OriginOf(b.Col)
	if from == birthplace.France {
		if of := p.heritage(s, &r); of != nil {
			dst = append(dst, of.first[b.Cell%2].pick(r.Uint64())...)
		} else {
			dst = appendFirstName(dst, b.Cell%2, year, &r)
		}
	} else {
		dst = append(dst, p.communityOf(s.Index, from).first[b.Cell%2].pick(r.Uint64())...)
	}
	// Further names are those of the generation of the grandparents. Shares of
	// one, two and three names: 25, 40, 35 % (an estimate); one abroad.
	more := r.Below(100)
	if from != birthplace.France {
		return dst
	}
	if more >= 25 {
		dst = appendFirstName(append(dst, ' '), b.Cell%2, year-50, &r)
	}
	if more >= 65 {
		dst = appendFirstName(append(dst, ' '), b.Cell%2, year-50, &r)
	}
	return dst
}

// heritageShare is the part, in hundredths, of the children of mothers born
// abroad whose first name is one of her community: an estimate; the published
// names of all births hold more of them.
const heritageShare = 40

// heritage returns the community that names the child s; nil for none.
func (p *Bearers) heritage(s *kin.Subject, r *random.Rand) *nameCommunity {
	if s.Holder == s.Index || s.Parent.Col < birthplace.ColAbroad || r.Below(100) >= heritageShare {
		return nil
	}
	return p.communityOf(s.Holder, birthplace.OriginOf(s.Parent.Col))
}

// AppendOwnSurname appends the surname with which an adult was born.
func (p *Bearers) AppendOwnSurname(dst []byte, i uint32, b birth.Birth) []byte {
	r := p.surnameKey.At(uint64(i)).Rand()
	if from := birthplace.OriginOf(b.Col); from != birthplace.France {
		return appendForeignSurname(dst, p.communityOf(i, from), from, &r)
	}
	return appendSurnameOf(dst, p.register.Year(b.Cell), b.Col, &r)
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
	born birth.Birth
	uses bool // she uses the man's name
	here bool // the man is her partner; else he is drawn
}

// family draws the names of the woman i, born as b, whose partner is c.
func (p *Bearers) family(i uint32, b birth.Birth, c *couple.Companion) (f family) {
	f.rand = p.partnerKey.At(uint64(i)).Rand()
	ten := min(max(int(b.Cell/2)/10-1, 0), len(usesPartners)-1)
	share := usesFormer[ten]
	if f.here = c.OK && c.Spot.Cell%2 == 0; f.here {
		share = usesPartners[ten]
		f.born = birth.Birth{Cell: c.Spot.Cell, Col: c.Col}
	} else if c.OK {
		share = 0 // she lives with a woman
	}
	f.uses = f.rand.Below(1000) < share
	f.i, f.man = i, c.Index
	return f
}

// appendMans appends the surname of the man of a family: of her partner, or of
// one drawn, who comes from the same part of the world for three in four.
func (p *Bearers) appendMans(dst []byte, f *family, b birth.Birth) []byte {
	if f.here {
		return p.AppendOwnSurname(dst, f.man, f.born)
	}
	if from := birthplace.OriginOf(b.Col); from != birthplace.France && f.rand.Below(4) > 0 {
		return appendForeignSurname(dst, p.communityOf(f.i, from), from, &f.rand)
	}
	return appendSurnameOf(dst, p.register.Year(b.Cell)-2, min(b.Col, birthplace.ColAbroad), &f.rand)
}

// AppendUsedName appends the name that a person uses instead of the one given
// at birth, if any.
func (p *Bearers) AppendUsedName(dst []byte, s *kin.Subject) []byte {
	if s.Birth.Cell < 2*couple.CoupleAge {
		return dst
	}
	if s.Birth.Cell%2 == 0 {
		return p.appendHusbands(dst, s)
	}
	f := p.family(s.Index, s.Birth, &s.Partner)
	if !f.uses {
		return dst
	}
	return p.appendMans(dst, &f, s.Birth)
}

// bothAsUsed is the share of men who live with a woman and use both names, in
// thousandths, below 60 years and above. Any spouse may since 1985; few do (assumed).
func bothAsUsed(age uint8) uint64 {
	if age < 60 {
		return 22
	}
	return 5
}

// appendHusbands appends the name that a man uses, if not the one given at birth: his
// own and his partner's.
func (p *Bearers) appendHusbands(dst []byte, s *kin.Subject) []byte {
	c := &s.Partner
	mixed := s.Holder == s.Index && c.OK && c.Spot.Cell%2 == 1
	if !mixed || p.partnerKey.At(uint64(s.Index)).Below(1000) >= bothAsUsed(s.Birth.Cell/2) {
		return dst
	}
	dst = append(p.AppendOwnSurname(dst, s.Index, s.Birth), ' ')
	return p.AppendOwnSurname(dst, c.Index, birth.Birth{Cell: c.Spot.Cell, Col: c.Col})
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
func (p *Bearers) appendFamilyName(dst []byte, s *kin.Subject) []byte {
	f := p.family(s.Holder, s.Parent, &s.Partner)
	if f.here && s.Partner.Spot.Cell/2 < s.Spot.Cell/2+residence.HolderAge && !f.uses {
		f.here = false
	}
	kind := f.rand
	k := kind.Below(familyDraws)
	if f.uses || k >= bothNames+mothersName {
		return p.appendMans(dst, &f, s.Parent)
	}
	if k < bothNames {
		dst = append(p.appendMans(dst, &f, s.Parent), ' ')
	}
	return p.AppendOwnSurname(dst, s.Holder, s.Parent)
}

// AppendBirthName appends the surname at birth: for a child its family's.
func (p *Bearers) AppendBirthName(dst []byte, s *kin.Subject) []byte {
	if s.Holder != s.Index {
		return p.appendFamilyName(dst, s)
	}
	return p.AppendOwnSurname(dst, s.Index, s.Birth)
}
