package calendar

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// Where a day's midnight is left out, the day begins an hour late by the clock
// on the wall, and what happens by that clock happens when it shows so.
func TestMidnightLeftOut(t *testing.T) {
	for zone, date := range map[string]string{
		"Atlantic/Azores": "2022-03-27", "America/Santiago": "2022-09-11", "Asia/Beirut": "2022-03-27", "America/Havana": "2022-03-13",
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.ParseInLocation(time.DateOnly+" 15:04", date+" 12:00", loc)
		if err != nil {
			t.Fatal(err)
		}
		c := New(&scenarios.Scenario{Time: scenarios.Time{Start: at.AddDate(0, 0, -1), End: at.AddDate(0, 0, 1), Location: loc}})
		day := c.Of(at.UnixMicro())
		if got := time.UnixMicro(day.Start).In(loc).Format(time.DateOnly + " 15:04"); got != date+" 01:00" || day.Length != 23*Hour {
			t.Errorf("%s: the day begins at %s and has %d hours", zone, got, day.Length/Hour)
		}
		for _, h := range []int{1, 9, 23} {
			want := time.Date(at.Year(), at.Month(), at.Day(), h, 30, 0, 0, loc).UnixMicro()
			if got := day.At(int64(h)*Hour + 30*Minute); got != want {
				t.Errorf("%s: %d:30 is %s", zone, h, time.UnixMicro(got).In(loc))
			}
		}
		for n := c.First(); n < c.Last(); n++ {
			if d := c.Day(n); d.Number != n || d.Start+d.Length != c.Day(n+1).Start {
				t.Fatalf("%s: day %d ends at %s, the next begins at %s", zone, n,
					time.UnixMicro(d.Start+d.Length).In(loc), time.UnixMicro(c.Day(n+1).Start).In(loc))
			}
		}
	}
}
