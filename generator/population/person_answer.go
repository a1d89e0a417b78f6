package population

import "breachsim/generator/nir"

// Answer is what the directory knows to a look-up about a person.
type Answer struct {
	Holder  uint32  // the person under whose number it is made
	NIR     nir.NIR // the holder's number
	Persons int     // persons returned
	Dept    uint8   // the holder's department of residence
}

// Answer follows the chain from a person to the holder and the number once: it
// is Holder, NIR, HouseholdSize and Dept of the holder in half their time.
func (p *Persons) Answer(i uint32) Answer {
	s := p.res.spot(i)
	child := s.cell < 2*holderAge
	if child {
		if m, ok := p.home.mother(&p.res, s); ok {
			s, i, child = m, p.res.index(m), false
		}
	}
	a := Answer{Holder: i, Persons: 1, Dept: s.dept}
	b := p.birth(s)
	a.NIR = p.number(b.cell, b.month, b.col, p.slot(b))
	if !child {
		_, _, _, size := p.home.siblings(s)
		a.Persons += int(size)
	}
	return a
}
