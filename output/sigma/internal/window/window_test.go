package window

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

func (w wide) big() *big.Int {
	out := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	return out.Add(out, new(big.Int).SetUint64(w.lo))
}

func TestWideIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sum, want := wide{}, new(big.Int)
		for _, n := range rapid.SliceOf(rapid.Int64()).Draw(t, "numbers") {
			sum.add(n)
			want.Add(want, big.NewInt(n))
		}
		n := rapid.Int64().Draw(t, "taken")
		sum.take(n)
		want.Sub(want, big.NewInt(n))
		if sum.big().Cmp(want) != 0 {
			t.Fatalf("%v, want %v", sum.big(), want)
		}
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64Range(0, 1<<40).Draw(t, "b")
		p := product(a, b)
		exact := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		if p.big().Cmp(exact) != 0 || p.compare(sum) != exact.Cmp(want) {
			t.Fatalf("%d·%d is %v, compared %d", a, b, p.big(), p.compare(sum))
		}
	})
}

// naive counts by looking at all hits anew.
func naive(r *Rule, hits []Hit, ts int64) int64 {
	var in []Hit
	for _, h := range hits {
		if h.TS > ts-r.span && h.TS <= ts {
			in = append(in, h)
		}
	}
	switch r.Type {
	case syntax.ValueCount:
		keys := map[field.Key]bool{}
		for _, h := range in {
			keys[h.Key] = true
		}
		return int64(len(keys))
	case syntax.Temporal:
		seen := map[int]bool{}
		for _, h := range in {
			seen[h.Rule] = true
		}
		return int64(len(seen))
	case syntax.TemporalOrdered:
		best := 0
		var longest func(rule int, from int64, n int)
		longest = func(rule int, from int64, n int) {
			best = max(best, n)
			for next := rule; next < r.rules; next++ {
				for _, h := range in {
					if h.Rule == next && h.TS >= from {
						longest(next+1, h.TS, n+1)
					}
				}
			}
		}
		longest(0, ts-r.span, 0)
		return int64(best)
	}
	return int64(len(in))
}

// Whatever comes when, a window holds what looking at all of it anew finds, as far as
// the condition tells counts apart.
func TestWindowsHoldWhatTheyShould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &syntax.Correlation{Timespan: rapid.Int64Range(0, 20).Draw(t, "span"), Rules: make([]int, rapid.IntRange(1, 3).Draw(t, "rules")),
			Type:   rapid.SampledFrom([]syntax.Type{syntax.EventCount, syntax.ValueCount, syntax.Temporal, syntax.TemporalOrdered}).Draw(t, "type"),
			Limits: []syntax.Limit{{Op: syntax.Compare(rapid.IntRange(0, 5).Draw(t, "op")), N: rapid.Int64Range(0, 4).Draw(t, "n") * 1_000_000}}}
		r := NewRule(c)
		table := NewTable()
		g := table.Groups(r)
		var hits []Hit
		ts, last, held := int64(1000), int64(0), false
		for range rapid.IntRange(1, 30).Draw(t, "instants") {
			ts += rapid.Int64Range(1, 12).Draw(t, "pause")
			for range rapid.IntRange(1, 3).Draw(t, "hits") {
				v := field.Value{Kind: field.Number, N: rapid.Int64Range(0, 4).Draw(t, "value")}
				h := Hit{TS: ts, Rule: rapid.IntRange(0, len(c.Rules)-1).Draw(t, "rule"), Key: field.Key{}.Add(&v), Value: v}
				hits = append(hits, h)
				g.Add(table.Row(field.Key{}, ts), &h)
			}
			n := naive(r, hits, ts)
			holds, told := satisfies(c.Limits[0].Op, int(max(-1, min(1, n-c.Limits[0].N/1_000_000)))), false
			g.Judge(ts, func(_ *Group, got Count, crosses bool) {
				told = true
				if min(got.N, r.most) != min(n, r.most) {
					t.Fatalf("at %d: %+v, want %d", ts, got, n)
				}
				if want := !held || ts-last >= r.span; crosses != want {
					t.Fatalf("at %d: crosses %t, want %t", ts, crosses, want)
				}
			})
			if told != holds {
				t.Fatalf("at %d: holds %t, want %t of %d", ts, told, holds, n)
			}
			if got := table.Row(field.Key{}, ts).groups[0].count(ts); got.Holds != holds || min(got.N, r.most) != min(n, r.most) {
				t.Fatalf("at %d: %+v, want %d, %t", ts, got, n, holds)
			}
			held, last = holds, ts
		}
	})
}

// Percentiles are those of the sorted numbers of the window.
func TestPercentiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &syntax.Correlation{Type: syntax.ValuePercentile, Timespan: 10, Rules: []int{0},
			Percentile: rapid.Int64Range(1, 100).Draw(t, "percentile")}
		counter := NewRule(c).newCounter(&eventCounter{})
		var all []entry
		for ts := int64(1); ts < 40; ts++ {
			n := rapid.Int64Range(-5, 5).Draw(t, "n")
			counter.add(&Hit{TS: ts, Value: field.Value{N: n}})
			all = append(all, entry{ts, n})
			var in []int64
			for _, e := range all {
				if e.ts > ts-10 {
					in = append(in, e.value)
				}
			}
			slices.Sort(in)
			at := 0
			for int64(at+1)*100 < c.Percentile*int64(len(in)) {
				at++
			}
			if got := counter.count(ts).N; got != in[at] {
				t.Fatalf("percentile %d of %v is %d", c.Percentile, in, got)
			}
		}
	})
}
