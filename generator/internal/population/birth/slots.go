package birth

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// Cohort is everybody with the same sex, two-digit year and month of birth and
// the same column: one space of numbers, its slots in a keyed order. Those of
// the later century take the slots from the front, those of the earlier one
// from the back, so that they never meet.
type Cohort struct {
	young, old uint8 // cells; none if there is no such age
	Col, month uint8
	Slots      uint32 // that are given out or may be: see Register.plainRoom
	order      slotOrder
}

const none = 255

// CellsOf returns the cells of a sex and two-digit year.
func (r *Register) CellsOf(sex, yy uint8) (young, old uint8) {
	age := ((r.refYear-1-int(yy))%100 + 100) % 100
	young, old = uint8(2*age)+sex-1, none
	if age+100 < residence.Ages {
		old = young + residence.Centenarian
	}
	return young, old
}

// first returns the birth of the first twin of the month, after so many others.
func (c *Cohort) first(others uint32) Birth {
	return Birth{Cell: c.young, Col: c.Col, Month: c.month, rank: others}
}

// Cohort returns the cohort of a sex (1, 2), two-digit year, month (0 to 11) and
// column.
func (r *Register) Cohort(sex, yy, month, col uint8) Cohort {
	c := Cohort{Col: col, month: month}
	c.young, c.old = r.CellsOf(sex, yy)
	c.order = r.slotOrder(monthOf{sex, yy, month, col}, striped(c.young))
	c.Slots = c.order.room
	return c
}

// monthOf names a cohort.
type monthOf struct{ sex, yy, month, col uint8 }

// slotOrder returns the keyed order of a cohort's slots.
func (r *Register) slotOrder(m monthOf, striped bool) slotOrder {
	order := slotOrder{codes: r.codes[m.col], key: r.slotName(m)}
	young, old := r.CellsOf(m.sex, m.yy)
	if order.striped = striped; striped {
		order.room = r.stripedRoom(Cohort{young: young, old: old, Col: m.col, month: m.month}, order.codes)
		return order
	}
	order.room = r.plainRoom(young, m.col)
	order.plain = chain.NewShuffle(order.key, order.room)
	return order
}

// count returns the persons of one of the cohort's cells.
func (r *Register) count(c *Cohort, cell uint8) uint32 {
	if cell == none {
		return 0
	}
	others, twins := r.inMonth(cell, c.Col, c.month)
	return others + twins
}

// Used returns up to which position, and from which one, slots may be taken.
func (r *Register) Used(c *Cohort) (from, to uint32) {
	others, twins := r.inMonth(c.young, c.Col, c.month)
	from, to = others, c.Slots-r.count(c, c.old)
	if twins > 0 {
		from = c.order.stripes(others) + twins*c.order.codes
	}
	return from, to
}

// Slot returns the number of a birth in its cohort: code position · capacity
// + order number - 1.
func (r *Register) Slot(b Birth) uint32 {
	if !striped(b.Cell) && b.Cell < residence.Centenarian {
		return r.PlainSlot(b.Cell, b.Month, b.Col, b.rank)
	}
	order := r.orderOf(b.Cell, b.Col, b.Month)
	return r.slotIn(&order, b)
}

// orderOf is the order of the slots of the cohort of a cell.
func (r *Register) orderOf(cell, col, month uint8) slotOrder {
	return r.slotOrder(monthOf{cell%2 + 1, uint8(r.Year(cell) % 100), month, col}, striped(cell))
}

// slotIn is Slot for one who is younger than 16 or older than 99, by the order of the
// cohort's slots.
func (r *Register) slotIn(order *slotOrder, b Birth) uint32 {
	switch {
	case b.Cell >= residence.Centenarian:
		return order.At(order.room - 1 - b.rank)
	case b.Pair != 0:
		others, _ := r.inMonth(b.Cell, b.Col, b.Month)
		code := uint32(r.home.PairKey(b.Cell, b.Col, b.Pair).Below(uint64(order.codes)))
		return order.At(order.stripes(others) + (b.rank-others)*order.codes + code)
	}
	return order.At(b.rank)
}

// PlainSlot is slot for those aged 16 to 99.
func (r *Register) PlainSlot(cell, month, col uint8, rank uint32) uint32 {
	p := r.Plain(cell, col)
	return p.Slot(month, rank)
}

// Striped is those of a cell who were born in a column and are younger than 16 or older
// than 99, whose slots are asked for one after the other.
type Striped struct {
	r      *Register
	orders [12]slotOrder // by month, once they are known
}

// Striped returns those of the cell and column of the first birth that is asked for.
func (r *Register) Striped() Striped { return Striped{r: r} }

// Slot is [Register.Slot] for births of one cell and column.
func (s *Striped) Slot(b Birth) uint32 {
	order := &s.orders[b.Month]
	if order.codes == 0 {
		*order = s.r.orderOf(b.Cell, b.Col, b.Month)
	}
	return s.r.slotIn(order, b)
}

// Plain is those of a cell of the ages 16 to 99 who were born in a column, whose slots are
// asked for one after the other.
type Plain struct {
	key   random.Key // of all
	name  uint64     // of a month, less the month
	order slotOrder
}

// Plain returns those of a cell who were born in a column.
func (r *Register) Plain(cell, col uint8) Plain {
	p := Plain{
		key:   r.slotKey,
		name:  monthOf{cell%2 + 1, uint8(r.Year(cell) % 100), 0, col}.name(),
		order: slotOrder{codes: r.codes[col], room: r.plainRoom(cell, col)},
	}
	p.order.plain = chain.NewShuffle(0, p.order.room)
	return p
}

// Slot is [Register.PlainSlot].
func (p *Plain) Slot(month uint8, rank uint32) uint32 { return p.SlotAt(p.Place(month, rank)) }

// Place is the first half of Slot, the long one: the place among the slots of the month.
func (p *Plain) Place(month uint8, rank uint32) uint32 {
	order := p.order.plain.Of(p.key.At(p.name | uint64(month)<<8))
	return order.At(rank)
}

// SlotAt is the second half: the slot at a place.
func (p *Plain) SlotAt(place uint32) uint32 { return p.order.slot(place) }

// slotName names the order of a cohort's slots.
func (r *Register) slotName(m monthOf) random.Key {
	return r.slotKey.At(m.name())
}

func (m monthOf) name() uint64 {
	return uint64(m.sex)<<24 | uint64(m.yy)<<16 | uint64(m.month)<<8 | uint64(m.col)
}

// Member is the inverse of slot; ok is false for a slot that nobody has.
func (r *Register) Member(c *Cohort, slot uint32) (b Birth, ok bool) {
	x, ok := c.order.Find(slot)
	if !ok {
		return Birth{}, false
	}
	others, twins := r.inMonth(c.young, c.Col, c.month)
	if x < others {
		return Birth{Cell: c.young, Col: c.Col, Month: c.month, rank: x}, true
	}
	if twins > 0 {
		if first := c.order.stripes(others); x >= first && x < first+twins*c.order.codes {
			b = r.twinOfMonth(c.first(others), (x-first)/c.order.codes)
			return b, r.Slot(b) == slot
		}
	}
	if x = c.Slots - 1 - x; x < r.count(c, c.old) {
		return Birth{Cell: c.old, Col: c.Col, Month: c.month, rank: x}, true
	}
	return Birth{}, false
}

// Number writes a slot as a NIR.
func (r *Register) Number(cell, month, col uint8, slot uint32) nir.NIR {
	place := r.places.Place(col, slot)
	return nir.Make(cell%2+1, uint8(r.Year(cell)%100), month+1, place, uint16(slot%birthplace.Capacity+1))
}

// NIROf returns the number of a birth.
func (r *Register) NIROf(b Birth) nir.NIR { return r.Number(b.Cell, b.Month, b.Col, r.Slot(b)) }

// stripedRoom is the same for a cohort with children, of so many codes: whole stripes,
// one more than are taken at least.
func (r *Register) stripedRoom(c Cohort, codes uint32) uint32 {
	others, twins := r.inMonth(c.young, c.Col, c.month)
	stripes := (others+codes-1)/codes + twins + (r.count(&c, c.old)+codes-1)/codes + 1
	stripes = max(stripes, uint32(r.given(c.young, c.Col)/uint64(codes)))
	return min(stripes, birthplace.Capacity) * codes
}

// striped tells whether the cohort of a cell has a striped order: children, and
// those who are a century older.
func striped(cell uint8) bool {
	if cell >= residence.Centenarian {
		cell -= residence.Centenarian
	}
	return cell < 2*residence.HolderAge
}

// AppendSlots appends the slots that somebody of a cohort has.
func (r *Register) AppendSlots(c *Cohort, dst []uint32) []uint32 {
	others, twins := r.inMonth(c.young, c.Col, c.month)
	for rank := range others {
		dst = append(dst, c.order.At(rank))
	}
	for k := range twins {
		dst = append(dst, r.Slot(r.twinOfMonth(c.first(others), k)))
	}
	for rank := range r.count(c, c.old) {
		dst = append(dst, c.order.At(c.Slots-1-rank))
	}
	return dst
}

// Members returns the number of persons of a cohort.
func (r *Register) Members(c *Cohort) int { return int(r.count(c, c.young) + r.count(c, c.old)) }

// Vacant draws one of the slots of a cohort that nobody has. There always is
// one: see buildPlaces.
func (r *Register) Vacant(cell, month, col uint8, u uint64) nir.NIR {
	c := r.Cohort(cell%2+1, uint8(r.Year(cell)%100), month, col)
	from, to := r.Used(&c)
	free := uint64(to - from)
	slot := c.order.At(from + uint32((u>>32)*free>>32))
	return r.Number(cell, month, col, slot)
}
