package portal

// Limit is a threshold of look-ups within a time. Times are microseconds.
type Limit struct {
	Count int   // look-ups that are answered
	Per   int64 // within this time
	For   int64 // how long all are refused from the first one beyond
}

// Limiter is what a limit remembers of one address, session or account: the
// last look-ups within the time, and until when it refuses. What it refuses
// counts no more, and when it answers again it counts anew. The zero value has
// seen nothing. Look-ups are shown to it in order of time.
//
//	count 3    1  2  3  x  x  x  1  2
//	           └── Per ─┘
//	                    └─ For ─┘
type Limiter struct {
	times   []int64 // of the look-ups that count, from next on, oldest first
	next    int
	blocked int64 // refused until
}

// See shows a look-up to the limit. It returns until when the limit refuses, 0
// if the look-up is let through.
func (l *Limiter) See(ts int64, x Limit) (until int64) {
	if ts < l.blocked {
		return l.blocked
	}
	for l.next < len(l.times) && l.times[l.next] <= ts-x.Per {
		l.next++
	}
	if len(l.times)-l.next >= x.Count {
		l.blocked = ts + x.For
		l.times, l.next = l.times[:0], 0
		return l.blocked
	}
	if l.next > 0 && 2*l.next >= len(l.times) {
		l.times, l.next = l.times[:copy(l.times, l.times[l.next:])], 0
	}
	l.times = append(l.times, ts)
	return 0
}

// Blocks reports whether the limit refuses at an instant.
func (l *Limiter) Blocks(ts int64) bool { return ts < l.blocked }

// Pass lifts the block from an instant on, for somebody has come through what
// was asked.
func (l *Limiter) Pass(ts int64) { l.blocked = min(l.blocked, ts) }

// Reset forgets everything and keeps the memory.
func (l *Limiter) Reset() { l.times, l.next, l.blocked = l.times[:0], 0, 0 }
