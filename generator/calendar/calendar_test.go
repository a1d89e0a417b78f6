package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/scenarios"
)

func scenario(t *testing.T, from, to string) *scenarios.Scenario {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	parse := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02", s, loc)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	return &scenarios.Scenario{
		Time: scenarios.Time{Start: parse(from), End: parse(to), Location: loc},
		Calendar: scenarios.Calendar{Country: "FR", SchoolZones: true, Epidemics: []scenarios.Epidemic{
			{Name: "influenza", Onset: parse("2022-02-28"), Peak: parse("2022-04-04"), Gain: 1_250_000}}},
	}
}

func TestClockChanges(t *testing.T) {
	c := New(scenario(t, "2022-03-20", "2022-11-05"))
	for _, d := range []struct {
		date  string
		hours int64
	}{{"2022-03-26", 24}, {"2022-03-27", 23}, {"2022-10-30", 25}} {
		at, _ := time.ParseInLocation("2006-01-02", d.date, c.Loc)
		day := c.Of(at.UnixMicro())
		if day.Start != at.UnixMicro() || day.Length != d.hours*Hour {
			t.Errorf("%s: start %d, %d hours", d.date, day.Start, day.Length/Hour)
		}
		for _, h := range []int{0, 1, 4, 9, 23} {
			want := time.Date(at.Year(), at.Month(), at.Day(), h, 30, 0, 0, c.Loc).UnixMicro()
			if got := day.At(int64(h)*Hour + 30*Minute); got != want {
				t.Errorf("%s %d:30 is %s", d.date, h, time.UnixMicro(got).In(c.Loc))
			}
		}
		if last := day.At(24*Hour - 1); last >= day.Start+day.Length {
			t.Errorf("%s: the last moment lies in the next day", d.date)
		}
	}
}

func TestHolidays(t *testing.T) {
	c := New(scenario(t, "2022-02-01", "2022-06-30"))
	day := func(s string) *Day {
		at, _ := time.ParseInLocation("2006-01-02", s, c.Loc)
		return c.Of(at.UnixMicro())
	}
	for _, s := range []string{"2022-04-18", "2022-05-01", "2022-05-08", "2022-05-26", "2022-06-06"} {
		if !day(s).Bank {
			t.Errorf("%s is a bank holiday", s)
		}
	}
	if day("2022-03-11").Bank {
		t.Error("11 March is not")
	}
	if d := day("2022-03-06"); !d.School[2] || d.School[0] || d.School[1] {
		t.Errorf("6 March 2022: %v", d.School)
	}
	if d := day("2022-03-07"); !d.Return[2] || d.Return[0] || d.School[2] {
		t.Errorf("7 March 2022 is zone C's return: %v", d.Return)
	}
	if a, b := day("2022-02-27").Demand, day("2022-03-20").Demand; a != Million || b <= Million || b >= 1_250_000 {
		t.Errorf("demand %d, %d", a, b)
	}
}

func TestZones(t *testing.T) {
	for dept, want := range map[string]int{"69": 0, "59": 1, "75": 2, "2A": 3, "974": 3, "31": 2, "01": 0, "88": 1} {
		if got := Zone(dept); got != want {
			t.Errorf("Zone(%s) = %d, want %d", dept, got, want)
		}
	}
}
