package sweep

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

func TestReach(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		levels := make(Levels, 1+r.IntN(40))
		for i := range levels {
			if i > 0 {
				levels[i] = levels[i-1] + r.Int64N(3)
			}
		}
		reached := r.Int64N(60) - 2
		want := -1
		for i, level := range levels {
			if level <= reached {
				want = i
			}
		}
		for near := -1; near <= len(levels); near++ {
			if got := levels.Reach(near, func(level int64) bool { return level <= reached }); got != want {
				t.Fatalf("%v up to %d, from %d: step %d, want %d", levels, reached, near, got, want)
			}
		}
	}
}

// naive is a rule at one step, and its incidents by their definition.
type naive struct {
	level     int64
	fired     int64 // in the episode
	held      int64 // time at which its condition last held
	starts    map[string]int64
	incidents int64
}

// see takes a mark at which the condition holds.
func (n *naive) see(ts, quiet int64, m *rule.Mark) (fires bool) {
	fires = m.Size >= 2*n.fired
	if quiet > 0 {
		fires = n.held == 0 || ts-n.held >= quiet
	} else if fires {
		n.fired = m.Size
	}
	n.held = ts
	return fires
}

func (n *naive) alert(ts int64, who string) {
	if start, ok := n.starts[who]; !ok || ts-start >= day {
		n.incidents++
		n.starts[who] = ts
	}
}

const (
	day  = int64(24 * time.Hour / time.Microsecond)
	hour = day / 24
)

// At each step there are as many incidents as with a rule that has that threshold alone.
func TestCounterIsARuleAtEachStep(t *testing.T) {
	levels := Levels{1, 2, 4, 5, 8, 13, 13, 30}
	total := int64(0)
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		from := r.Int64N(4) * day
		quiet := int64(0) // or that of a rule without episodes
		if seed%2 == 0 {
			quiet = (1 + r.Int64N(9)) * hour
		}
		c := New(levels, from, 24*time.Hour)
		alone := make([]naive, len(levels))
		for i, level := range levels {
			alone[i] = naive{level: level, starts: map[string]int64{}}
		}
		episode, size, ts := rule.Episode{}, int64(1), hour
		for range 300 {
			ts += r.Int64N(3 * hour)
			if r.IntN(50) == 0 {
				ts += r.Int64N(4) * day
			}
			if quiet == 0 && r.IntN(20) == 0 {
				episode, size = rule.Episode{}, 1
				for i := range alone {
					alone[i].fired = 0
				}
			}
			size += r.Int64N(3)
			level := r.Int64N(20)
			who := string(rune('a' + r.IntN(2)))
			m := rule.Mark{Type: rule.Account, ID: who, Episode: &episode, Size: size,
				Holds: func(l int64) bool { return level >= l }}
			at := Moment{TS: ts, Day: int32(ts / day)}
			if quiet == 0 {
				c.See(at, &m)
			} else {
				c.SeeQuiet(at, &m, quiet)
			}
			for i := range alone {
				n := &alone[i]
				if level < n.level {
					continue
				}
				if n.see(ts, quiet, &m) && ts >= from {
					n.alert(ts, who)
				}
			}
		}
		var want []int64
		for i := range alone {
			want = append(want, alone[i].incidents)
			total += alone[i].incidents
		}
		if got := c.Incidents(); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v incidents, want %v", seed, got, want)
		}
	}
	if total < 5000 {
		t.Errorf("%d incidents in all: the test shows little", total)
	}
}
