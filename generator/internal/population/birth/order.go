package birth

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// slotOrder is the keyed order of a cohort's slots. Those of the years in which
// children were born go round the codes, a stripe of one slot each at a time.
type slotOrder struct {
	plain   chain.Shuffle
	codes   uint32 // of the column
	room    uint32 // slots in the order
	striped bool
	key     random.Key
}

// At returns the slot at a position.
func (o *slotOrder) At(x uint32) uint32 {
	if !o.striped {
		return o.slot(o.plain.At(x))
	}
	code := x % o.codes
	sh := chain.NewShuffle(o.key.At(uint64(code)), o.room/o.codes)
	return code*birthplace.Capacity + sh.At(x/o.codes)
}

// Find is the inverse of At; ok is false for a slot that the order has not.
func (o *slotOrder) Find(slot uint32) (x uint32, ok bool) {
	code, at := slot/birthplace.Capacity, slot%birthplace.Capacity
	if !o.striped {
		if x, ok = o.place(code, at); !ok {
			return 0, false
		}
		return o.plain.Find(x), true
	}
	if at >= o.room/o.codes {
		return 0, false
	}
	sh := chain.NewShuffle(o.key.At(uint64(code)), o.room/o.codes)
	return sh.Find(at)*o.codes + code, true
}

// stripes returns the position of the first stripe after the others of a month.
func (o *slotOrder) stripes(others uint32) uint32 {
	return (others + o.codes - 1) / o.codes * o.codes
}

// size returns how many slots of the rest fall to the next code, with so many codes
// behind it: five ninths, as far as it has numbers and the others have for what is
// left.
func size(rest, behind uint32) uint32 {
	if behind == 0 {
		return rest
	}
	n := min(rest*5/9+1, rest, birthplace.Capacity)
	if most := behind * birthplace.Capacity; rest-n > most {
		n = rest - most
	}
	return n
}

// slot returns the slot at a place among those of a plain order, code after code.
func (o *slotOrder) slot(at uint32) uint32 {
	rest := o.room
	for code := uint32(0); ; code++ {
		n := size(rest, o.codes-1-code)
		if at < n {
			return code*birthplace.Capacity + at
		}
		at, rest = at-n, rest-n
	}
}

// place is the inverse of slot; ok is false where the code does not go so far.
func (o *slotOrder) place(code, at uint32) (x uint32, ok bool) {
	rest := o.room
	for c := range code {
		rest -= size(rest, o.codes-1-c)
	}
	if code >= o.codes || at >= size(rest, o.codes-1-code) {
		return 0, false
	}
	return o.room - rest + at, true
}
