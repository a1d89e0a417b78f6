// Package timed keeps values until their time comes.
//
//	Put(due, value) ─► Queue ─► Take: the value of the earliest time
//
// It stands below whoever holds lines up: deliveries that are late, lines that are put
// back into order. It reads no clock and decides no time.
package timed

import "container/heap"

// Queue hands out values by their time, and those of one time in the order in which they
// were put. The zero Queue is empty.
type Queue[T any] struct {
	held entries[T]
	seq  int64
	free *entry[T] // that was taken last; its memory is used again
}

// Len is the number of values that wait.
func (q *Queue[T]) Len() int { return len(q.held) }

// Due is the earliest time; asked of an empty queue it panics.
func (q *Queue[T]) Due() int64 { return q.held[0].due }

// Put keeps a copy of a value until its time comes.
func (q *Queue[T]) Put(due int64, value *T) {
	e := q.free
	if q.free = nil; e == nil {
		e = &entry[T]{}
	}
	q.seq++
	*e = entry[T]{*value, due, q.seq}
	heap.Push(&q.held, e)
}

// Take gives the value of the earliest time and keeps it no longer; it is valid until the
// next Put or Take. Asked of an empty queue it panics.
func (q *Queue[T]) Take() *T {
	q.free, _ = heap.Pop(&q.held).(*entry[T])
	return &q.free.value
}

type entry[T any] struct {
	value T
	due   int64
	seq   int64
}

// entries is a heap by time and then by order.
type entries[T any] []*entry[T]

func (h entries[T]) Len() int { return len(h) }
func (h entries[T]) Less(i, j int) bool {
	return h[i].due < h[j].due || h[i].due == h[j].due && h[i].seq < h[j].seq
}
func (h entries[T]) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *entries[T]) Push(x any)   { *h = append(*h, x.(*entry[T])) }
func (h *entries[T]) Pop() any {
	last := (*h)[len(*h)-1]
	(*h)[len(*h)-1] = nil
	*h = (*h)[:len(*h)-1]
	return last
}
