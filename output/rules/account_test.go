package rules

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

const second = 1_000_000

// small draws parameters at which a short stream makes every rule fire, with
// thresholds that are often met exactly.
func small(r *rand.Rand) Params {
	past := func() Baseline { return Baseline{Days: 2 + r.IntN(6), MinDays: 1 + r.IntN(4)} }
	return Params{
		Judge: All,
		R1:    RateParams{Count: 1 + r.IntN(6), Window: (1 + r.Int64N(12)) * second, Quiet: r.Int64N(40) * second},
		R2:    CountParams{Count: 1 + r.IntN(14)},
		R3:    DeviationParams{Z: (1 + r.Int64N(12)) * One / 4, Distinct: 1 + r.IntN(8), Baseline: past()},
		R4:    ClickParams{Lookups: r.IntN(6), Even: 2 + r.IntN(8), Gap: (1 + r.Int64N(8)) * second / 2},
		R5:    NotFoundParams{Lookups: 1 + r.IntN(10), Share: (1 + r.Int64N(10)) * One / 20},
		R9: DriftParams{K: r.Int64N(5) * One / 4, H: (1 + r.Int64N(12)) * One / 4, Clip: (1 + r.Int64N(12)) * One / 4,
			Distinct: 1 + r.IntN(6), Baseline: past()},
	}
}

// drawn returns look-ups of some days, in order: some refused, some of nobody,
// some unnamed; sessions go on over midnight and now and then come back later.
func drawn(r *rand.Rand, n int) []Look {
	var list []Look
	l := Look{TS: r.Int64N(1000) * second, Day: int32(r.IntN(20000)), Session: 1}
	people := 1 + r.Uint64N(30)
	for range n {
		switch r.IntN(30) {
		case 0:
			l.Day++
		case 1:
			l.Day += 1 + int32(r.IntN(3))
			l.TS += r.Int64N(100_000) * second
		case 2:
			l.TS += r.Int64N(60) * second
		}
		l.TS += r.Int64N(5) * r.Int64N(3) * second / 2
		if r.IntN(9) == 0 {
			l.Session = r.Uint64N(5)
		}
		l.Answered, l.NotFound, l.Unnamed, l.Person = r.IntN(6) > 0, false, r.IntN(8) == 0, 0
		if r.IntN(12) > 0 {
			l.Person = 1 + r.Uint64N(people)
		}
		l.NotFound = l.Answered && r.IntN(4) == 0
		list = append(list, l)
	}
	return list
}

// The counters say what the definitions say, look-up by look-up.
func TestAccountIsWhatTheDefinitionsSay(t *testing.T) {
	fired := map[Fired]int{}
	again := map[Fired]int{}
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 13))
		p := small(r)
		a, want := NewAccount(&p), &naive{p: p}
		busy := 1 + r.IntN(12)
		for range r.IntN(8) {
			n := r.IntN(busy)
			a.Past(n)
			want.past = append(want.past, n)
		}
		here := map[Fired]int{}
		for i, l := range drawn(r, 120) {
			got, say := a.See(&l), want.see(l)
			if got != say {
				t.Fatalf("seed %d, look-up %d: fired %06b, by definition %06b\n%+v\n%+v", seed, i, got, say, l, p)
			}
			for rule := R1; rule <= R9; rule <<= 1 {
				if got.Has(rule) {
					fired[rule]++
					here[rule]++
				}
			}
			if r.IntN(3) == 0 && i%7 == 0 {
				checkToday(t, a, want)
			}
		}
		for rule, n := range here {
			if n > 1 {
				again[rule]++
			}
		}
	}
	for rule := R1; rule <= R9; rule <<= 1 {
		if fired[rule] < 50 || again[rule] < 5 {
			t.Errorf("rule %06b fired %d times, again in %d streams: the test shows little", rule, fired[rule], again[rule])
		}
	}
}

// checkToday compares what the accessors say of today.
func checkToday(t *testing.T, a *Account, v *naive) {
	t.Helper()
	i := len(v.all) - 1
	if got, want := a.Persons(), v.persons(i); got != want {
		t.Fatalf("%d persons, by definition %d", got, want)
	}
	if got, ok := a.Drift(); ok {
		if want := v.sum(append(v.before(i), v.persons(i))); got != want {
			t.Fatalf("sum %d, by definition %d", got, want)
		}
	}
	first := i
	for first > 0 && v.all[first-1].Day == v.all[i].Day {
		first--
	}
	if a.First() != v.all[first].TS {
		t.Fatalf("today began at %d, not at %d", v.all[first].TS, a.First())
	}
}

// A rule that is not judged never fires, and the others say the same.
func TestAccountJudgesWhatItIsAskedTo(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 14))
		p := small(r)
		some := p
		some.Judge = Fired(r.IntN(int(All) + 1))
		a, b := NewAccount(&p), NewAccount(&some)
		for i, l := range drawn(r, 400) {
			if all, got := a.See(&l), b.See(&l); got != all&some.Judge {
				t.Fatalf("seed %d, look-up %d: judging %06b fired %06b of %06b", seed, i, some.Judge, got, all)
			}
		}
	}
}

// Ending a day early changes nothing.
func TestEndDayEarly(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 15))
		p := small(r)
		a, b := NewAccount(&p), NewAccount(&p)
		list := drawn(r, 300)
		for i := range list {
			if i > 0 && list[i].Day != list[i-1].Day {
				b.EndDay()
				b.EndDay()
			}
			if x, y := a.See(&list[i]), b.See(&list[i]); x != y {
				t.Fatalf("seed %d, look-up %d: %06b, with days ended early %06b", seed, i, x, y)
			}
		}
	}
}

// R4 goes on over midnight and forgets a session two days later.
func TestSessionsOverMidnight(t *testing.T) {
	p := Defaults()
	for after, want := range map[int32]bool{0: true, 1: true, 2: false} {
		t.Run(fmt.Sprintf("%d days later", after), func(t *testing.T) {
			var s Sessions
			for i := range int64(5) {
				if s.See(&Look{TS: i * 1000, Day: 7, Session: 9}, &p.R4) {
					t.Fatal("five look-ups are too few")
				}
			}
			if got := s.See(&Look{TS: 6000, Day: 7 + after, Session: 9}, &p.R4); got != want {
				t.Errorf("fired: %t", got)
			}
		})
	}
}

// Sessions are kept apart, however many there are, and those of days before are
// given up.
func TestSessionsGiveMemoryBack(t *testing.T) {
	p := Defaults()
	var s Sessions
	for day := range int32(50) {
		for i := range uint64(1000) {
			s.See(&Look{TS: int64(day)*86_400*second + int64(i), Day: day, Session: 1 + uint64(day)*1000 + i}, &p.R4)
		}
	}
	if s.Of(49_001).Lookups() != 1 || len(s.slots) > 8192 {
		t.Errorf("%d slots for sessions of two days, of which there are 2,000", len(s.slots))
	}
}

func TestNothingIsAllocated(t *testing.T) {
	p := Defaults()
	a, next := NewAccount(&p), stream(60)
	var v Volume
	var u Bucket
	see := func() {
		l := next()
		a.See(&l)
		v.See(&l, &Threshold{Count: 100, Per: 86_400 * second})
		u.See(l.TS, &Limit{Count: 20, Per: 3600 * second, Duration: 600 * second})
	}
	for range 20_000 {
		see()
	}
	if n := testing.AllocsPerRun(20_000, see); n != 0 {
		t.Errorf("%v allocations a look-up", n)
	}
}
