package spell_test

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
)

// of is a spell of six entries in three runs, the first of which was tried
// before.
func of() *spell.Spell {
	s := &spell.Spell{}
	s.Ask([]ledger.Run{{First: 9, N: 1, Tried: true}, {First: 20, N: 3}, {First: 40, N: 2}})
	return s
}

// text writes runs: first+n, with a mark on those that were tried.
func text(runs []ledger.Run) (out string) {
	for _, r := range runs {
		mark := ""
		if r.Tried {
			mark = "!"
		}
		out += fmt.Sprintf(" %d+%d%s", r.First, r.N, mark)
	}
	return out
}

func TestEntriesInTheOrderOfRuns(t *testing.T) {
	s := of()
	if s.N != 6 || !s.Bare {
		t.Errorf("%d look-ups, bare %v, want 6 that begin with one that was tried", s.N, s.Bare)
	}
	for i, want := range []uint64{9, 20, 21, 22, 40, 41} {
		if got := s.Entry(uint64(i)); got != want {
			t.Errorf("look-up %d asks for entry %d, want %d", i, got, want)
		}
	}
}

// What a spell hands back is what it did not make, and both are all it had.
func TestAfterAndMade(t *testing.T) {
	for made, want := range []string{
		" 9+1! 20+3 40+2", " 20+3 40+2", " 21+2 40+2", " 22+1 40+2", " 40+2", " 41+1", "",
	} {
		s := of()
		s.End(7, uint64(made))
		if got := text(s.After(s.Made)); got != want {
			t.Errorf("after %d look-ups: %q, want %q", made, got, want)
		}
		sum := spell.Count(s.After(s.Made))
		s.MadeRuns(func(first, n, at uint64) {
			if s.Entry(at) != first {
				t.Errorf("look-up %d is said to make entry %d", at, first)
			}
			sum += n
		})
		if sum != s.N {
			t.Errorf("%d made: %d entries in all, want %d", made, sum, s.N)
		}
	}
}

// An entry that is marked comes alone; those around it stay as they were.
func TestMarkTried(t *testing.T) {
	for i, want := range []string{
		" 9+1! 20+3 40+2", " 9+1! 20+1! 21+2 40+2", " 9+1! 20+1 21+1! 22+1 40+2", " 9+1! 20+2 22+1! 40+2",
		" 9+1! 20+3 40+1! 41+1", " 9+1! 20+3 40+1 41+1!",
	} {
		s := of()
		s.MarkTried(uint64(i))
		if got := text(s.Runs); got != want {
			t.Errorf("look-up %d marked: %q, want %q", i, got, want)
		}
	}
}

func TestAnswered(t *testing.T) {
	if s := of(); !s.Answered() {
		t.Error("a spell that nothing refuses is not answered")
	}
	if s := (&spell.Spell{Why: event.Banned}); s.Answered() {
		t.Error("a spell from a banned address is answered")
	}
}
