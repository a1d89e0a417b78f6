package population

import (
	"breachsim/generator/population/birth"
	"breachsim/generator/population/kin"
	"breachsim/generator/population/rights"
)

// Shown is what the page of a look-up shows of the holder's record, beside the number:
// it decides how long the page is.
type Shown struct {
	Letters uint8 // bytes of the birth name and the first names
	Rights  rights.Rights
}

// Shown returns it of the person under whose number i is found.
func (p *Persons) Shown(i uint32) Shown {
	var asked [1]uint32
	var a [1]Answer
	asked[0] = i
	return p.Answers(asked[:], a[:0])[0].Shown
}

// shown follows from where the holder stands and how many persons are found with it: a
// few draws, where the whole record would take the chain once more.
func (p *Persons) shown(h *onTheWay, persons int) Shown {
	b := birth.Birth{Cell: h.Cell, Col: h.Col}
	s := kin.Subject{Index: h.holder, Holder: h.holder, Spot: h.Spot, Dept: h.Dept, Birth: b, Parent: b}
	if h.Cell%2 == 1 {
		s.Size = uint32(persons - 1)
	}
	var names [128]byte
	text := p.names.AppendOwnSurname(names[:0], h.holder, b)
	text = p.names.AppendFirstNames(text, &s)
	return Shown{Letters: uint8(len(text)), Rights: p.entitled.Of(&s)}
}
