package cohort

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

// practices plays days of so many accounts, thirty look-ups each from 8:00 to 18:00;
// one in ten comes from elsewhere.
func practices(r rule.Rule, rnd *rand.Rand, day, accounts int) (lines int) {
	midnight := time.Date(2022, 3, 1+day, 0, 0, 0, 0, time.UTC).UnixMicro()
	n := accounts * 30
	for i := range n {
		a := rnd.IntN(accounts)
		addr := netip.AddrFrom4([4]byte{10, byte(a >> 8), byte(a), 1})
		if (a+day)%10 == 0 {
			addr = netip.AddrFrom4([4]byte{11, byte(day), byte(a / 20), 1})
		}
		ev := read.Event{TS: midnight + 8*3600*second + int64(i)*10*3600*second/int64(n), Action: "lookup", Result: "found",
			Account: names[a], SrcIP: addr, ClientFP: uint64(1 + a%20), NIRRef: 1 + rnd.Uint64N(5_000_000)}
		l := rule.LineOf(&ev, int32(19052+day))
		r.See(&l, func(rule.Said) {})
	}
	return n
}

var names = func() (list []string) {
	for i := range 20_000 {
		list = append(list, fmt.Sprintf("PS%07d", i))
	}
	return list
}()

// The cost of a line, with that of the day's end spread over its lines, must not grow
// with the accounts.
func BenchmarkR8(b *testing.B) {
	for _, accounts := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(accounts), func(b *testing.B) {
			p := Defaults()
			r, err := p.New(b.Context(), ruletest.World{})
			if err != nil {
				b.Fatal(err)
			}
			rnd := rand.New(rand.NewPCG(1, 1))
			b.ReportAllocs()
			lines, day := 0, 0
			for b.Loop() {
				lines += practices(r, rnd, day, accounts)
				day++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(lines), "ns/event")
		})
	}
}

// Memory grows with the accounts and with [Params.Days], not with the length of the
// log; whom accounts asked for has a bound of its own.
func TestFlatMemory(t *testing.T) {
	g := newGroup(ptr(Defaults()))
	rnd := rand.New(rand.NewPCG(1, 1))
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for day := range 20 {
		practices(g, rnd, day, 200)
	}
	before := heap()
	for day := range 60 {
		practices(g, rnd, 20+day, 200)
	}
	if after := heap(); after > before+before/4+8<<20 {
		t.Errorf("%d kB after 20 days, %d kB after 80", before>>10, after>>10)
	}
	if len(g.circle.visits) > 200*g.p.Days {
		t.Errorf("%d visits are remembered", len(g.circle.visits))
	}
}
