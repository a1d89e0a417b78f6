package rules

import (
	"math/rand/v2"
	"testing"
)

// slow is a bucket by its definition: the list of all look-ups that passed.
type slow struct {
	l       Limit
	passed  []int64
	blocked int64
	since   int // passed from here on count
}

func (s *slow) within(ts int64) (n int) {
	for _, t := range s.passed[s.since:] {
		if t > ts-s.l.Per {
			n++
		}
	}
	return n
}

func (s *slow) see(ts int64) int64 {
	if ts < s.blocked {
		return s.blocked
	}
	if s.within(ts) >= s.l.Count {
		s.blocked, s.since = ts+s.l.Duration, len(s.passed)
		return s.blocked
	}
	s.passed = append(s.passed, ts)
	return 0
}

// checkPeek asks a bucket what it would do with a look-up, which counts nothing.
func checkPeek(t *testing.T, b *Bucket, ts int64, want *slow) {
	t.Helper()
	refused := ts < want.blocked
	full := !refused && want.within(ts) >= want.l.Count
	if (b.Blocked(ts) != 0) != refused || refused && b.Blocked(ts) != want.blocked || b.Full(ts, &want.l) != full {
		t.Fatalf("at %d: blocked until %d, full %t; by definition %d, %t",
			ts, b.Blocked(ts), b.Full(ts, &want.l), want.blocked, full)
	}
}

func TestBucketIsWhatALimitSays(t *testing.T) {
	refused, lifted, forgotten := 0, 0, 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 16))
		l := Limit{Count: 1 + r.IntN(9), Per: (1 + r.Int64N(20)) * second, Duration: r.Int64N(30) * second}
		var b Bucket
		want := slow{l: l}
		for ts, i := int64(0), 0; i < 300; i++ {
			ts += r.Int64N(4) * second
			if r.IntN(40) == 0 {
				ts += r.Int64N(60) * second
			}
			if r.IntN(25) == 0 && b.Blocked(ts) != 0 {
				b.Pass(ts)
				want.blocked = ts
				lifted++
			}
			if r.IntN(2) == 0 && b.Forgettable(ts, &l) {
				b = Bucket{}
				forgotten++
			}
			if r.IntN(2) == 0 {
				checkPeek(t, &b, ts, &want)
			}
			if got, say := b.See(ts, &l), want.see(ts); got != say {
				t.Fatalf("seed %d, look-up %d: %d, by definition %d", seed, i, got, say)
			}
			if b.Blocked(ts) != 0 {
				refused++
			}
		}
	}
	if refused < 1000 || lifted < 50 || forgotten < 50 {
		t.Errorf("%d refused, %d lifted, %d forgotten: the test shows little", refused, lifted, forgotten)
	}
}

// A counter of addresses may be given up when it says so.
func TestRateForgets(t *testing.T) {
	forgotten := 0
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 17))
		p := small(r).R1
		var kept, given Rate
		for ts, i := int64(0), 0; i < 300; i++ {
			if ts += r.Int64N(6) * second; r.IntN(20) == 0 {
				ts += r.Int64N(60) * second
			}
			if r.IntN(2) == 0 && given.Forgettable(ts, &p) {
				given = Rate{}
				forgotten++
			}
			if a, b := kept.See(ts, &p), given.See(ts, &p); a != b || kept.From() != given.From() {
				t.Fatalf("seed %d, look-up %d: %t since %d, forgotten in between %t since %d",
					seed, i, a, kept.From(), b, given.From())
			}
		}
	}
	if forgotten < 100 {
		t.Errorf("%d forgotten: the test shows little", forgotten)
	}
}

func TestVolumeIsDistinctPersonsWithinATime(t *testing.T) {
	reached := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 18))
		threshold := Threshold{Count: 1 + r.IntN(20), Per: (1 + r.Int64N(60)) * second}
		var v Volume
		list := drawn(r, 300)
		for i := range list {
			got, persons := v.See(&list[i], &threshold), distinct(list[:i+1], threshold.Per)
			if !list[i].Answered || list[i].Person == 0 && !list[i].Unnamed {
				if got {
					t.Fatalf("seed %d, look-up %d: no person, but %d reached", seed, i, threshold.Count)
				}
				continue
			}
			if got != (persons >= threshold.Count) || v.Persons() != min(persons, threshold.Count) {
				t.Fatalf("seed %d, look-up %d: %t with %d persons, there are %d of %d",
					seed, i, got, v.Persons(), persons, threshold.Count)
			}
			if got {
				reached++
			}
		}
		if len(v.nodes) > threshold.Count {
			t.Errorf("%d persons remembered to count to %d", len(v.nodes), threshold.Count)
		}
	}
	if reached < 1000 {
		t.Errorf("reached %d times: the test shows little", reached)
	}
}

// distinct counts the persons of the last look-ups within a time, each unnamed
// one as another.
func distinct(list []Look, per int64) int {
	named, n := map[uint64]bool{}, 0
	for i := len(list) - 1; i >= 0 && list[i].TS > list[len(list)-1].TS-per; i-- {
		switch l := list[i]; {
		case !l.Answered:
		case l.Person != 0:
			named[l.Person] = true
		case l.Unnamed:
			n++
		}
	}
	return n + len(named)
}
