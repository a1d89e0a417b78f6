package population

import (
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
	"github.com/breachsim/breachsim/generator/nir"
)

// Answer is what the directory knows to a look-up about a person.
type Answer struct {
	Holder  uint32  // the person under whose number it is made
	NIR     nir.NIR // the holder's number
	Persons int     // persons returned
	Dept    uint8   // the holder's department of residence
	End     int32   // last day of the holder's rights, in days since 1970; NoEnd = they have none
	Shown   Shown
}

// Answer follows the chain from a person to the holder and the number once: it
// is Holder, NIR, HouseholdSize and Dept of the holder in half their time.
func (p *Persons) Answer(i uint32) Answer {
	a := p.Answers([]uint32{i}, nil)
	return a[0]
}

// block is how many answers are worked out together.
const block = 16

// onTheWay is a person half-way through the chain.
type onTheWay struct {
	residence.Spot
	birth.Standing
	holder uint32
	alone  bool // a child without a mother: nobody is found under it
}

// Answers appends the answer about each person. It works on a few at a time,
// step by step, so that the reads from the large tables, which are what the
// chain waits for, go on side by side.
func (p *Persons) Answers(persons []uint32, dst []Answer) []Answer {
	var ways [block]onTheWay
	for len(persons) > 0 {
		n := min(block, len(persons))
		h := ways[:n]
		for j, i := range persons[:n] {
			h[j] = p.holderOf(i)
		}
		for j := range h {
			row := p.births.Row(h[j].Dept, h[j].Cell)
			h[j].Col, h[j].From = row.Column(h[j].Rank)
		}
		for j := range h {
			h[j].Before, h[j].Size = p.births.PlaceIn(h[j].Dept, h[j].Cell, h[j].Col)
		}
		first := len(dst)
		for j := range h {
			a := Answer{Holder: h[j].holder, NIR: p.holdersNumber(&h[j]), Dept: h[j].Dept}
			a.End = p.Status.endOf(a.Holder, h[j].Spot, h[j].Col)
			dst = append(dst, a)
		}
		for j := range h {
			n := p.returned(&h[j])
			dst[first+j].Persons, dst[first+j].Shown = n, p.shown(&h[j], n)
		}
		persons = persons[n:]
	}
	return dst
}

// holderOf finds the place of the person under whose number i is found.
func (p *Persons) holderOf(i uint32) onTheWay {
	h := onTheWay{Spot: p.res.Spot(i), holder: i}
	if h.Cell < 2*residence.HolderAge {
		m, ok := p.home.Mother(h.Spot)
		if h.alone = !ok; ok {
			h.Spot, h.holder = m, p.res.Index(m)
		}
	}
	return h
}

// returned is HouseholdSize of the holder.
func (p *Persons) returned(h *onTheWay) int {
	switch {
	case h.alone:
	case h.Cell%2 == 1:
		return 1 + int(p.home.BroodOf(h.Spot).Size)
	case p.couples.Asks(h.Spot):
		return 1 + int(p.couples.BroodOfMan(h.Spot, h.Col).Size)
	}
	return 1
}

// holdersNumber is NIR, with a short way for most of those aged 16 to 99.
func (p *Persons) holdersNumber(h *onTheWay) nir.NIR {
	if h.Col >= birthplace.ColAbroad && p.numbers.temporary(h.holder, h.Spot, h.Col) {
		return p.numbers.serial(h.holder, h.Cell)
	}
	if h.Cell < 2*residence.HolderAge || h.Cell >= residence.Centenarian {
		return p.register.NIROf(p.register.BirthIn(h.Spot, h.Standing))
	}
	m, rank := p.births.Month(h.Cell, h.Col, h.Before+h.Rank-h.From, h.Size)
	return p.register.Number(h.Cell, m, h.Col, p.register.PlainSlot(h.Cell, m, h.Col, rank))
}

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
	return Shown{Letters: uint8(p.names.Letters(&s)), Rights: p.entitled.Of(&s)}
}
