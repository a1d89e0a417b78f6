package world

import "testing"

// row is an event of a session.
func row(session uint64, label Label) *Row { return &Row{Session: session, Mark: Mark{Label: label}} }

func TestSessionsBeginOnce(t *testing.T) {
	s := sessions{known: map[uint64]known{}}
	for i, x := range []struct {
		days          int // that begin before it
		row           *Row
		begins, turns bool
	}{
		{1, row(7, Neutral), false, false},
		{0, row(7, Benign), true, false},
		{0, row(7, Benign), false, false},
		{0, row(0, Benign), false, false},
		{0, row(8, Attack), true, false},
		{0, row(8, Benign), false, false},
		{daysKept, row(7, Attack), false, true},
		{1, row(7, Attack), false, false},
		{daysKept + 1, row(7, Benign), true, false},
	} {
		for range x.days {
			s.begin()
		}
		if s.see(x.row); x.row.Begins != x.begins || x.row.Turns != x.turns {
			t.Errorf("row %d: begins %v, turns %v", i, x.row.Begins, x.row.Turns)
		}
	}
}

func TestSessionsThatAreOverAreForgotten(t *testing.T) {
	const days, aDay = 60, 100
	s := sessions{known: map[uint64]known{}}
	for day := range days {
		s.begin()
		for n := range aDay {
			s.see(row(uint64(1+day*aDay+n), Benign))
		}
		if len(s.known) > (daysKept+1)*aDay {
			t.Fatalf("%d sessions are known on day %d, of %d a day", len(s.known), day, aDay)
		}
	}
}
