package traffic

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike/kinds"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// planted is the name of a look-alike that the language does not have.
const planted = scenarios.NumLookAlikes

// plantedWorlds are a world without look-alikes and the same with one more kind in
// the list, which four accounts show.
func plantedWorlds(t *testing.T, kind lookalike.Kind) (without, with *World) {
	t.Helper()
	sc, err := library.Open("baseline", []string{
		"population.accounts=300", "population.insured_persons=90000", "benign.look_alikes=none",
	})
	if err != nil {
		t.Fatal(err)
	}
	g := groundOf(sc)
	if without, err = New(random.New(3), sc, g); err != nil {
		t.Fatal(err)
	}
	sc.Benign.LookAlikes = append(sc.Benign.LookAlikes, scenarios.LookAlike{
		Kind: planted, Accounts: 4, PerMonth: 10, LookUps: scenarios.Range{Min: 5, Max: 5},
		Think: course.LogNormal(20*calendar.Second, 100_000),
	})
	if with, err = newWorld(random.New(3), sc, g, append(kinds.All(), kind)); err != nil {
		t.Fatal(err)
	}
	return without, with
}

// A kind that adds sessions is one value: in the list, it is played, and moves
// nothing else.
func TestOneMoreKindThatAddsSessions(t *testing.T) {
	const somebody = 4711
	without, with := plantedWorlds(t, lookalike.Kind{
		Name: planted, Label: event.Policy, Purpose: event.Duty, Days: lookalike.AnyDay(),
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(3*calendar.Hour, calendar.Minute, dst)
		},
		Style:     func(_ *lookalike.LookAlike, _ int64, s course.Style) course.Style { s.Missing = 0; return s },
		Person:    func(*lookalike.LookAlike, lookalike.LookUp) uint32 { return somebody },
		Elsewhere: func(*lookalike.LookAlike, int32) (n int, ok bool) { return 0, true },
		Network:   func() (scenarios.NetworkKind, []string) { return scenarios.Datacentre, []string{"FR"} },
	})
	who, sessions := map[uint32]bool{}, 0
	for k := range uint32(with.Accounts.Len()) {
		for day := with.Shown.First; day <= with.Shown.Last; day++ {
			usual, all := without.Sessions(k, day, nil), with.Sessions(k, day, nil)
			if !slices.Equal(usual, all[:len(usual)]) {
				t.Fatalf("account %d: day %d is another one", k, day)
			}
			for _, s := range all[len(usual):] {
				who[k] = true
				sessions++
				holdPlanted(t, with, &s)
				for _, st := range with.Steps(&s, nil) {
					if st.Kind == LookUp && with.Person(&s, &st, with.Details(&s)) != with.Persons.Patient(somebody) {
						t.Fatal("a look-up is about somebody else")
					}
				}
			}
		}
	}
	if len(who) != 4 || sessions < 20 {
		t.Errorf("%d accounts show it in %d sessions", len(who), sessions)
	}
}

// holdPlanted holds the visit of an added session against its kind.
func holdPlanted(t *testing.T, w *World, s *Session) {
	t.Helper()
	v := w.Visit(s)
	if v.Truth.Benign != event.LookAlike(planted) || v.Truth.Label != event.Policy || v.Truth.Purpose != event.Duty {
		t.Fatalf("its truth is %+v", v.Truth)
	}
	if home, _, _ := w.Address(s.Account, s.Human, s.Day, 0); v.Addr == home || s.Ordinary() || s.LookUps != 5 {
		t.Fatalf("%+v from %v", s, v.Addr)
	}
	if wall := s.Start - w.Calendar.Day(s.Day).Start; wall < 2*calendar.Hour || wall > 20*calendar.Hour {
		t.Fatalf("it begins %d minutes into the day", wall/calendar.Minute)
	}
}

// So is one that changes habits.
func TestOneMoreKindThatChangesHabits(t *testing.T) {
	without, with := plantedWorlds(t, lookalike.Kind{
		Name: planted, Days: lookalike.AnyDay(),
		Change: &lookalike.Change{Mean: func(_ *lookalike.LookAlike, mean int64) int64 { return 2 * mean }},
	})
	lookUps := func(w *World, k uint32, day int32) (n int) {
		for _, s := range w.Sessions(k, day, nil) {
			n += int(s.LookUps)
		}
		return n
	}
	on, before, after := 0, 0, 0
	for k := range uint32(with.Accounts.Len()) {
		for day := with.Shown.First; day <= with.Shown.Last; day++ {
			a, b := lookUps(without, k, day), lookUps(with, k, day)
			if with.Shown.ChangeOn(k, day) == 0 {
				if a != b {
					t.Fatalf("account %d looks up %d on day %d, not %d", k, b, day, a)
				}
				continue
			}
			on, before, after = on+1, before+a, after+b
		}
	}
	if on < 20 || 2*after < 3*before {
		t.Errorf("%d look-ups in %d days of the change, %d without it", after, on, before)
	}
}
