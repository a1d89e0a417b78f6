package birth

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Order numbers are given one after the other, from 1 each month in each commune. So
// those of a cohort lie as low as France's births allow, however few of its people a
// world has, with gaps for those who have died or left; and some communes have many
// more births than others.

// mostOfMonth is no less than the part of a year's births in any month, in thousandths.
const mostOfMonth = 90

// numbersPerPerson is how many numbers were given for each person who still lives in
// France, in tenths, by age from: the others have died or left. Rounded up from life
// tables; an assumption below 60.
var numbersPerPerson = [...]struct {
	from  uint8
	tenth uint64
}{{95, 120}, {90, 50}, {85, 30}, {80, 22}, {70, 17}, {60, 15}, {0, 14}}

// given returns how many numbers a month of a cell and column of France gave at most.
func (r *Register) given(cell, col uint8) uint64 {
	n := uint64(r.places.Size(cell, col))
	for _, x := range &numbersPerPerson {
		if cell/2 >= x.from {
			n *= x.tenth
			break
		}
	}
	return n * r.scale >> scaleBits * mostOfMonth / 10_000
}

// plainRoom is how many slots a cohort of those aged 16 to 99 gives out: what its
// largest month needs and more.
func (r *Register) plainRoom(cell, col uint8) uint32 {
	return r.rooms[int(cell)*birthplace.Columns+int(col)]
}

// buildRooms works the rooms of all cells and columns out, and the codes of the columns.
func (r *Register) buildRooms() {
	r.rooms = make([]uint32, residence.Cells*birthplace.Columns)
	for col := range uint8(birthplace.Columns) {
		r.codes[col] = r.places.Slots(col) / birthplace.Capacity
		for cell := range uint8(residence.Cells) {
			room := min(r.given(cell, col)+4, uint64(r.places.Slots(col)))
			r.rooms[int(cell)*birthplace.Columns+int(col)] = uint32(room)
		}
	}
}
