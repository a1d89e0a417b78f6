package spell

// Cap is what a cap of look-ups a day leaves to a spell besides its entries: persons asked
// for again and mistyped numbers count like any other look-up. The zero value leaves
// everything.
type Cap struct {
	Day   int64  // when the day begins on which the spell counts; 0 = there is no cap
	Alone uint64 // look-ups at its end that come alone
}

// Fit has a spell keep to the cap of the day that begins at an instant: its first look-ups
// bring along so many that count, at most.
func (l *Log) Fit(s *Spell, day int64, spare uint64) {
	s.Cap = Cap{Day: day}
	t := l.Times(s)
	for i := range s.N {
		n := l.beside(&t, i)
		if n > spare {
			s.Alone = s.N - i
			return
		}
		spare -= n
	}
}

// Beside returns how many answered look-ups come along with the entries of a spell that
// keeps to a cap: those that are laid out, or were made once it has ended.
func (l *Log) Beside(s *Spell) (n uint64) {
	if s.Day == 0 || !s.Answered() {
		return 0
	}
	if s.To == forever {
		t := l.Times(s)
		for i := range s.N {
			n += l.beside(&t, i)
		}
		return n
	}
	l.Events(s, func(e Event) {
		if e.Answered {
			n++
		}
	})
	return n - s.Made
}

// beside returns how many answered look-ups come along with look-up i.
func (l *Log) beside(t *Times, i uint64) (n uint64) {
	var buf [Most]Extra
	q := t.look(i)
	for _, x := range l.AppendBehind(l.AppendAhead(buf[:0], &q), &q) {
		if x.Kind.Answered() {
			n++
		}
	}
	return n
}

// alone reports whether nothing that counts may come with a look-up.
func (q *Look) alone() bool { return q.I+q.Spell.Alone >= q.Spell.N }
