package localday

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// zones have days without a midnight, with two, or days that they leave out.
var zones = []string{
	"Africa/Cairo", "America/Asuncion", "America/Campo_Grande", "America/Coyhaique", "America/Cuiaba", "America/Havana",
	"America/Punta_Arenas", "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund", "Antarctica/Casey",
	"Antarctica/Palmer", "Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Gaza", "Asia/Hebron", "Asia/Tehran",
	"Atlantic/Azores", "America/St_Johns", "America/Goose_Bay", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Kwajalein",
	"Europe/Paris", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Europe/Dublin",
}

func load(t *testing.T, zone string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// Every day of half a century begins where the one before it ends, at an
// instant whose date it is, and the microsecond before is of another date.
func TestDaysFollowEachOther(t *testing.T) {
	for _, zone := range zones {
		loc := load(t, zone)
		for at := Start(1980, time.January, 1, loc); at.Year() < 2031; {
			next := Next(at, loc)
			switch length := next.Sub(at); {
			case length < 20*time.Hour || length > 28*time.Hour:
				t.Fatalf("%s: the day from %s has %s", zone, at, length)
			case next.Hour() == 0 && next.Minute() == 0:
			case next.Add(-time.Second).Day() == next.Day():
				t.Fatalf("%s: %s is not the first instant of its day", zone, next)
			}
			last := next.Add(-time.Microsecond)
			if Of(at, loc) != at || Of(last, loc) != at || Next(last, loc) != next || Number(last, loc) != Number(at, loc) {
				t.Fatalf("%s: the last instant of the day from %s lies in the day from %s", zone, at, Of(last, loc))
			}
			if y, m, d := at.Date(); Number(at, loc) != int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) {
				t.Fatalf("%s: the day from %s has the number %d", zone, at, Number(at, loc))
			}
			at = next
		}
	}
}

func TestFirstInstants(t *testing.T) {
	for _, c := range []struct{ zone, date, want string }{
		{"Atlantic/Azores", "2022-03-27", "2022-03-27T01:00:00Z"},
		{"America/Santiago", "2022-09-11", "2022-09-11T04:00:00Z"},
		{"Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z"},
		{"America/Havana", "2022-11-06", "2022-11-06T04:00:00Z"},   // the first of two midnights
		{"America/Asuncion", "2022-03-27", "2022-03-27T04:00:00Z"}, // clocks went back to 23:00 before it
		{"America/St_Johns", "2010-11-07", "2010-11-07T03:30:00Z"}, // it was Sunday for a minute before
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},     // left out
		{"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},     // and so this begins there
		{"Europe/Paris", "2022-03-27", "2022-03-26T23:00:00Z"},     // clocks go forward two hours later
		{"Europe/Paris", "2022-10-30", "2022-10-29T22:00:00Z"},     // and back
		{"Atlantic/Azores", "2022-10-30", "2022-10-30T00:00:00Z"},  // 01:00 becomes 00:00: the first of two
		{"Australia/Lord_Howe", "2022-10-02", "2022-10-01T13:30:00Z"},
	} {
		date, err := time.Parse(time.DateOnly, c.date)
		if err != nil {
			t.Fatal(err)
		}
		got := Start(date.Year(), date.Month(), date.Day(), load(t, c.zone)).UTC().Format(time.RFC3339)
		if got != c.want {
			t.Errorf("%s %s begins at %s, want %s", c.zone, c.date, got, c.want)
		}
	}
}

func TestEarlier(t *testing.T) {
	for _, c := range []struct {
		zone, from string
		days       int
		want       string
	}{
		{"Atlantic/Azores", "2022-03-28T00:00:00Z", 1, "2022-03-27T01:00:00Z"}, // midnight to the first instant
		{"Atlantic/Azores", "2022-03-27T01:00:00Z", 1, "2022-03-26T01:00:00Z"}, // and that to midnight
		{"Atlantic/Azores", "2022-03-28T00:30:00Z", 1, "2022-03-27T01:00:00Z"}, // 00:30 was left out
		{"Atlantic/Azores", "2022-03-28T09:00:00Z", 2, "2022-03-26T10:00:00Z"},
		{"Europe/Paris", "2022-03-31T22:00:00Z", 10, "2022-03-21T23:00:00Z"},
		{"Europe/Paris", "2022-03-28T00:30:00Z", 1, "2022-03-27T01:30:00Z"}, // 02:30 was left out: 03:30
	} {
		at, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := Earlier(at.In(load(t, c.zone)), c.days).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s, %d days before %s: %s, want %s", c.zone, c.days, c.from, got, c.want)
		}
	}
}
