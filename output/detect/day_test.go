package detect

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// In the Azores clocks go forward at midnight of 27 March 2022: that day begins
// at 01:00 on the wall and the one before ends there.
func TestDayWhoseMidnightIsLeftOut(t *testing.T) {
	zone, err := time.LoadLocation("Atlantic/Azores")
	if err != nil {
		t.Fatal(err)
	}
	turn := time.Date(2022, time.March, 27, 1, 0, 0, 0, time.UTC).UnixMicro()
	d := localDay{zone: zone}
	for _, step := range []struct {
		ts  int64
		new bool
	}{{turn - 1, true}, {turn, true}, {turn + 3_600_000_000, false}, {turn + 23*3_600_000_000 - 1, false}, {turn + 23*3_600_000_000, true}} {
		if d.reach(step.ts) != step.new {
			t.Errorf("another day at %s: %v", time.UnixMicro(step.ts).In(zone), !step.new)
		}
		if step.ts < d.start || step.ts >= d.end {
			t.Errorf("%s lies in the day from %s to %s", time.UnixMicro(step.ts).In(zone), time.UnixMicro(d.start).In(zone), time.UnixMicro(d.end).In(zone))
		}
	}
}
