package replay

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"
)

// In the Azores clocks go forward at midnight of 27 March 2022: four day files
// are four days, the third of 23 hours.
func TestCalendarWhereAMidnightIsLeftOut(t *testing.T) {
	zone, err := time.LoadLocation("Atlantic/Azores")
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCalendar([]string{"logs/audit/2022-03-25.jsonl", "logs/audit/2022-03-28.jsonl"}, zone)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"2022-03-25", "2022-03-26", "2022-03-27", "2022-03-28"}; !slices.Equal(c.Dates, want) {
		t.Errorf("days %v, want %v", c.Dates, want)
	}
	const hour = 3_600_000_000
	begin := time.Date(2022, time.March, 25, 1, 0, 0, 0, time.UTC).UnixMicro()
	if want := []int64{begin, begin + 24*hour, begin + 48*hour, begin + 71*hour, begin + 95*hour}; !slices.Equal(c.starts, want) {
		t.Errorf("they begin at %v, want %v", c.starts, want)
	}
}

func TestMidnightBelongsToTheDayThatEnds(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris") // summer time begins on the 27th
	if err != nil {
		t.Fatal(err)
	}
	d, err := newCalendar([]string{"a/2022-03-26.jsonl", "a/2022-03-28.jsonl.zst"}, zone)
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]int{"2022-03-25 23:00": 0, "2022-03-26 12:00": 0, "2022-03-26 23:00": 0, "2022-03-26 23:01": 1,
		"2022-03-27 22:00": 1, "2022-03-27 22:01": 2, "2022-03-28 22:00": 2} {
		at, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Of(at.UnixMicro()); got != want {
			t.Errorf("%s UTC: day %d, want %d", s, got, want)
		}
	}
}
