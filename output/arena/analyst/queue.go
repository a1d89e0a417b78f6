package analyst

import (
	"cmp"
	"container/heap"

	"github.com/breachsim/breachsim/output/arena/alarm"
)

// entity is what alerts are about.
type entity struct{ kind, id string }

func of(a *alarm.Alert) entity { return entity{a.Kind, a.ID} }

// compare brings alerts into an order that does not depend on how they came: by time,
// then by what they are about, then by rule, then the most suspicious first.
func compare(a, b *alarm.Alert) int {
	return cmp.Or(cmp.Compare(a.T, b.T), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(b.Score, a.Score))
}

// file is a case: an alert about an entity, and those about it that came while the case
// was open.
type file struct {
	first alarm.Alert
	score float64 // the highest of its alerts
	true  bool    // one of them is
	ready int64   // when the desk can have it
	ends  int64   // when a look at it is done
	place int     // in the queue that holds it
	in    *queue  // the queue that holds it
}

// queue is a heap of cases.
type queue struct {
	list   []*file
	before func(a, b *file) bool
}

func byReady(a, b *file) bool {
	return cmp.Or(cmp.Compare(a.ready, b.ready), compare(&a.first, &b.first)) < 0
}

func byScore(a, b *file) bool {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ready, b.ready), compare(&a.first, &b.first)) < 0
}

func byEnd(a, b *file) bool {
	return cmp.Or(cmp.Compare(a.ends, b.ends), compare(&a.first, &b.first)) < 0
}

func (q *queue) add(f *file) {
	f.in = q
	heap.Push(q, f)
}

func (q *queue) next() *file { return q.list[0] }

func (q *queue) take() *file { return heap.Pop(q).(*file) }

// raise tells the queue that a case has a higher score.
func (q *queue) raise(f *file) { heap.Fix(q, f.place) }

func (q *queue) Len() int           { return len(q.list) }
func (q *queue) Less(i, j int) bool { return q.before(q.list[i], q.list[j]) }

func (q *queue) Swap(i, j int) {
	q.list[i], q.list[j] = q.list[j], q.list[i]
	q.list[i].place, q.list[j].place = i, j
}

// Push and Pop are for package heap.
func (q *queue) Push(x any) {
	f := x.(*file)
	f.place = len(q.list)
	q.list = append(q.list, f)
}

// Pop takes the last case off the list.
func (q *queue) Pop() any {
	last := len(q.list) - 1
	f := q.list[last]
	q.list[last] = nil
	q.list = q.list[:last]
	return f
}
