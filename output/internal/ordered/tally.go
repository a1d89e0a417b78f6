package ordered

// A Tally tells each job how many lines its day has before it. Jobs say their
// own count as soon as they know it, in any order, long before they are
// written.
type Tally struct {
	counts []int64 // by job; -1 = not known
	before []int64 // known up to and with index known
	known  int
	starts []bool // the job is the first of its day
}

// NewTally returns a tally over jobs of which some start a day.
func NewTally(starts []bool) *Tally {
	t := &Tally{counts: make([]int64, len(starts)), before: make([]int64, len(starts)+1), starts: starts}
	for i := range t.counts {
		t.counts[i] = -1
	}
	return t
}
