package pace

// Window bounds look-ups in a sliding time: of those that are noted, no more than Most lie
// in any [t, t+Span). The zero value bounds nothing.
//
//	Most = 3   ───●──●────●──────────────●──●──
//	              └───── Span ──────┘
//	                       └ here the next one waits for the first to be a Span old
//
// It keeps the instants of the latest Most look-ups.
type Window struct {
	Most int
	Span int64 // in microseconds

	last []int64 // the latest look-ups; full, a ring that begins at next
	next int
}

// Bounds reports whether there is a bound at all.
func (w *Window) Bounds() bool { return w.Most > 0 }

// Free returns the first instant from now on at which one more look-up keeps to the bound.
func (w *Window) Free(now int64) int64 {
	if w.Most == 0 || len(w.last) < w.Most {
		return now
	}
	return max(now, w.last[w.next]+w.Span)
}

// Note notes a look-up that is made now. Look-ups come in order of time.
func (w *Window) Note(now int64) {
	switch {
	case w.Most == 0:
	case len(w.last) < w.Most:
		w.last = append(w.last, now)
	default:
		w.last[w.next] = now
		w.next = (w.next + 1) % w.Most
	}
}

// Takes reports whether a look-up keeps to the bound now, and notes it if it does.
func (w *Window) Takes(now int64) bool {
	if w.Free(now) > now {
		return false
	}
	w.Note(now)
	return true
}
