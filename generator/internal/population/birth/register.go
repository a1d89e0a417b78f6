package birth

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const depts = facts.DepartmentCount

// Streams of the draws about births. Their numbers are part of the output and
// belong to the first hundred, of which package population keeps the list.
const (
	streamSlot random.Stream = 104 // commune code and order number
	streamDay  random.Stream = 105 // day of birth
)

// pairDay is a draw under a pair of package household: its day of birth.
const pairDay = 1

// Birth is where in the number space a person's birth lies.
type Birth struct {
	Cell, Col, Month uint8  // month 0 to 11
	rank             uint32 // inside the month of the group
	Pair             uint32 // 1 + number of the pair of a twin, else 0
	Order            uint8  // 1 for the second-born of a pair
}

// Of is a birth, not of a twin, with its rank among those of the month.
func Of(b Birth, rank uint32) Birth {
	b.rank = rank
	return b
}

// Rank is the rank of a birth inside the month of its group.
func (b Birth) Rank() uint32 { return b.rank }

// Register gives each birth its number. It stores nothing by person and is safe for
// concurrent use.
type Register struct {
	res             *residence.Table
	places          *birthplace.Table
	home            *household.Table
	refYear         int
	scale           uint64 // persons of France to one of this population, see given
	slotKey, dayKey random.Key
	rooms           []uint32                   // see plainRoom
	codes           [birthplace.Columns]uint32 // of a column
}

// france is how many persons the published population has.
const france = 67_813_396

// scaleBits is the number of binary places of Register.scale.
const scaleBits = 16

// New numbers the births of those whose tables these are; ages are
// completed years on 1 January refYear.
func New(key random.Key, home *household.Table, places *birthplace.Table, refYear int) *Register {
	r := &Register{
		res: places.Residence(), places: places, home: home, refYear: refYear,
		slotKey: key.Stream(streamSlot), dayKey: key.Stream(streamDay),
		scale: france << scaleBits / uint64(places.Residence().Len()),
	}
	r.buildRooms()
	return r
}

// Year returns the year of birth of a cell.
func (r *Register) Year(cell uint8) int { return r.refYear - 1 - int(cell/2) }

// RefYear returns the year on whose first day ages are counted.
func (r *Register) RefYear() int { return r.refYear }

// Places returns the places of birth that the register numbers.
func (r *Register) Places() *birthplace.Table { return r.places }
