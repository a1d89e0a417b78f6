package population

import (
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/geo"
	"breachsim/generator/population/residence"
	"breachsim/generator/record"
)

// C2S is complementary cover (complémentaire santé solidaire).
type C2S uint8

// Kinds of complementary cover.
const (
	NoC2S C2S = iota
	FreeC2S
	PaidC2S // with participation
)

var c2sTexts = [...]string{"", "free", "participation"}

// String returns "", "free" or "participation".
func (c C2S) String() string { return c2sTexts[c] }

// Rights is what an insured person is entitled to.
type Rights struct {
	C2S          C2S
	AME          bool // state medical aid; excludes C2S
	ALD          bool // long-term illness
	FullCoverage bool // 100 %: long-term illness, maternity, invalidity, work accident
	Declared     bool // has declared a referring doctor
}

// subject is a person with what its rights and names depend on: itself and the
// holder under whose number it is found.
type subject struct {
	i, holder     uint32
	spot, mother  residence.Spot // mother of a child with one
	birth, parent birth          // parent is the holder's
	dept          uint8
	size          uint32    // children of the holder
	partner       companion // of the person, or of a child's holder
	home          uint32    // by whom the home is placed
}

func (p *Persons) subject(i uint32) (s subject) {
	p.fill(i, &s)
	return s
}

// fill is subject for hot paths; out must be zero.
func (p *Persons) fill(i uint32, out *subject) {
	s := p.res.Spot(i)
	b := p.birth(s)
	out.i, out.holder, out.home, out.spot, out.birth, out.parent, out.dept = i, i, i, s, b, b, s.Dept
	if s.Cell < 2*residence.HolderAge {
		m, ok := p.home.mother(p.res, s)
		if !ok {
			return
		}
		out.holder, out.mother, out.parent, out.size = p.res.Index(m), m, p.birth(m), 1
		p.settle(out, out.holder, m, out.parent.col, p.familyOf(m))
		return
	}
	family := p.familyOf(s)
	if s.Cell%2 == 1 && s.Cell < 2*oldestMother {
		out.size = p.home.mothers[int(s.Dept)*motherAges+int(s.Cell/2-motherFirst)].children(family)
	}
	p.settle(out, i, s, b.col, family)
}

// Rights returns the rights of person i. Cover and aid belong to the holder
// and are shared by the children; illness and doctor are the person's own.
func (p *Persons) Rights(i uint32) Rights {
	s := p.subject(i)
	return p.rights(&s)
}

func (p *Persons) rights(s *subject) Rights {
	var out Rights
	k := p.rightsKey
	at := places()
	own, shared := k.At(uint64(s.i)).Rand(), p.sharedRights(s.holder)
	out.AME = shared.Below(10_000_000) < ameRate(s.parent)*at.ame[s.dept]
	u, free := shared.Below(10_000_000), shared.Below(100)
	if !out.AME && u < c2sRate(s.parent, s.size > 0)*at.c2s[s.dept] {
		out.C2S = FreeC2S
		if free < paidShare(s.parent.cell/2) {
			out.C2S = PaidC2S
		}
	}
	age, woman := s.spot.Cell/2, s.spot.Cell%2 == 1
	out.ALD = own.Below(10_000) < aldRate(age, woman)
	out.FullCoverage = own.Below(1000) < otherFull(age, woman) || out.ALD
	out.Declared = own.Below(10_000_000) >= noneRate(age, woman, out)*at.none[s.dept]
	return out
}

// paidShare is the part of complementary cover with participation, in
// hundredths: 1.45 of 7.14 million in April 2022, more of the old.
func paidShare(age uint8) uint64 {
	if age >= 60 {
		return 48
	}
	return 17
}

func aldRate(age uint8, woman bool) uint64 {
	for _, r := range &aldRates {
		if age >= r.from {
			if woman {
				return r.women
			}
			return r.men
		}
	}
	return 0
}

func c2sRate(b birth, mother bool) uint64 {
	for _, r := range &c2sRates {
		if b.cell/2 >= r.from {
			if mother {
				return r.mothers
			}
			return r.others
		}
	}
	return 0
}

func ameRate(b birth) uint64 {
	if from := birthplace.OriginOf(b.col); from == birthplace.France || from == birthplace.SouthernEurope || from == birthplace.OtherEurope {
		return 0
	}
	for _, r := range &ameRates {
		if b.cell/2 >= r.from {
			if b.cell%2 == 1 {
				return r.women
			}
			return r.men
		}
	}
	return 0
}

// otherFull is the share with full coverage for another reason than long-term
// illness, in thousandths: maternity, invalidity, accidents at work (an
// estimate).
func otherFull(age uint8, woman bool) uint64 {
	switch {
	case age < 16:
		return 2
	case woman && age >= 20 && age < 40:
		return 45
	case age < 62:
		return 25
	}
	return 10
}

// noneRate is the chance of having declared no doctor, in ten-thousandths: men
// 1.22 and women 0.8 times the rate of their age, 5.5 % with a long-term
// illness, most with state medical aid, which asks for none.
func noneRate(age uint8, woman bool, r Rights) uint64 {
	if r.AME {
		return 7000
	}
	for _, n := range &noDoctor {
		switch {
		case age < n.from:
		case age < residence.HolderAge:
			return n.rate
		case r.ALD:
			return 540
		case woman:
			return n.rate * 80 / 100
		default:
			return n.rate * 122 / 100
		}
	}
	return 0
}

// scheme returns the codes of the insurance scheme and the fund of a holder.
// The general scheme's funds are those of the department, by commune where
// there are several. Codes of the others are made in the same form (scheme, C,
// department or 000), because no list of theirs is public.
func (p *Persons) scheme(s *subject, commune int) (regime, fund string) {
	dep := &facts.Departments()[s.dept]
	k := p.rightsKey.At(schemeDraw | uint64(s.holder))
	u := k.Below(random.Million)
	farm := uint64(farmShare)
	switch {
	case s.dept >= birthplace.OverseasFirst:
		farm = 0
	case dep.Region == "11":
		farm = farmShareIDF
	}
	if u < farm {
		return farmScheme, farmFunds()[s.dept]
	}
	u -= farm
	for j := range schemes {
		if u < schemes[j].share {
			return schemes[j].code, specialFunds[j]
		}
		u -= schemes[j].share
	}
	funds := facts.Funds(s.dept)
	// A commune belongs to one fund: draw by its name's place, not the person.
	part := int(geo.Key.At2(uint64(s.dept), uint64(commune)).Below(100))
	for j := range funds {
		if part -= funds[j].Share; part < 0 {
			return generalScheme, funds[j].Code
		}
	}
	return generalScheme, funds[0].Code
}

// period returns the days on which the rights begin and end. Cover and aid are
// given for a year, beginning with one of the twelve months to February of the
// reference year; basic rights last as long as residence and have no end.
func (p *Persons) period(s *subject, r Rights) (start, end record.Date) {
	k := p.rightsKey.At(periodDraw | uint64(s.holder))
	if r.AME || r.C2S != NoC2S {
		m := int(k.Below(12)) + 2 // months after January of the year before
		from := record.Date{Year: int16(p.refYear - 1 + m/12), Month: uint8(m%12) + 1, Day: 1}
		last := m + 11
		year, month := p.refYear-1+last/12, uint8(last%12)+1
		return from, record.Date{Year: int16(year), Month: month, Day: uint8(daysIn(year, month))}
	}
	// Universal protection: since 1 January 2016, or since birth for a child and
	// the sixteenth birthday for a holder if that came later.
	birth := p.birthDate(s.i, s.birth)
	start = record.Date{Year: 2016, Month: 1, Day: 1}
	if s.spot.Cell >= 2*residence.HolderAge {
		birth.Year += residence.HolderAge
	}
	if birth.Year >= 2016 && p.refYear >= 2016 {
		start = birth
		start.Day = uint8(min(int(start.Day), daysIn(int(start.Year), start.Month)))
	}
	return start, record.Date{}
}
