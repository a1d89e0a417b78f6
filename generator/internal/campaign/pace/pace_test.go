package pace_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/scenarios/library"
)

// paceOf is the pace of an account with a cap a day, in a campaign with so many
// entries of which others work too.
func paceOf(t *testing.T, perDay uint64, rated bool, others uint64) (*pace.Pace, int64) {
	t.Helper()
	sc, err := library.Open("tiny", nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &pace.Work{
		Ledger: ledger.New(100), Calendar: calendar.New(sc), Rated: rated,
		Working: func() uint64 { return others }, Kept: func(int) uint64 { return 0 }, Disturbed: func() {},
	}
	noon := sc.Time.Start.Truncate(24 * time.Hour).Add(12 * time.Hour).UnixMicro()
	return &pace.Pace{Work: w, Share: &ledger.Share{PerDay: perDay}}, noon
}

// A day's cap counts what was made and what a session holds, and begins anew at
// midnight.
func TestRoomUnderADaysCap(t *testing.T) {
	p, noon := paceOf(t, 10, false, 0)
	hold := func(what string, got, want uint64) {
		t.Helper()
		if got != want {
			t.Errorf("%s: room for %d, want %d", what, got, want)
		}
	}
	hold("a new day", p.Room(noon, 3), 7)
	p.Count(noon, 6)
	hold("six made", p.Room(noon, 0), 4)
	hold("six made, five held", p.Room(noon, 5), 0)
	p.Count(noon, -2)
	hold("two handed back", p.Room(noon, 0), 6)
	next := p.Midnight(noon)
	hold("after midnight", p.Room(next, 0), 10)
	p.Count(next, 1)
	p.Count(noon, -3) // of yesterday's
	hold("yesterday's handed back", p.Room(next, 0), 9)
}

// Without a cap a session takes what it likes; at a rate, no more than a fair part
// of what is left.
func TestRoomWithoutACap(t *testing.T) {
	if p, noon := paceOf(t, 0, false, 3); p.Room(noon, 0) < 1<<60 {
		t.Error("a session without cap and rate is bounded")
	}
	if p, noon := paceOf(t, 0, true, 4); p.Room(noon, 0) != 10 {
		t.Errorf("room for %d of 100 among five, want half a part, 10", p.Room(noon, 0))
	}
}
