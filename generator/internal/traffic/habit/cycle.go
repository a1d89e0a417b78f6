package habit

import "github.com/breachsim/breachsim/generator/internal/random"

// cycle is how a class's persons come back: each of them on one day in Every, in an
// order of its own each time. Persons of one rank after the other share Every days,
// in turns of Turn days; Late is by how many days of the turn they are late.
type cycle struct {
	Every, Turn uint32
	Late        random.Ladder
}

// rounds is the last day up to one that a cycle begins on.
func (c *cycle) rounds(day uint64) uint64 {
	if day>>32 == 0 { // the processor divides them in a third of the time
		return uint64(uint32(day) / c.Every * c.Every)
	}
	return day / uint64(c.Every) * uint64(c.Every)
}

// anyTime spreads visits evenly over a turn.
func anyTime(days int) cycle {
	weights := make([]uint64, days)
	for i := range weights {
		weights[i] = 1
	}
	return cycle{uint32(days), uint32(days), random.NewLadder(weights)}
}

// renewal is a prescription that lasts so many days: most come on the day or the
// day after, some later in the week, some a day before. Who is due on a closing day
// comes on another one.
func renewal(days uint32) cycle {
	return cycle{days, 7, random.NewLadder([]uint64{40, 22, 13, 6, 2, 3, 14})}
}
