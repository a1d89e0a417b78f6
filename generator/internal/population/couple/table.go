package couple

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const depts = facts.DepartmentCount

// streamCouple is the stream of the draws about couples: who lives with whom. Its
// number is part of the output and belongs to the first hundred, of which package
// population keeps the list.
const streamCouple random.Stream = 120

// Draws under the stream that are about more than one thing: each is part of the
// key, above the bits that say whom it is about. Never reuse one.

// About who lives with whom; 0 is the order of the men of a cell.
const (
	ownLineOrder    = (1 + iota) << 32 // order of those born in a column, and how far their own line goes
	ownLineGap                         // gap of ages in such a line
	commonLineGap                      // gap of ages in the common line
	sameSexAge                         // age of a partner of one's own sex
	mothersMix                         // order of the mothers of a cell
	sameSexRounding                    // how many live with one of their own sex
	loneRounding                       // how many mothers live alone in a small department
	couplesRounding                    // how many couples it has
	ageRounding                        // and of which ages
	rankOrder                          // who of them with whom
)

// Companion is the partner of a person.
type Companion struct {
	Spot  residence.Spot
	Index uint32 // index; set by what asks for it
	Col   uint8  // of birth
	OK    bool
}

// place is where a person stands in a line.
type place struct {
	at  uint32
	own bool // in the line of its own group of countries
}

// lineup counts, for each age, the women and the men of younger ages who live
// with one of the other sex.
type lineup struct{ of [2][residence.Ages + 1]uint32 }

// Table says who lives with whom. It stores nothing by person and is safe for
// concurrent use.
type Table struct {
	res     *residence.Table
	births  *birthplace.Table
	home    *household.Table
	lengths []uint32       // of the common lines, by department and cell
	lineups [depts]*lineup // of the small departments
	key     random.Key
}
