package rights

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
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

// streamRights is the stream of the draws about rights. Its number is part of the
// output and belongs to the first hundred, of which package population keeps the
// list.
const streamRights random.Stream = 115

// Draws under the stream that are about more than one thing: each is part of the
// key, above the bits that say whom it is about. Never reuse one.

// About rights; 0 is a person's own.
const (
	sharedDraw = (1 + iota) << 32 // what a holder shares with the children
	schemeDraw                    // scheme and fund of a holder
	periodDraw                    // since when a holder has them
	endDraw                       // until when
)

// Table says who is entitled to what. It stores nothing by person and is safe
// for concurrent use.
type Table struct {
	res      *residence.Table
	births   *birthplace.Table
	home     *household.Table
	register *birth.Register
	refYear  int
	key      random.Key
	at       *placeRates
	by       *cellRates
}

// New prepares the rights of those whose tables these are.
func New(key random.Key, home *household.Table, births *birthplace.Table, register *birth.Register) *Table {
	return &Table{
		res: births.Residence(), births: births, home: home, register: register, refYear: register.RefYear(),
		key: key.Stream(streamRights), at: places(), by: cells(),
	}
}

// Of returns the rights of a subject. Cover and aid belong to the holder and are
// shared by the children; illness and doctor are the person's own.
func (p *Table) Of(s *kin.Subject) Rights {
	var out Rights
	at, by, cell := p.at, p.by, s.Spot.Cell
	own, shared := p.key.At(uint64(s.Index)).Rand(), p.sharedRights(s.Holder)
	aided := shared.Below(10_000_000)
	out.AME = s.Parent.Col >= birthplace.ColAbroad && aided < ameRate(s.Parent)*at.ame[s.Dept]
	u, free := shared.Below(10_000_000), shared.Below(100)
	mother := 0
	if s.Size > 0 {
		mother = 1
	}
	if !out.AME && u < by.c2s[mother][s.Parent.Cell]*at.c2s[s.Dept] {
		out.C2S = FreeC2S
		if free < paidShare(s.Parent.Cell/2) {
			out.C2S = PaidC2S
		}
	}
	out.ALD = own.Below(10_000) < by.ald[cell]
	out.FullCoverage = own.Below(1000) < by.full[cell] || out.ALD
	none := by.none[cell]
	if out.AME || out.ALD {
		none = noneRate(cell/2, cell%2 == 1, out)
	}
	out.Declared = own.Below(10_000_000) >= none*at.none[s.Dept]
	return out
}

// Health tells of a person in a cell of a department what demand for care depends on,
// in a fraction of the time that Of takes: whether there is a long-term illness, and
// whether a referring doctor is declared, but for those with state medical aid.
func (p *Table) Health(i uint32, dept, cell uint8) (ald, declared bool) {
	own := p.key.At(uint64(i)).Rand()
	age, woman := cell/2, cell%2 == 1
	out := Rights{ALD: own.Below(10_000) < aldRate(age, woman)}
	own.Uint64() // other reasons for full coverage
	return out.ALD, own.Below(10_000_000) >= noneRate(age, woman, out)*places().none[dept]
}

// cellRates are the rates by age and sex, read off their lists once.
type cellRates struct {
	ald, full [residence.Cells]uint64
	none      [residence.Cells]uint64    // of those without a long-term illness and without aid
	c2s       [2][residence.Cells]uint64 // others, mothers
}

var cells = sync.OnceValue(func() *cellRates {
	out := new(cellRates)
	for cell := range uint8(residence.Cells) {
		age, woman := cell/2, cell%2 == 1
		out.ald[cell], out.full[cell] = aldRate(age, woman), otherFull(age, woman)
		out.none[cell] = noneRate(age, woman, Rights{})
		for mother := range out.c2s {
			out.c2s[mother][cell] = c2sRate(birth.Birth{Cell: cell}, mother == 1)
		}
	}
	return out
})

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

func c2sRate(b birth.Birth, mother bool) uint64 {
	for _, r := range &c2sRates {
		if b.Cell/2 >= r.from {
			if mother {
				return r.mothers
			}
			return r.others
		}
	}
	return 0
}

func ameRate(b birth.Birth) uint64 {
	switch birthplace.OriginOf(b.Col) {
	case birthplace.France, birthplace.SouthernEurope, birthplace.OtherEurope:
		return 0
	}
	for _, r := range &ameRates {
		if b.Cell/2 >= r.from {
			if b.Cell%2 == 1 {
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

// Scheme returns the codes of the insurance scheme and the fund of a holder.
// The general scheme's funds are those of the department, by commune where
// there are several. Codes of the others are made in the same form (scheme, C,
// department or 000), because no list of theirs is public.
func (p *Table) Scheme(s *kin.Subject, commune int) (regime, fund string) {
	u, farm := p.key.At(schemeDraw|uint64(s.Holder)).Below(random.Million), p.at.farm[s.Dept]
	if u < farm {
		return farmScheme, farmFunds()[s.Dept]
	}
	u -= farm
	for j := 0; u < special; j++ { // ends before the list does
		if u < schemes[j].share {
			return schemes[j].code, specialFunds[j]
		}
		u -= schemes[j].share
	}
	funds := facts.Funds(s.Dept)
	if len(funds) == 1 {
		return generalScheme, funds[0].Code
	}
	// A commune belongs to one fund: draw by its name's place, not the person.
	part := int(geo.Key.At2(uint64(s.Dept), uint64(commune)).Below(100))
	for j := range funds {
		if part -= funds[j].Share; part < 0 {
			return generalScheme, funds[j].Code
		}
	}
	return generalScheme, funds[0].Code
}

// Aided reports whether the person i at s, born in col, has state medical aid,
// which for a child is its holder's.
func (p *Table) Aided(i uint32, s residence.Spot, col uint8) bool {
	if s.Cell < 2*residence.HolderAge {
		if m, ok := p.home.Mother(s); ok {
			i, s = p.res.Index(m), m
			row := p.births.Row(s.Dept, s.Cell)
			col, _ = row.Column(s.Rank)
		}
	}
	shared := p.sharedRights(i)
	return shared.Below(10_000_000) < ameRate(birth.Birth{Cell: s.Cell, Col: col})*places().ame[s.Dept]
}

// sharedRights starts the draws of what a holder shares with the children.
func (p *Table) sharedRights(holder uint32) random.Rand {
	return p.key.At(sharedDraw | uint64(holder)).Rand()
}
