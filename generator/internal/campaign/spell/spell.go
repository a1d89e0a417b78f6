package spell

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

const forever = script.Forever

// Spell is a run of look-ups in one session: N entries of the list, at times that
// follow from the spell alone.
//
//	From            Lead                                       To
//	 ├─ sign-in ─────●──────●────●─────────●──────●──── cut ────┤
//	                 0      1    2         3      4 (refused: not made)
//
// A spell that ends early keeps what lies before; the rest goes back to the ledger,
// but for an entry that was refused, which its account keeps in hand.
type Spell struct {
	Visit    portal.Visit
	Number   int   // of its session, for addresses that change within it
	From, To int64 // in force, [From, To)

	Cap
	Why    event.Reason // all its look-ups are refused for it; NoReason = they are answered
	Doctor bool         // through the form for referring doctors
	Tarpit defence.Tarpit
	Bare   bool // what comes before its first look-up was made when that was refused before

	Begins  int64 // when its first look-up is due: on that day its look-ups count
	Lead    int64 // when the first look-up is made; 0 = as the stretch has it
	Stretch intensity.Stretch
	Skip    uint64       // look-ups of the stretch that come before
	Runs    []ledger.Run // the entries that it asks for
	N       uint64       // look-ups laid out
	Made    uint64       // of them, made
	Booked  bool         // what it did is in the journal
	Sum     Sum          // of its events, once they were summed up
	Shift   uint64       // look-ups made in the same session before this spell
	Turned  uint64       // addresses that the account had left by then

	// What comes before look-up Made was made up to Tail, when that was refused or the
	// spell was cut; 0 = nothing of it was. Closed is when the session was closed by then;
	// 0 = it was not.
	Tail, Closed int64
}

// Cap is what a cap of look-ups a day leaves to a spell besides its entries: persons asked
// for again and mistyped numbers count like any other look-up. The zero value leaves
// everything.
type Cap struct {
	Day   int64  // when the day begins on which the spell counts; 0 = there is no cap
	Alone uint64 // look-ups at its end that come alone
}

// Sum is what the events of a spell come to.
type Sum struct {
	First, Last int64 // of them; First is Forever where there are none
	Events      int64
	Answered    int64
	known       bool
}

// Ask gives a spell the entries that it asks for.
func (s *Spell) Ask(runs []ledger.Run) {
	s.Runs, s.Bare, s.N = runs, runs[0].Tried, Count(runs)
}

// End ends a spell with so many of its look-ups made.
func (s *Spell) End(now int64, made uint64) { s.To, s.Made = now, made }

// Answered reports whether the look-ups of a spell are answered.
func (s *Spell) Answered() bool { return s.Why == event.NoReason }

// bare reports whether nothing comes before look-up i: it was made already, or
// the look-ups are refused.
func (s *Spell) bare(i uint64) bool { return s.Bare && i == 0 || !s.Answered() }

// Entry returns the entry of the list that look-up i asks for.
func (s *Spell) Entry(i uint64) uint64 {
	for _, r := range s.Runs {
		if i < r.N {
			return r.First + i
		}
		i -= r.N
	}
	return 0
}

// After returns the entries of look-ups i and on.
func (s *Spell) After(i uint64) (out []ledger.Run) {
	for _, r := range s.Runs {
		if i >= r.N {
			i -= r.N
			continue
		}
		out = append(out, ledger.Run{First: r.First + i, N: r.N - i, Tried: r.Tried && i == 0})
		i = 0
	}
	return out
}

// MadeRuns visits the runs of entries that were made: n of them from first on, by
// look-ups at and on.
func (s *Spell) MadeRuns(visit func(first, n, at uint64)) {
	at := uint64(0)
	for _, r := range s.Runs {
		if n := min(r.N, s.Made-min(at, s.Made)); n > 0 {
			visit(r.First, n, at)
		}
		at += r.N
	}
}

// MarkTried marks the entry of look-up i as asked for.
func (s *Spell) MarkTried(i uint64) {
	var out []ledger.Run
	for _, r := range s.Runs {
		if i >= r.N {
			out, i = append(out, r), i-r.N
			continue
		}
		if i > 0 {
			out = append(out, ledger.Run{First: r.First, N: i, Tried: r.Tried})
		}
		out = append(out, ledger.Run{First: r.First + i, N: 1, Tried: true})
		if rest := r.N - i - 1; rest > 0 {
			out = append(out, ledger.Run{First: r.First + i + 1, N: rest})
		}
		i = 1 << 62
	}
	s.Runs = out
}

// Count returns how many entries some runs hold.
func Count(runs []ledger.Run) (n uint64) {
	for _, r := range runs {
		n += r.N
	}
	return n
}
