// Package localday finds where the days of a time zone begin.
//
// It is a leaf that everybody who counts local days asks, from the language to
// the detectors. A day begins at its first instant, which is not always 00:00:
// some zones put their clocks forward at midnight, others back to the evening
// before. Days follow each other without a gap; a date that a zone leaves out
// (Apia, 30 December 2011) begins and ends where the next one begins.
package localday

import "time"

// Start returns the first instant of a local date. As in [time.Date], d may lie
// outside the month.
func Start(y int, m time.Month, d int, loc *time.Location) time.Time {
	midnight := time.Date(y, m, d, 0, 0, 0, 0, loc)
	if ordinary(midnight, time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Day()) {
		return midnight
	}
	return search(midnight, time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

// ordinary reports whether t is 00:00 of a day of the month, with no change of
// clocks so near that there could be two of them.
func ordinary(t time.Time, day int) bool {
	const near = 4 * time.Hour
	begin, end := t.ZoneBounds()
	return t.Day() == day && t.Hour() == 0 && t.Minute() == 0 &&
		(begin.IsZero() || t.Sub(begin) > near) && (end.IsZero() || end.Sub(t) > near)
}

// search finds the first second from which on the date, given as midnight in
// UTC, has come to stay: Newfoundland's clocks went back at 00:01.
func search(about, date time.Time) time.Time {
	const reach, stays = 50 * 3600, 30 * time.Minute
	from := about.Add(-reach / 2 * time.Second)
	lo, hi := 0, reach
	for lo < hi {
		t := from.Add(time.Duration((lo+hi)/2) * time.Second)
		if dateOf(t).Before(date) || dateOf(t.Add(stays)).Before(date) {
			lo = (lo+hi)/2 + 1
		} else {
			hi = (lo + hi) / 2
		}
	}
	return from.Add(time.Duration(lo) * time.Second)
}

// dateOf returns the date on the wall at t, as midnight in UTC.
func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Of returns the first instant of the local day that t lies in.
func Of(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	if start := Start(y, m, d, loc); !start.After(t) {
		return start
	}
	return Start(y, m, d-1, loc)
}

// Next returns the first instant of the local day after the one that t lies in;
// it is always later than t.
func Next(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	for ; ; d++ {
		if start := Start(y, m, d, loc); start.After(t) {
			return start
		}
	}
}

// Number returns the date of the local day that t lies in, in days since
// 1 January 1970.
func Number(t time.Time, loc *time.Location) int32 {
	date := dateOf(t.In(loc))
	if y, m, d := date.Date(); Start(y, m, d, loc).After(t) {
		date = date.AddDate(0, 0, -1)
	}
	return int32(date.Unix() / (24 * 3600))
}

// Earlier returns the time that the clock on the wall showed at t so many local
// days before. The first instant of a day gives the first instant of a day.
func Earlier(t time.Time, days int) time.Time {
	loc := t.Location()
	if day := Of(t, loc); day.Equal(t) {
		date := time.Unix(int64(Number(t, loc)-int32(days))*24*3600, 0).UTC()
		return Start(date.Year(), date.Month(), date.Day(), loc)
	}
	earlier := t.AddDate(0, 0, -days)
	y, m, d := t.Date()
	if start := Start(y, m, d-days, loc); start.After(earlier) { // the clock never showed that time on that date
		return start
	}
	return earlier
}
