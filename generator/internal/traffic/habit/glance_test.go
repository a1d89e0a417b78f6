package habit

import (
	"sync"
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios/library"

	"pgregory.net/rapid"
)

// testHabits are the habits of a small world.
func testHabits(tb testing.TB) *Habits {
	tb.Helper()
	sc, err := library.Open("baseline", []string{"population.accounts=120", "population.insured_persons=50000"})
	if err != nil {
		tb.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	return New(random.New(3), sc, Ground{
		Persons: persons, Accounts: accounts.New(random.New(2), sc, persons), Calendar: calendar.New(sc),
	})
}

// TestGlancesAreOfTheRecords has several look at the same persons at once, twice each:
// what is remembered is what the population says.
func TestGlancesAreOfTheRecords(t *testing.T) {
	p := population.NewPersons(random.New(1), 30_000, 2022)
	x, unremembered := newGlances(p), glances{persons: p}
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for i := range 2 * uint32(p.Len()) {
				i %= uint32(p.Len())
				g, c := x.at(i), p.Status.Civil(i)
				mother := c.Woman() && c.Age() >= 20 && c.Age() < 50 && p.HouseholdSize(i) > 1
				if g.age() != c.Age() || g.woman() != c.Woman() || g.mother() != mother || g != unremembered.at(i) {
					t.Errorf("person %d, %+v: glance %d of age %d, woman %v, mother %v", i, c, g, g.age(), g.woman(), g.mother())
					return
				}
				if p.Status.ConditionOf(i, c.Age(), c.Woman()) != p.Status.Condition(i) {
					t.Errorf("person %d has two conditions", i)
					return
				}
			}
		})
	}
	all.Wait()
}

// TestBoundsAreOfTheNeeds holds the bounds by glance against those by age and sex.
func TestBoundsAreOfTheNeeds(t *testing.T) {
	h := testHabits(t)
	for i := range h.Profiles {
		p := &h.Profiles[i]
		for x := 1; x < endGlance; x++ {
			g := glance(x)
			least, most := p.needs.between(g.age(), g.woman())
			if b := p.bounds[g]; b.least != least || b.most != most {
				t.Fatalf("class %d, age %d: bounds %+v, want %d and %d", i, g.age(), b, least, most)
			}
		}
	}
}

// TestDueIsTheFormula holds due and Panel, which avoid divisions, against the formulas.
func TestDueIsTheFormula(t *testing.T) {
	h := testHabits(t)
	rapid.Check(t, func(t *rapid.T) {
		a := h.Accounts.At(uint32(rapid.IntRange(0, h.Accounts.Len()-1).Draw(t, "account")))
		s := source{account: a, profile: &h.Profiles[a.Profile], day: rapid.Int32Range(-5, 40_000).Draw(t, "day")}
		c := rapid.SampledFrom([]*cycle{&s.profile.Visits, &s.profile.Renewal}).Draw(t, "cycle")
		draw := random.New(rapid.Uint64().Draw(t, "key")).Rand()
		plain := draw
		rank := h.due(&s, c, &draw)
		if want := plainDue(h, &s, c, &plain); rank != want || draw != plain {
			t.Fatalf("rank %d, want %d", rank, want)
		}
		far := rapid.Uint64Range(0, 1<<33).Draw(t, "far")
		for _, r := range []uint64{rank, far} {
			if got, want := h.Panel(a, r), plainPanel(h, a, r); got != want {
				t.Fatalf("rank %d is person %d, want %d", r, got, want)
			}
		}
	})
}

func plainDue(h *Habits, s *source, c *cycle, draw *random.Rand) uint64 {
	n, every, turn := uint64(s.account.Panel.Len), uint64(c.Every), uint64(c.Turn)
	group := inward(max(n/every, 1), draw)
	day := uint64(s.day) + uint64(s.account.Index) + group*5
	at := day % every
	key := h.around.circles.At2(uint64(s.account.Index)<<32|group, day/every*every+at/turn)
	late := uint64(c.Late.Pick(uint32(key.Uint64() >> 32)))
	return (group*every + at/turn*turn + (at%turn+turn-late)%turn) % n
}

func plainPanel(h *Habits, a *accounts.Account, rank uint64) uint32 {
	from, to := h.Persons.DeptRange(a.Dept)
	size := uint64(to - from)
	middle := uint64(a.Panel.Start-from) + uint64(a.Panel.Len)/2
	if rank%2 == 1 {
		middle += rank/2 + 1
	} else {
		middle += size - rank/2%size
	}
	return from + uint32(middle%size)
}

// BenchmarkChoose draws whom the look-ups of all accounts are about.
func BenchmarkChoose(b *testing.B) {
	h, key := testHabits(b), random.New(7)
	day := h.Calendar.First() + 10
	b.ReportAllocs()
	n := uint64(0)
	for b.Loop() {
		for k := range uint32(h.Accounts.Len()) {
			n++
			h.Choose(h.Accounts.At(k), day, key.At(n))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/look-up")
}
