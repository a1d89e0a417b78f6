package rules

import (
	"math/rand/v2"
	"testing"
)

// stream returns look-ups of one account that go on as long as they are asked
// for: a day of look-ups a minute apart in two sessions, then the next.
func stream(aDay int) func() Look {
	r := rand.New(rand.NewPCG(7, 1))
	day, i := int32(0), 0
	return func() Look {
		if i == aDay {
			i, day = 0, day+1
		}
		i++
		ts := int64(day)*86_400_000_000 + int64(i)*(60_000_000+r.Int64N(30_000_000))
		return Look{TS: ts, Day: day, Session: 1 + uint64(day)*2 + uint64(2*i/aDay), Person: 1 + r.Uint64N(1_000_000),
			Answered: true, NotFound: r.IntN(30) == 0}
	}
}

func BenchmarkAccount(b *testing.B) {
	p := Defaults()
	a, next := NewAccount(&p), stream(60)
	b.ReportAllocs()
	for b.Loop() {
		l := next()
		a.See(&l)
	}
}

func BenchmarkRate(b *testing.B) {
	p := Defaults()
	var r Rate
	ts := int64(0)
	b.ReportAllocs()
	for b.Loop() {
		ts += 1_500_000
		r.See(ts, &p.R1)
	}
}

func BenchmarkVolume(b *testing.B) {
	var v Volume
	t, next := Threshold{Count: 300, Per: 7 * 86_400_000_000}, stream(60)
	b.ReportAllocs()
	for b.Loop() {
		l := next()
		v.See(&l, &t)
	}
}

func BenchmarkBucket(b *testing.B) {
	var u Bucket
	limit, ts := Limit{Count: 30, Per: 60_000_000, Duration: 600_000_000}, int64(0)
	b.ReportAllocs()
	for b.Loop() {
		ts += 1_900_000
		u.See(ts, &limit)
	}
}
