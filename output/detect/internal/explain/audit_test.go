package explain

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const second = 1_000_000

// day is a local morning in Paris, so many days after 1 March 2022.
func day(t testing.TB, n int) int64 {
	return ruletest.At(t, fmt.Sprintf("2022-03-%02d 09:00:00", 1+n))
}

// asks returns a look-up a minute of an account for n persons from the first on.
func asks(account string, start int64, first uint64, n int) []read.Event {
	var evs []read.Event
	for i := range n {
		evs = append(evs, read.Event{TS: start + int64(i)*60*second, Action: "lookup", Result: "found", Account: account,
			NIRRef: first + uint64(i)})
	}
	return evs
}

// usual is five days of four new persons each.
func usual(t testing.TB, account string, first uint64) (evs []read.Event) {
	for d := range 5 {
		evs = append(evs, asks(account, day(t, d), first+uint64(4*d), 4)...)
	}
	return evs
}

// once are parameters with which one day says everything: four a day are expected with
// a deviation of two, so that the tenth unexplained look-up is three above, and z - K
// is 2.25.
func once() Params {
	p := Defaults()
	p.H, p.K = 2.2, 0.75
	return p
}

func TestUnexplained(t *testing.T) {
	p := once()
	run := func(w ruletest.World, evs ...[]read.Event) []ruletest.Raised {
		return ruletest.Run(t, &p, w, append(evs, usual(t, "P", 100))...)
	}
	got := run(ruletest.World{}, asks("P", day(t, 5), 500, 20))
	ruletest.Times(t, "the tenth", got, day(t, 5)+9*60*second)
	why := "10 of 10 look-ups today (100 %) without visit, household, colleague or doctor that explains them; " +
		"20 of 20 on its first 5 days"
	if a := got[0]; a.ID != "P" || a.From != day(t, 5) || a.Why != why || math.Abs(a.Score-2.25/2.2) > 1e-9 {
		t.Errorf("%+v", a)
	}
	ruletest.Times(t, "nine", run(ruletest.World{}, asks("P", day(t, 5), 500, 9)))
	ruletest.Times(t, "again the next day", run(ruletest.World{}, asks("P", day(t, 5), 500, 9), asks("P", day(t, 6), 600, 9), asks("P", day(t, 7), 700, 5)),
		day(t, 6)+6*60*second, day(t, 7)+4*60*second)
	gone := asks("P", day(t, 5), 500, 20)
	for i := range gone {
		gone[i].Result = "not_found"
	}
	ruletest.Times(t, "numbers that are nobody's", run(ruletest.World{}, gone))
	ruletest.Times(t, "the first days", ruletest.Run(t, &p, ruletest.World{}, asks("P", day(t, 4), 500, 50)))
}

// Each explanation holds for what it says and for nothing else.
func TestExplanations(t *testing.T) {
	p := once()
	list := []read.Account{{ID: "P", Site: "S", RPPS: "77"}, {ID: "Q", Site: "S", RPPS: "78"}, {ID: "R", Site: "T", RPPS: "79"}}
	strangers := asks("P", day(t, 5), 500, 12)
	for what, c := range map[string]struct {
		world  ruletest.World
		before []read.Event
		quiet  bool
	}{
		"nothing":                  {},
		"visits":                   {before: asks("P", day(t, 2)+6000*second, 500, 12), quiet: true},
		"history":                  {world: ruletest.World{Days: 120, Past: past("P", 500, 12)}, quiet: true},
		"history of another site":  {world: ruletest.World{Days: 120, Past: past("R", 500, 12)}},
		"colleague":                {before: asks("Q", day(t, 2), 500, 12), quiet: true},
		"another site":             {before: asks("R", day(t, 2), 500, 12)},
		"household":                {before: asks("P", day(t, 2)+6000*second, 900, 12), world: ruletest.World{Folk: households(500, 900, 12)}, quiet: true},
		"household of a colleague": {before: asks("Q", day(t, 2), 900, 12), world: ruletest.World{Folk: households(500, 900, 12)}, quiet: true},
		"another household":        {before: asks("Q", day(t, 2), 800, 12), world: ruletest.World{Folk: households(500, 900, 12)}},
		"doctor":                   {world: ruletest.World{Folk: doctors(500, 77, 12)}, quiet: true},
		"doctor at the site":       {world: ruletest.World{Folk: doctors(500, 78, 12)}, quiet: true},
		"doctor elsewhere":         {world: ruletest.World{Folk: doctors(500, 79, 12)}},
		"three with a doctor":      {world: ruletest.World{Folk: doctors(500, 77, 3)}, quiet: true},
		"two with a doctor":        {world: ruletest.World{Folk: doctors(500, 77, 2)}},
	} {
		c.world.List = list
		got := ruletest.Run(t, &p, c.world, usual(t, "P", 100), c.before, strangers)
		if quiet := len(got) == 0; quiet != c.quiet {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func past(account string, first uint64, n int) (list []read.Acquaintance) {
	for i := range n {
		list = append(list, read.Acquaintance{Account: account, Person: first + uint64(i)})
	}
	return list
}

// households puts n persons from a on with n from b on.
func households(a, b uint64, n int) map[uint64]rule.Kin {
	folk := map[uint64]rule.Kin{}
	for i := range uint64(n) {
		folk[a+i], folk[b+i] = rule.Kin{Household: 1<<63 | i}, rule.Kin{Household: 1<<63 | i}
	}
	return folk
}

// doctors gives n persons a doctor.
func doctors(first, doctor uint64, n int) map[uint64]rule.Kin {
	folk := map[uint64]rule.Kin{}
	for i := range uint64(n) {
		folk[first+i] = rule.Kin{Doctor: doctor}
	}
	return folk
}

// Who has had no unexplained look-up is compared with its profession.
func TestPeers(t *testing.T) {
	p := once()
	p.Peers = 1
	list := []read.Account{{ID: "P", Site: "S", Profession: "50", RPPS: "77"}, {ID: "Q", Site: "T", Profession: "50"}}
	folk := doctors(100, 77, 20)
	got := func(peers ...[]read.Event) int64 {
		evs := append(peers, usual(t, "P", 100), asks("P", day(t, 5), 500, 60))
		said := ruletest.Run(t, &p, ruletest.World{List: list, Folk: folk}, evs...)
		if len(said) != 1 {
			t.Fatalf("%+v", said)
		}
		return (said[0].T - day(t, 5)) / 60 / second
	}
	// Alone: mean 0, deviation 1; the fifth is the first that may be said.
	if n := got(); n != 4 {
		t.Errorf("alone: look-up %d", n)
	}
	// The days of P and Q have eight on average, of which P bears a sixth: 4/3.
	if n := got(usual(t, "Q", 3000), usual(t, "Q", 3100), usual(t, "Q", 3200), usual(t, "Q", 3300)); n != 4 {
		t.Errorf("beside a busy one: look-up %d", n)
	}
	p.Peers = 20 // (20·8) / 25 = 6.4, deviation 2.53: 6.4 + 2.95·2.53 = 13.9
	if n := got(usual(t, "Q", 3000), usual(t, "Q", 3100), usual(t, "Q", 3200), usual(t, "Q", 3300)); n != 13 {
		t.Errorf("the profession counts much: look-up %d", n)
	}
}

// z is that of the formula at above, cut to thousandths.
func TestAbove(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		var own, peers norm
		var x []float64
		for range rnd.IntN(8) {
			n := rnd.Int64N(60)
			own.add(100, n)
			x = append(x, float64(n))
		}
		for range 1 + rnd.IntN(20) {
			peers.add(100, rnd.Int64N(60))
		}
		weight, lacking := int64(rnd.IntN(5)), rnd.Int64N(200)
		sum, square := 0.0, 0.0
		for _, v := range x {
			sum += v
		}
		mean := (sum + float64(weight)*float64(peers.lacking)/float64(peers.days)) / (float64(len(x)) + float64(weight))
		for _, v := range x {
			square += (v - sum/float64(len(x))) * (v - sum/float64(len(x)))
		}
		variance := math.Max(mean, 1)
		if len(x) > 1 {
			variance = math.Max(variance, square/float64(len(x)-1))
		}
		got := own.above(&peers, weight, lacking)
		if len(x) == 0 && weight == 0 {
			if got != 0 {
				t.Fatalf("without any day: %d", got)
			}
			continue
		}
		if want := (float64(lacking) - mean) / math.Sqrt(variance); math.Abs(float64(got)/1000-want) > 0.01*math.Max(1, math.Abs(want)) {
			t.Fatalf("%+v %+v: %d, want %v", own, peers, got, want)
		}
	}
}

func TestRoot(t *testing.T) {
	for _, v := range []int64{0, 1, 2, 3, 4, 8, 9, 15, 16, 1<<40 - 1, 1 << 40, math.MaxInt64} {
		r := root(v)
		if r*r > v || r < 3037000499 && (r+1)*(r+1) <= v {
			t.Errorf("root of %d is %d", v, r)
		}
	}
}

func TestLogsWithoutNumbers(t *testing.T) {
	p := Defaults()
	if _, err := p.New(t.Context(), ruletest.World{Mode: "omit"}); err == nil || !strings.Contains(err.Error(), "output.nir: hmac") {
		t.Error(err)
	}
}

func BenchmarkR11(b *testing.B) {
	p := Defaults()
	folk := doctors(1, 77, 100_000)
	r, err := p.New(b.Context(), ruletest.World{Folk: folk})
	if err != nil {
		b.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	var lines []rule.Line
	for d := range 40 {
		for i := range 4000 {
			ev := read.Event{TS: int64(d)*86400*second + int64(i)*9*second + 1, Action: "lookup", Result: "found",
				Account: fmt.Sprint(rnd.IntN(500)), NIRRef: 1 + rnd.Uint64N(100_000)}
			lines = append(lines, rule.LineOf(&ev, int32(d)))
		}
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		r.See(&lines[i%len(lines)], func(rule.Said) {})
		i++
	}
}
