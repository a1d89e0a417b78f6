package sigma

import "github.com/breachsim/breachsim/output/sigma/internal/field"

// late holds lines back until none that belongs before them can come: a heap by time,
// and of equal times by arrival.
type late struct {
	most   int64 // microseconds that a line may be late
	heap   []*waiting
	free   []*waiting
	n      int64 // lines that arrived
	latest int64 // greatest time
}

type waiting struct {
	line
	ts, arrived int64
}

func (l *late) len() int { return len(l.heap) }

// push takes a line in.
func (l *late) push(r *field.Record) {
	w := &waiting{}
	if n := len(l.free); n > 0 {
		w = l.free[n-1]
		l.free = l.free[:n-1]
	}
	w.copyOf(r)
	w.ts, w.arrived = r.TS(), l.n
	if l.n == 0 || w.ts > l.latest {
		l.latest = w.ts
	}
	l.n++
	l.heap = append(l.heap, w)
	for i := len(l.heap) - 1; i > 0 && l.before(i, (i-1)/2); i = (i - 1) / 2 {
		l.swap(i, (i-1)/2)
	}
}

// ripe reports whether no line that may still come belongs before the first.
func (l *late) ripe() bool { return l.heap[0].ts < l.latest-l.most }

// pop gives the first line, which is valid until the next push.
func (l *late) pop() *line {
	w := l.heap[0]
	last := len(l.heap) - 1
	l.swap(0, last)
	l.heap = l.heap[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < last && l.before(child+1, child) {
			child++
		}
		if child >= last || !l.before(child, i) {
			break
		}
		l.swap(i, child)
		i = child
	}
	l.free = append(l.free, w)
	return &w.line
}

func (l *late) swap(i, j int) { l.heap[i], l.heap[j] = l.heap[j], l.heap[i] }

func (l *late) before(i, j int) bool {
	a, b := l.heap[i], l.heap[j]
	return a.ts < b.ts || a.ts == b.ts && a.arrived < b.arrived
}
