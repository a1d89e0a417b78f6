package scenarios

import (
	"fmt"
	"time"

	"breachsim/scenarios/localday"
)

// Years outside which a scenario makes no sense. From 1980 on every zone is
// off by whole minutes, which RFC 3339 can say; up to 2200 every time in
// microseconds is far from overflow.
const minYear, maxYear = 1980, 2200

// ParseTime reads an RFC 3339 time, or a date, which means the first
// instant of that day in the given place. Finer than a microsecond is refused.
func ParseTime(text string, loc *time.Location) (time.Time, error) {
	t, err := readTime(text, loc)
	if err != nil {
		return time.Time{}, err
	}
	if y := t.Year(); y < minYear || y > maxYear {
		return time.Time{}, &fault{what: fmt.Sprintf("the year %d is outside %d to %d", y, minYear, maxYear)}
	}
	return t, nil
}

// readTime is ParseTime for any year: whether a year is near the bounds depends
// on the zone.
func readTime(text string, loc *time.Location) (time.Time, error) {
	var t time.Time
	err := error(&fault{})
	switch { // the patterns are stricter than the standard library
	case matches(datePattern, text):
		if t, err = time.Parse("2006-01-02", text); err == nil {
			t = localday.Start(t.Year(), t.Month(), t.Day(), loc)
		}
	case matches(timePattern, text):
		t, err = time.Parse(time.RFC3339Nano, text)
	}
	if err != nil {
		return time.Time{}, &fault{what: quote(text) + " is not a time", hint: timeHint(text)}
	}
	if t.Nanosecond()%1000 != 0 {
		return time.Time{}, &fault{what: text + " is finer than a microsecond"}
	}
	return t.In(loc), nil
}

// timeHint names the usual slips: no zone, a space for the T, a date that is
// not in the calendar.
func timeHint(text string) string {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return "write it with a zone: " + t.Format("2006-01-02T15:04:05") + "+01:00"
		}
	}
	if t, err := time.Parse("02/01/2006", text); err == nil {
		return "write " + t.Format("2006-01-02")
	}
	if len(text) == 10 && text[4] == '-' && text[7] == '-' {
		return "is that day in the calendar?"
	}
	return ""
}
