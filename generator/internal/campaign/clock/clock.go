// Package clock is the queue of the stage: what happens next to the accounts and
// addresses that campaigns and controls touch.
//
// Everything on the stage is a handler that runs at its own time and writes its step
// of the log at that time: one line, or a spell of look-ups that nobody judges one by
// one. So the order of the queue is the order of the log, and whatever comes between two steps of an actor is met by the
// second one. A handler looks at the state as it is now; it never plays ahead.
//
//	At(09:00, sign in) ─► 09:00 sign in ─ At(09:02, choose a password) ─► …
//
// The queue knows nothing of accounts and draws nothing. It is not safe for
// concurrent use: the stage is played once, in one goroutine.
package clock

import "container/heap"

// Never is later than any scenario.
const Never = int64(1<<63 - 1)

// Queue holds handlers in order of time; those of one instant run in the order
// in which they were added. The zero value is empty.
type Queue struct {
	timers timers
	now    int64
	serial uint64
}

// Timer is a handler that waits. The zero value and nil are timers that have
// run.
type Timer struct {
	ts     int64
	serial uint64
	do     func(now int64)
}

// Now returns the time of the handler that runs, in microseconds.
func (q *Queue) Now() int64 { return q.now }

// At runs do at an instant, or now where that is over. The timer returned can be
// stopped before.
func (q *Queue) At(ts int64, do func(now int64)) *Timer {
	q.serial++
	t := &Timer{ts: max(ts, q.now), serial: q.serial, do: do}
	heap.Push(&q.timers, t)
	return t
}

// Stop keeps the handler from running.
func (t *Timer) Stop() {
	if t != nil {
		t.do = nil
	}
}

// Waits reports whether the handler is still to run.
func (t *Timer) Waits() bool { return t != nil && t.do != nil }

// Run runs all handlers before an instant, those that they add among them.
func (q *Queue) Run(end int64) {
	for len(q.timers) > 0 && q.timers[0].ts < end {
		t := heap.Pop(&q.timers).(*Timer)
		if do := t.do; do != nil {
			t.do = nil
			q.now = t.ts
			do(t.ts)
		}
	}
	q.now = end
}

// timers is a heap by time and serial number.
type timers []*Timer

func (q timers) Len() int { return len(q) }
func (q timers) Less(i, j int) bool {
	if q[i].ts != q[j].ts {
		return q[i].ts < q[j].ts
	}
	return q[i].serial < q[j].serial
}
func (q timers) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *timers) Push(x any)   { *q = append(*q, x.(*Timer)) }
func (q *timers) Pop() any {
	old := *q
	x := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return x
}
