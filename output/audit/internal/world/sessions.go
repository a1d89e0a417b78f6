package world

// sessions tells of rows whether they are the first of their session. A session is one that is
// never left alone for longer than daysKept days, so that memory does not grow with the log: no
// portal keeps one open so long, but a robot may come back after a weekend to find it closed.
type sessions struct {
	known map[uint64]known
	day   int32
}

const daysKept = 5

// known is a session that was seen.
type known struct {
	last   int32 // day of its last event
	attack bool  // it has events of an attack
}

// begin begins a day, and forgets the sessions that are over.
func (s *sessions) begin() {
	s.day++
	for id, k := range s.known {
		if k.last < s.day-daysKept {
			delete(s.known, id)
		}
	}
}

// see tells of a row what it is to its session. Rows of no class are not of it.
func (s *sessions) see(r *Row) {
	if r.Session == 0 || r.Mark.Label == Neutral {
		return
	}
	k, old := s.known[r.Session]
	attack := r.Mark.Label == Attack
	r.Begins, r.Turns = !old, old && attack && !k.attack
	if r.Begins || r.Turns || k.last != s.day {
		s.known[r.Session] = known{s.day, k.attack || attack}
	}
}
