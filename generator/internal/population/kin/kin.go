package kin

import (
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Subject is a person with what its rights and names depend on: itself and the
// holder under whose number it is found.
type Subject struct {
	Index, Holder uint32
	Spot, Mother  residence.Spot // mother of a child with one
	Birth, Parent birth.Birth    // parent is the holder's
	Dept          uint8
	Size          uint32           // children of the holder
	Partner       couple.Companion // of the person, or of a child's holder
	Home          uint32           // by whom the home is placed
}

// Finder finds what a person's rights and names depend on. It stores nothing by
// person and is safe for concurrent use.
type Finder struct {
	res      *residence.Table
	births   *birthplace.Table
	home     *household.Table
	couples  *couple.Table
	register *birth.Register
}

// New finds subjects in these tables.
func New(register *birth.Register, home *household.Table, couples *couple.Table) *Finder {
	births := register.Places()
	return &Finder{res: births.Residence(), births: births, home: home, couples: couples, register: register}
}

// Find finds person i; out must be zero.
func (p *Finder) Find(i uint32, out *Subject) {
	s := p.res.Spot(i)
	b := p.register.Birth(s)
	out.Index, out.Holder, out.Home, out.Spot, out.Birth, out.Parent, out.Dept = i, i, i, s, b, b, s.Dept
	if s.Cell < 2*residence.HolderAge {
		m, ok := p.home.Mother(s)
		if !ok {
			return
		}
		out.Holder, out.Mother, out.Parent, out.Size = p.res.Index(m), m, p.register.Birth(m), 1
		p.settle(out, m, p.home.FamilyOf(m))
		return
	}
	family := p.home.FamilyOf(s)
	out.Size = p.home.ChildrenOf(s, family)
	p.settle(out, s, family)
}

// settle finds the partner of the holder at s, whose number among the women of her
// age is family, and the person by whose index their home is placed: of a couple the
// woman, or the one with the lower index.
func (p *Finder) settle(out *Subject, s residence.Spot, family uint32) {
	i := out.Holder
	out.Home = i
	c := p.couples.Companion(s, out.Parent.Col, family)
	if out.Partner = c; !c.OK {
		return
	}
	out.Partner.Index = p.res.Index(c.Spot)
	if mixed := s.Cell%2 != c.Spot.Cell%2; mixed && s.Cell%2 == 0 || !mixed && out.Partner.Index < i {
		out.Home = out.Partner.Index
	}
}

// Of returns person i.
func (p *Finder) Of(i uint32) (s Subject) {
	p.Find(i, &s)
	return s
}
