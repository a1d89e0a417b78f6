package detect

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/rules"
)

// The defaults reach the counters as they are published, to the last digit.
func TestDefaultsAreThoseOfTheCounters(t *testing.T) {
	p := Defaults()
	if got, want := p.counted(nil), rules.Defaults(); got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	for i, name := range Rules() {
		if got := p.counted([]string{name}).Judge; got != bits()[i] {
			t.Errorf("%s judges %06b", name, got)
		}
	}
}

// What a dial or --set gives is taken to twelve places.
func TestFractionsAreTakenExactly(t *testing.T) {
	for f, want := range map[float64]int64{0.1: rules.One / 10, 3.1: 31 * rules.One / 10, 99.9: 999 * rules.One / 10,
		0.07: 7 * rules.One / 100, 1e-13: 1, 1e8: rules.Most} {
		if got := whole(f); got != want {
			t.Errorf("%v is %d, want %d", f, got, want)
		}
	}
}

// A session goes on over midnight.
func TestR4OverMidnight(t *testing.T) {
	midnight := at(t, "2022-03-27 00:00:00")
	evs := lookups("a", midnight-300_000, 6, 100*time.Millisecond)
	for i := range evs {
		evs[i].SessionID = 7
	}
	wantTimes(t, "over midnight", alerts(t, only("R4"), evs), evs[5].TS)
}

// A line without an account has its session and its address counted.
func TestLinesWithoutAnAccount(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	evs := lookups("", start, 6, time.Millisecond)
	for i := range evs {
		evs[i].SessionID = 7
	}
	o := Options{Params: Defaults()}
	o.Params.R2.Count = 1
	wantTimes(t, "session", alerts(t, o, evs), evs[5].TS)
}
