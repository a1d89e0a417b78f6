package calendar

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// A calendar that reaches back has the same days and more before them.
func TestReaching(t *testing.T) {
	sc := scenario(t, "2022-02-14", "2022-03-28")
	c, far := New(sc), Reaching(sc, 730)
	if far.First() != c.First()-730 || far.Last() != c.Last() {
		t.Fatalf("days %d to %d, want %d to %d", far.First(), far.Last(), c.First()-730, c.Last())
	}
	for n := c.First(); n <= c.Last(); n++ {
		if *far.Day(n) != *c.Day(n) {
			t.Fatalf("day %d differs", n)
		}
	}
	for n := far.First(); n < far.Last(); n++ {
		d := far.Day(n)
		if d.Number != n || d.Start+d.Length != far.Day(n+1).Start || far.Of(d.Start) != d {
			t.Fatalf("day %d: %+v", n, d)
		}
	}
	at := func(s string) *Day {
		day, err := time.ParseInLocation("2006-01-02", s, far.Loc)
		if err != nil {
			t.Fatal(err)
		}
		return far.Of(day.UnixMicro())
	}
	for date, want := range map[string][4]bool{
		"2021-11-01": {true, true, true}, "2021-11-08": {}, "2021-04-12": {true, true, true},
		"2020-02-25": {true, true, false}, "2020-08-15": {true, true, true}, "2021-03-01": {false, true, false},
	} {
		if got := at(date).School; got != want {
			t.Errorf("%s: school holidays %v, want %v", date, got, want)
		}
	}
	if !at("2021-11-11").Bank || !at("2020-04-13").Bank || at("2021-11-12").Bank || !at("2021-11-08").Return[0] {
		t.Error("bank holidays or returns of the years before are not known")
	}
}

func BenchmarkReaching(b *testing.B) {
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	start := time.Date(2022, 2, 14, 0, 0, 0, 0, loc)
	sc := &scenarios.Scenario{Time: scenarios.Time{Start: start, End: start.AddDate(0, 0, 42), Location: loc}, Calendar: scenarios.Calendar{Country: "FR", SchoolZones: true}}
	for b.Loop() {
		Reaching(sc, 730)
	}
}
