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
	tables                                         *nameTables
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
		tables: names(), register: register,
		firstKey: key.Stream(streamFirstName), surnameKey: key.Stream(streamSurname),
		partnerKey: key.Stream(streamPartner), communityKey: key.Stream(streamCommunity),
	}
}

// Drawn is the names of a person as drawn: what is drawn for many persons, one after the
// other, and written then, is had sooner, since no draw waits for a text.
type Drawn struct {
	birth, used [2]Name // the second of a double name, or none
	first       [3]Name
}

// Draw draws the names of a subject. Known are surnames drawn before, or nil.
func (p *Bearers) Draw(s *kin.Subject, known *Surnames, out *Drawn) {
	*out = Drawn{}
	if s.Holder != s.Index {
		p.familyName(s, known, &out.birth)
	} else {
		out.birth[0] = p.surnameOf(s.Index, s.Birth, known)
	}
	p.usedName(s, known, &out.used)
	p.firstNames(s, &out.first)
}

// Surnames are those with which the adults of a department were born. Who draws them age
// by age looks into the same tables all the time, and no partner's name is drawn again.
type Surnames struct {
	from uint32 // index of the first
	of   []Name // by index; of children none
}

// Surnames draws the surnames of a department.
func (p *Bearers) Surnames(s *kin.Sheet) *Surnames {
	from, to := s.Range()
	known := &Surnames{from: from, of: make([]Name, to-from)}
	for cell := uint8(2 * residence.HolderAge); cell < residence.Cells; cell++ {
		for i, col := range s.Cell(cell) {
			known.of[i-from] = p.ownSurname(i, birth.Birth{Cell: cell, Col: col})
		}
	}
	return known
}

// surnameOf returns the surname with which the adult i was born.
func (p *Bearers) surnameOf(i uint32, b birth.Birth, known *Surnames) Name {
	if known != nil && i-known.from < uint32(len(known.of)) {
		return known.of[i-known.from]
	}
	return p.ownSurname(i, b)
}

// AppendBirthName appends the surname at birth: for a child its family's.
func (p *Bearers) AppendBirthName(dst []byte, d *Drawn) []byte { return p.appendAll(dst, d.birth[:]) }

// AppendUsedName appends the name that a person uses instead of the one given
// at birth, if any.
func (p *Bearers) AppendUsedName(dst []byte, d *Drawn) []byte { return p.appendAll(dst, d.used[:]) }

// AppendFirstNames appends one to three first names.
func (p *Bearers) AppendFirstNames(dst []byte, d *Drawn) []byte { return p.appendAll(dst, d.first[:]) }

// AppendNewFirstNames is AppendFirstNames for a subject whose names are not drawn yet.
func (p *Bearers) AppendNewFirstNames(dst []byte, s *kin.Subject) []byte {
	var first [3]Name
	p.firstNames(s, &first)
	return p.appendAll(dst, first[:])
}

// appendAll appends names with spaces between, up to the first that is none.
func (p *Bearers) appendAll(dst []byte, names []Name) []byte {
	for j, name := range names {
		if name == 0 {
			break
		}
		if j > 0 {
			dst = append(dst, ' ')
		}
		dst = p.tables.append(dst, name)
	}
	return dst
}

// communityOf returns the community of the person i from a group of countries.
// First name and surname come from the same one.
func (p *Bearers) communityOf(i uint32, from birthplace.Origin) *nameCommunity {
	return p.tables.abroad.community(from, p.communityKey.At(uint64(i)).Uint64())
}

// Letters is how many bytes the surname and the first names of an adult have.
func (p *Bearers) Letters(s *kin.Subject) int {
	var first [3]Name
	p.firstNames(s, &first)
	n := p.tables.letters(p.ownSurname(s.Index, s.Birth)) + p.tables.letters(first[0])
	for _, more := range first[1:] {
		if more != 0 {
			n += 1 + p.tables.letters(more)
		}
	}
	return n
}

// firstNames draws one to three first names.
func (p *Bearers) firstNames(s *kin.Subject, out *[3]Name) {
	t, r, b := &p.tables.first, p.firstKey.At(uint64(s.Index)).Rand(), s.Birth
	year, from, sex := p.register.Year(b.Cell), birthplace.OriginOf(b.Col), b.Cell%2
	if from != birthplace.France {
		out[0] = p.communityOf(s.Index, from).first[sex].pick(r.Uint64())
		return
	}
	if of := p.heritage(s, &r); of != nil {
		out[0] = of.first[sex].pick(r.Uint64())
	} else {
		out[0] = t.name(sex, year, &r)
	}
	// Further names are those of the generation of the grandparents. Shares of
	// one, two and three names: 25, 40, 35 % (an estimate); one abroad.
	more := r.Below(100)
	if more >= 25 {
		out[1] = t.name(sex, year-50, &r)
	}
	if more >= 65 {
		out[2] = t.name(sex, year-50, &r)
	}
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
	return p.tables.append(dst, p.ownSurname(i, b))
}

// ownSurname draws it.
func (p *Bearers) ownSurname(i uint32, b birth.Birth) Name {
	r := p.surnameKey.At(uint64(i)).Rand()
	if from := birthplace.OriginOf(b.Col); from != birthplace.France {
		return p.tables.abroad.surname(p.communityOf(i, from), from, &r)
	}
	return p.tables.last.name(p.register.Year(b.Cell), b.Col, r)
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

// mans returns the surname of the man of a family: of her partner, or of
// one drawn, who comes from the same part of the world for three in four.
func (p *Bearers) mans(f *family, b birth.Birth, known *Surnames) Name {
	if f.here {
		return p.surnameOf(f.man, f.born, known)
	}
	if from := birthplace.OriginOf(b.Col); from != birthplace.France && f.rand.Below(4) > 0 {
		return p.tables.abroad.surname(p.communityOf(f.i, from), from, &f.rand)
	}
	return p.tables.last.name(p.register.Year(b.Cell)-2, min(b.Col, birthplace.ColAbroad), f.rand)
}

// usedName draws the name that a person uses instead of the one given at birth, if any.
func (p *Bearers) usedName(s *kin.Subject, known *Surnames, out *[2]Name) {
	if s.Birth.Cell < 2*couple.CoupleAge {
		return
	}
	if s.Birth.Cell%2 == 0 {
		p.husbandsName(s, known, out)
		return
	}
	if f := p.family(s.Index, s.Birth, &s.Partner); f.uses {
		out[0] = p.mans(&f, s.Birth, known)
	}
}

// bothAsUsed is the share of men who live with a woman and use both names, in
// thousandths, below 60 years and above. Any spouse may since 1985; few do (assumed).
func bothAsUsed(age uint8) uint64 {
	if age < 60 {
		return 22
	}
	return 5
}

// husbandsName draws the name that a man uses, if not the one given at birth: his
// own and his partner's.
func (p *Bearers) husbandsName(s *kin.Subject, known *Surnames, out *[2]Name) {
	c := &s.Partner
	mixed := s.Holder == s.Index && c.OK && c.Spot.Cell%2 == 1
	if !mixed || p.partnerKey.At(uint64(s.Index)).Below(1000) >= bothAsUsed(s.Birth.Cell/2) {
		return
	}
	out[0] = p.surnameOf(s.Index, s.Birth, known)
	out[1] = p.surnameOf(c.Index, birth.Birth{Cell: c.Spot.Cell, Col: c.Col}, known)
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

// familyName draws the surname of a child, the same for all children of
// its mother: her partner's, hers, or both. A man too young to be the father is
// not.
func (p *Bearers) familyName(s *kin.Subject, known *Surnames, out *[2]Name) {
	f := p.family(s.Holder, s.Parent, &s.Partner)
	if f.here && s.Partner.Spot.Cell/2 < s.Spot.Cell/2+residence.HolderAge && !f.uses {
		f.here = false
	}
	kind := f.rand
	k := kind.Below(familyDraws)
	switch {
	case f.uses || k >= bothNames+mothersName:
		out[0] = p.mans(&f, s.Parent, known)
	case k < bothNames:
		out[0], out[1] = p.mans(&f, s.Parent, known), p.surnameOf(s.Holder, s.Parent, known)
	default:
		out[0] = p.surnameOf(s.Holder, s.Parent, known)
	}
}
