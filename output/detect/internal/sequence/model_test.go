package sequence

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const second = 1_000_000

// session returns lines of one session: for each letter a step, with seconds before
// it. I signs in, l looks up, n finds nobody, o signs out, p and m are services.
func session(account string, id uint64, start int64, pause int64, letters string) (evs []read.Event) {
	for i, c := range letters {
		ev := read.Event{TS: start + int64(i)*pause*second, Account: account, SessionID: id}
		switch c {
		case 'I':
			ev.Action, ev.Outcome = "login", "success"
		case 'l':
			ev.Action, ev.Result = "lookup", "found"
		case 'n':
			ev.Action, ev.Result = "lookup", "not_found"
		case 'o':
			ev.Action = "logout"
		case 'p', 'm':
			ev.Action, ev.Service = "service_use", string(c)
		}
		evs = append(evs, ev)
	}
	return evs
}

// week is what accounts do on seven days: five sessions a day of look-ups a minute and
// a half apart, after each a payment.
func week(t testing.TB, accounts ...string) (evs []read.Event) {
	for k, a := range accounts {
		for d := range 7 {
			for s := range 5 {
				start := ruletest.At(t, fmt.Sprintf("2022-03-%02d %02d:00:00", 1+d, 8+s))
				evs = append(evs, session(a, uint64(1000*(k+1)+10*d+s+1), start, 90, "Ilplplplplplpo")...)
			}
		}
	}
	return evs
}

func TestR12(t *testing.T) {
	p := Defaults()
	later := ruletest.At(t, "2022-03-08 09:00:00")
	run := func(evs []read.Event) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, week(t, "P"), evs)
	}
	ruletest.Times(t, "as ever", run(session("P", 1, later, 90, "Ilplplplplplpo")))
	// Look-ups without a payment, four seconds apart: at the tenth step it is said, once.
	got := run(session("P", 1, later, 4, "Illllllllllllll"))
	ruletest.Times(t, "another's session", got, later+9*4*second)
	if a := got[0]; a.ID != "P" || a.From != later || !strings.HasPrefix(a.Why, "session 0000000000000001: 10 steps are ") {
		t.Errorf("%+v", a)
	}
	ruletest.Times(t, "too short", run(session("P", 1, later, 4, "Illllllll")))
	ruletest.Times(t, "no session", run(session("P", 0, later, 4, "Illllllllllllll")))
	p.Z = 1000
	ruletest.Times(t, "not that surprising", run(session("P", 1, later, 4, "Illllllllllllll")))
	// In the first week nothing is said, also of what is odd.
	p = Defaults()
	early := ruletest.At(t, "2022-03-07 20:00:00")
	ruletest.Times(t, "the first week", run(session("P", 1, early, 4, "Illllllllllllll")))
	p.Learn = 6
	ruletest.Times(t, "behind six days", run(session("P", 1, early, 4, "Illllllllllllll")), early+9*4*second)
}

// What an account has not done its profession may have: an account that is new does
// what its peers do.
func TestPeersExplain(t *testing.T) {
	p := Defaults()
	list := []read.Account{{ID: "P", Profession: "50"}, {ID: "Q", Profession: "50"}, {ID: "R", Profession: "60"}}
	first := append(session("Q", 2, ruletest.At(t, "2022-03-01 07:00:00"), 90, "I"), session("R", 3, ruletest.At(t, "2022-03-01 07:00:00"), 90, "I")...)
	later := ruletest.At(t, "2022-03-08 09:00:00")
	for account, want := range map[string]int{"Q": 0, "R": 0} {
		evs := session(account, 9, later, 90, "Ilplplplplplpo")
		got := ruletest.Run(t, &p, ruletest.World{List: list}, week(t, "P"), first, evs)
		if len(got) != want {
			t.Errorf("%s: %+v", account, got)
		}
	}
	odd := session("Q", 9, later, 4, "Illllllllllllll")
	ruletest.Times(t, "unlike its peers", ruletest.Run(t, &p, ruletest.World{List: list}, week(t, "P"), first, odd), later+9*4*second)
	odd = session("R", 9, later, 4, "Illllllllllllll")
	ruletest.Times(t, "without peers nothing is odd", ruletest.Run(t, &p, ruletest.World{List: list}, week(t, "P"), first, odd))
}

// The table is log2 to within a unit and a half, below it.
func TestLogarithms(t *testing.T) {
	log := newLogarithms()
	for _, v := range []uint64{1, 2, 3, 4, 5, 7, 10, 1000, 1023, 1024, 1025, 65535, 1<<40 + 12345, 1<<63 + 99, math.MaxUint64} {
		want := math.Log2(float64(v)) * bit
		if got := float64(log.of(v)); got > want+1e-6 || got < want-2 {
			t.Errorf("log2 %d is %v units, want %v", v, got, want)
		}
	}
}

// The surprise of a choice against its expectation, by the formula at judge.
func TestJudge(t *testing.T) {
	log := newLogarithms()
	r := row{own: []uint16{6, 2, 0}, peers: []uint16{10, 50, 7}, ownAll: 8, peersAll: 67}
	const weight = 20
	p := make([]float64, 3)
	mean, square := 0.0, 0.0
	for i := range p {
		p[i] = (float64(r.own[i]) + weight*(float64(r.peers[i])+1)/(67+3)) / (8 + weight)
		s := -math.Log2(p[i]) * bit
		mean += p[i] * s
		square += p[i] * s * s
	}
	for i := range p {
		got := log.judge(r, i, weight)
		want := -math.Log2(p[i])*bit - mean
		if math.Abs(float64(got.excess)-want) > 4 || math.Abs(float64(got.variance)/(square-mean*mean)-1) > 0.05 {
			t.Errorf("%d: %+v, want %v and %v", i, got, want, square-mean*mean)
		}
	}
}

// The comparison is exact, also where its sides have more than 64 bits.
func TestBeyond(t *testing.T) {
	for _, c := range []struct{ excess, variance, z int64 }{
		{0, 1, 1}, {-5, 1, 1}, {4000, 1_000_000, 4000}, {3999, 1_000_000, 4000}, {4001, 1_000_000, 4000},
		{1 << 40, 1 << 50, 32_768_000}, {1<<40 - 1, 1 << 50, 32_768_000}, {1 << 46, 1, 1_000_000_000},
	} {
		s := visit{excess: c.excess, variance: c.variance}
		l := new(big.Int).Mul(big.NewInt(c.excess*1000), big.NewInt(c.excess*1000))
		r := new(big.Int).Mul(new(big.Int).Mul(big.NewInt(c.z), big.NewInt(c.z)), big.NewInt(c.variance))
		if want := c.excess > 0 && l.Cmp(r) >= 0; s.beyond(int64(c.z)) != want {
			t.Errorf("%+v: want %v", c, want)
		}
	}
}

// A full row is halved, and its total is that of its places.
func TestFullRowsForget(t *testing.T) {
	var c chain
	for range 100 {
		c.learn(move{found, found, 3}, 101)
	}
	c.learn(move{found, signOut, 3}, 101)
	if c.nexts[found] != 101 || c.next[found][found] != 100 {
		t.Errorf("%d of %d", c.next[found][found], c.nexts[found])
	}
	c.learn(move{found, signOut, 3}, 101)
	if c.nexts[found] != 51 || c.next[found][found] != 50 || c.next[found][signOut] != 1 {
		t.Errorf("%d and %d of %d", c.next[found][found], c.next[found][signOut], c.nexts[found])
	}
	for range 200_000 {
		c.learn(move{found, found, 3}, math.MaxInt)
	}
	sum := 0
	for _, n := range c.next[found] {
		sum += int(n)
	}
	if sum != int(c.nexts[found]) || sum < 1<<15 {
		t.Errorf("%d, the total is %d", sum, c.nexts[found])
	}
}

// Who works in another way from now on is told of for some days and no longer.
func TestChangesAreLearnt(t *testing.T) {
	p := Defaults()
	var evs []read.Event
	for d := range 20 {
		for s := range 5 {
			start := ruletest.At(t, fmt.Sprintf("2022-03-%02d %02d:00:00", 8+d, 8+s))
			evs = append(evs, session("P", uint64(100_000+10*d+s), start, 4, "Illllllllllllll")...)
		}
	}
	got := ruletest.Run(t, &p, ruletest.World{}, week(t, "P"), evs)
	if n := len(got); n < 5 || got[n-1].T > ruletest.At(t, "2022-03-20 00:00:00") {
		t.Errorf("%d alerts, the last one at %v", n, got[n-1])
	}
}

// The long session that a program has each day does not make the owner's work odd.
func TestProgramsDoNotOutweighTheirOwners(t *testing.T) {
	p := Defaults()
	evs := week(t, "P")
	for d := range 9 {
		start := ruletest.At(t, fmt.Sprintf("2022-03-%02d 05:30:00", 1+d))
		evs = append(evs, session("P", uint64(200_000+d), start, 1, "I"+strings.Repeat("l", 500))...)
	}
	later := session("P", 1, ruletest.At(t, "2022-03-08 09:00:00"), 90, "Ilplplplplplpo")
	for _, a := range ruletest.Run(t, &p, ruletest.World{}, evs, later) {
		t.Errorf("%+v", a)
	}
}

// More services than there are steps share the last one.
func TestManyServices(t *testing.T) {
	m := numbers{}
	seen := map[int]bool{}
	for i := range 40 {
		at := m.service(fmt.Sprint(i))
		if at < services || at >= steps || at != m.service(fmt.Sprint(i)) {
			t.Fatalf("service %d is step %d", i, at)
		}
		seen[at] = true
	}
	if len(seen) != steps-services {
		t.Errorf("%d steps for 40 services", len(seen))
	}
}

func BenchmarkR12(b *testing.B) {
	p := Defaults()
	r, err := p.New(b.Context(), ruletest.World{})
	if err != nil {
		b.Fatal(err)
	}
	evs := week(b, "P", "Q")
	for i := range evs {
		l := rule.LineOf(&evs[i], int32(19052))
		r.See(&l, func(rule.Said) {})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		l := rule.LineOf(&evs[i%len(evs)], int32(19060))
		r.See(&l, func(rule.Said) {})
		i++
	}
}
