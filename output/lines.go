package output

// A tally tells each job how many lines its day has before it. Jobs say their
// own count as soon as they know it, in any order, long before they are
// written.
type tally struct {
	counts []int64 // by job; -1 = not known
	before []int64 // known up to and with index known
	known  int
	starts []bool // the job is the first of its day
}

// newTally returns a tally over jobs of which some start a day.
func newTally(starts []bool) *tally {
	t := &tally{counts: make([]int64, len(starts)), before: make([]int64, len(starts)+1), starts: starts}
	for i := range t.counts {
		t.counts[i] = -1
	}
	return t
}

// counted says how many lines a job has.
func (q *queue) counted(t *tally, job int, n int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t.counts[job] = n
	for t.known < len(t.counts) && t.counts[t.known] >= 0 {
		k := t.known
		t.before[k+1] = t.before[k] + t.counts[k]
		if k+1 < len(t.starts) && t.starts[k+1] {
			t.before[k+1] = 0
		}
		t.known++
	}
	q.changed.Broadcast()
}

// linesBefore waits until the count of all earlier jobs is known and returns
// the lines of the day before this job.
func (q *queue) linesBefore(t *tally, job int) (int64, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil && t.known < job {
		q.changed.Wait()
	}
	return t.before[job], q.err
}
