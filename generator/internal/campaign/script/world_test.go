package script_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const (
	second, minute, hour = calendar.Second, calendar.Minute, calendar.Hour
)

func TestTimeOfTheLogs(t *testing.T) {
	w := worldOf(t)
	if got := w.End() - w.Start(); got != 48*hour {
		t.Errorf("the logs last %d h, want 48", got/hour)
	}
	if start := w.Scenario.Time.Start.UnixMicro(); w.Start() != start || w.End() >= script.Forever {
		t.Errorf("they begin at %d, want %d", w.Start(), start)
	}
}

// Nobody waits while the portal is there; people come back ten seconds to four
// minutes after an outage, each at a time of their own, and always at the same one.
func TestAfterOutage(t *testing.T) {
	w := worldOf(t, "time.end=2022-04-08", "portal.outages_per_month=30", "portal.maintenance_per_month=30")
	outages, back := 0, map[int64]bool{}
	for o := range w.Portal.Outages(w.Start(), w.End()) {
		outages++
		for _, ts := range []int64{o.From, (o.From + o.To) / 2, o.To - 1} {
			got := w.AfterOutage(ts)
			if wait := got - o.To; wait < 10*second || wait > 4*minute {
				t.Errorf("back %d ms after an outage", wait/1000)
			}
			if w.AfterOutage(ts) != got {
				t.Error("the same moment is drawn twice")
			}
			back[got-o.To] = true
		}
		for _, ts := range []int64{o.From - 1, o.To} {
			if got := w.AfterOutage(ts); got != ts {
				t.Errorf("waits for %d ms where the portal is not down", (got-ts)/1000)
			}
		}
	}
	if outages < 20 || len(back) < 3*outages*9/10 {
		t.Errorf("%d outages, %d waits: the test shows too little", outages, len(back))
	}
}

// A threat actor tries one to forty minutes after a closure, each account at another time.
func TestAfterClosure(t *testing.T) {
	w, seen := worldOf(t), map[int64]bool{}
	least, most := script.Forever, int64(0)
	for i := range int64(400) { // twenty accounts after each of twenty closures
		to := w.Start() + i/20*minute
		wait := w.AfterClosure(to, uint32(i%20)) - to
		least, most = min(least, wait), max(most, wait)
		seen[wait] = true
	}
	if least < minute || most > 40*minute || least > 3*minute || most < 38*minute || len(seen) < 390 {
		t.Errorf("%d to %d s after a closure, %d different waits", least/second, most/second, len(seen))
	}
}

func TestBetween(t *testing.T) {
	seen := map[int64]int{}
	for i := range uint64(300) {
		seen[script.Between(random.New(i), 5, 7)]++
	}
	if len(seen) != 3 || seen[5] < 60 || seen[6] < 60 || seen[7] < 60 {
		t.Errorf("between 5 and 7, both included: %v", seen)
	}
	if got := script.Between(random.New(1), 9, 9); got != 9 {
		t.Errorf("between 9 and 9: %d", got)
	}
}

// The n-th pause is drawn evenly around half a minute doubled n - 1 times, an hour
// at most.
func TestBackoff(t *testing.T) {
	for n, around := range map[int]int64{1: 30 * second, 2: minute, 3: 2 * minute, 7: 32 * minute, 8: hour, 9: hour, 1000: hour} {
		sum, least, most := int64(0), script.Forever, int64(0)
		const draws = 2000
		for i := range uint64(draws) {
			wait := script.Backoff(n, random.New(i))
			sum, least, most = sum+wait, min(least, wait), max(most, wait)
		}
		if least < around/2 || most > around*3/2 || least > around*52/100 || most < around*148/100 {
			t.Errorf("pause %d lasts %d to %d s, want %d to %d", n, least/second, most/second, around/2/second, around*3/2/second)
		}
		if mean := sum / draws; mean < around*97/100 || mean > around*103/100 {
			t.Errorf("pause %d lasts %d s on average, want %d", n, mean/second, around/second)
		}
	}
}

// Whoever meets a portal that is down waits half a minute, then twice as long each time up
// to eight minutes, half of them longer; three in ten do not try again.
func TestTryAgain(t *testing.T) {
	const draws = 4_000
	for n, want := range map[int]int64{1: 30, 2: 60, 3: 120, 4: 240, 5: 480, 9: 480} {
		longer, goOn := 0, 0
		for i := range uint64(draws) {
			wait, again := script.TryAgain(random.New(9).At2(uint64(n), i), n)
			if wait < 2_000_000 || wait > 1_200_000_000 {
				t.Fatalf("a wait of %d µs", wait)
			}
			if wait > want*1_000_000 {
				longer++
			}
			if again {
				goOn++
			}
		}
		if longer < draws*46/100 || longer > draws*54/100 || goOn < draws*67/100 || goOn > draws*73/100 {
			t.Errorf("try %d: of %d, %d wait longer than %d s and %d try again", n, draws, longer, want, goOn)
		}
	}
}
