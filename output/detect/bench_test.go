package detect

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// practice is a log of 40 days: accounts with some 40 look-ups a day from 8:00 to
// 18:00 in a session at one address; one in thirty finds nobody.
func practice(b *testing.B, accounts int) []read.Event {
	r := rand.New(rand.NewPCG(13, 1))
	first := at(b, "2022-02-01 08:00:00")
	var evs []read.Event
	for day := range 40 {
		start := first + int64(day)*24*time.Hour.Microseconds()
		for range accounts * 40 {
			a := r.IntN(accounts)
			ev := read.Event{Action: "lookup", Account: fmt.Sprint(a), Result: "found", NIRRef: 1 + r.Uint64N(5_000_000),
				SessionID: uint64(1 + day*accounts + a), SrcIP: netip.AddrFrom4([4]byte{10, byte(a >> 16), byte(a >> 8), byte(a)})}
			if r.IntN(30) == 0 {
				ev.Result = "not_found"
			}
			evs = append(evs, ev)
		}
		gap := 10 * time.Hour.Microseconds() / int64(accounts*40)
		for i := range accounts * 40 {
			evs[len(evs)-accounts*40+i].TS = start + int64(i)*gap
		}
	}
	return evs
}

// The rules alone, over a log in memory.
func BenchmarkRules(b *testing.B) {
	evs := practice(b, 500)
	alerts := 0
	b.ReportAllocs()
	for b.Loop() {
		r := newRunner(paris(b), false, Options{Params: Defaults()}, func(*Alert) error { alerts++; return nil })
		for i := range evs {
			if err := r.see(&evs[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(evs)), "ns/event")
}
