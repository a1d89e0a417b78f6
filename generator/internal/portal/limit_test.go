package portal

import (
	"math/rand/v2"
	"testing"
)

// naive is a limit as the documentation tells it, with everything remembered.
type naive struct {
	all     []int64 // look-ups that were let through
	from    int     // those before this one count no more
	blocked int64
}

func (n *naive) see(ts int64, x Limit) int64 {
	if ts < n.blocked {
		return n.blocked
	}
	inside := 0
	for _, t := range n.all[n.from:] {
		if t > ts-x.Per {
			inside++
		}
	}
	if inside >= x.Count {
		n.blocked, n.from = ts+x.For, len(n.all)
		return n.blocked
	}
	n.all = append(n.all, ts)
	return 0
}

func TestLimiter(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 300 {
		x := Limit{Count: 1 + r.IntN(8), Per: 1 + r.Int64N(40), For: r.Int64N(60)}
		var l Limiter
		var n naive
		ts, refused := int64(1), 0
		for range 400 {
			ts += r.Int64N(12)
			if r.IntN(40) == 0 {
				l.Pass(ts)
				n.blocked = min(n.blocked, ts)
			}
			got, want := l.See(ts, x), n.see(ts, x)
			if got != want {
				t.Fatalf("%+v at %d: refused until %d, want %d", x, ts, got, want)
			}
			if l.Blocks(ts) != (ts < n.blocked) {
				t.Fatalf("%+v at %d: blocks %v", x, ts, l.Blocks(ts))
			}
			if got != 0 {
				refused++
			}
			if len(l.times) > 2*x.Count+1 {
				t.Fatalf("%+v remembers %d look-ups", x, len(l.times))
			}
		}
		if refused == 0 && x.Per > 30 && x.Count < 3 {
			t.Errorf("%+v never refuses", x)
		}
		if l.Reset(); l.See(ts, x) != 0 || l.Blocks(ts) {
			t.Errorf("%+v is not forgotten", x)
		}
	}
}
