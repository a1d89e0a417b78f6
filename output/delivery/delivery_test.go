package delivery_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/delivery"
)

const (
	ms     = int64(1000) // µs
	minute = 60 * 1000 * ms
	lines  = 40_000
)

func part(t *testing.T, text string) delivery.Part {
	t.Helper()
	p, err := delivery.ParsePart(text, 10*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Shares are met within four standard errors, windows exactly.
func TestSharesAndWindows(t *testing.T) {
	p := delivery.Plan{Seed: 3, Late: part(t, "0.02:15m"), Duplicate: part(t, "0.01"), Drop: part(t, "0.05"), Shuffle: part(t, "0.3:2s")}
	var lost, late, again, shuffled int
	for i := range lines {
		f := p.Of(delivery.Where{Log: 1, Day: 19_000, Line: i + 1}, "PS1")
		switch {
		case f.Lost:
			lost++
			if f.Late != 0 || f.Again != 0 {
				t.Fatalf("line %d is lost and sent: %+v", i, f)
			}
			continue
		case f.Late > 15*minute+2000*ms || f.Late < 0 || f.Again > 10*minute || f.Again < 0 || f.Skew != 0:
			t.Fatalf("line %d: %+v", i, f)
		case f.Late > 2000*ms:
			late++
		case f.Late > 0:
			shuffled++
		}
		if f.Again > 0 {
			again++
		}
	}
	near(t, "lost", lost, 0.05)
	near(t, "again", again, 0.95*0.01)
	near(t, "late", late, 0.95*0.02*(1-2.0/900)) // but for those that are late by less than two seconds
	near(t, "shuffled", shuffled, 0.95*0.3*0.98)
}

func near(t *testing.T, what string, n int, share float64) {
	t.Helper()
	if off := math.Abs(float64(n) - share*lines); off > 4*math.Sqrt(share*lines)+5 {
		t.Errorf("%s: %d of %d, want about %.0f", what, n, lines, share*lines)
	}
}

// A clock is wrong for all lines of an account alike.
func TestSkewIsOfTheAccount(t *testing.T) {
	p := delivery.Plan{Skew: part(t, "0.25:90s")}
	wrong := 0
	for a := range 2000 {
		account := fmt.Sprintf("PS%07d", a)
		first := p.Of(delivery.Where{Day: 1, Line: 1}, account)
		if other := p.Of(delivery.Where{Log: 1, Day: 7, Line: 99}, account); other != first {
			t.Fatalf("%s: %+v and %+v", account, first, other)
		}
		if first.Skew < -90_000*ms || first.Skew > 90_000*ms {
			t.Fatalf("%s: %+v", account, first)
		}
		if first.Skew != 0 {
			wrong++
		}
	}
	if wrong < 420 || wrong > 580 {
		t.Errorf("%d of 2000 clocks are wrong, want about 500", wrong)
	}
	if f := p.Of(delivery.Where{Day: 1, Line: 1}, ""); f.Skew != 0 {
		t.Errorf("a line of nobody has a wrong clock: %+v", f)
	}
}

// What is decided of one thing moves nothing else, and another seed decides anew.
func TestDecisionsAreIndependent(t *testing.T) {
	few := delivery.Plan{Seed: 1, Late: part(t, "0.1")}
	more := delivery.Plan{Seed: 1, Late: part(t, "0.1"), Duplicate: part(t, "0.5"), Skew: part(t, "0.5")}
	other := delivery.Plan{Seed: 2, Late: part(t, "0.1")}
	differ := 0
	for i := range 5000 {
		at := delivery.Where{Day: 5, Line: i}
		if few.Of(at, "PS1").Late != more.Of(at, "PS1").Late {
			t.Fatalf("line %d is late by another time because lines come twice", i)
		}
		if few.Of(at, "").Late != other.Of(at, "").Late {
			differ++
		}
	}
	if differ < 500 {
		t.Errorf("two seeds differ in %d of 5000 lines only", differ)
	}
}

func TestParsePartRefuses(t *testing.T) {
	for _, text := range []string{"", "2", "-0.1", "x", "0.1:", "0.1:-5m", "0.1:9999h", "NaN", "0.1:5"} {
		if p, err := delivery.ParsePart(text, time.Minute); err == nil {
			t.Errorf("%q was read as %+v", text, p)
		}
	}
}
