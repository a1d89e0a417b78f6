package quantity

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// What ParseTime reads, as regular expressions: a date, and a time with a zone.
const (
	DatePattern = `^\d{4}-\d{2}-\d{2}$`
	TimePattern = `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`
)

// The years outside which a scenario makes no sense. From 1980 on every zone is off by whole
// minutes, which RFC 3339 can say; up to 2200 every time in microseconds is far from overflow.
const (
	MinYear = 1980
	MaxYear = 2200
)

// ParseTime reads an RFC 3339 time, or a date, which means the first
// instant of that day in the given place. Finer than a microsecond is refused.
func ParseTime(text string, loc *time.Location) (time.Time, error) {
	t, err := ReadTime(text, loc)
	if err != nil {
		return time.Time{}, err
	}
	if y := t.Year(); y < MinYear || y > MaxYear {
		return time.Time{}, &wording.Fault{What: fmt.Sprintf("the year %d is outside %d to %d", y, MinYear, MaxYear)}
	}
	return t, nil
}

// ReadTime is ParseTime for any year: whether a year is near the bounds depends
// on the zone.
func ReadTime(text string, loc *time.Location) (time.Time, error) {
	var t time.Time
	err := error(&wording.Fault{})
	switch { // the patterns are stricter than the standard library
	case Matches(DatePattern, text):
		if t, err = time.Parse("2006-01-02", text); err == nil {
			t = localday.Start(t.Year(), t.Month(), t.Day(), loc)
		}
	case Matches(TimePattern, text):
		t, err = time.Parse(time.RFC3339Nano, text)
	}
	if err != nil {
		return time.Time{}, &wording.Fault{What: wording.Quote(text) + " is not a time", Hint: timeHint(text, loc)}
	}
	if t.Nanosecond()%1000 != 0 {
		return time.Time{}, &wording.Fault{What: text + " is finer than a microsecond"}
	}
	return t.In(loc), nil
}

// WithoutZone reads a time that lacks nothing but its zone, as one in loc; where a clock
// shows it twice, the first is meant.
func WithoutZone(text string, loc *time.Location) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05",
		"2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// timeHint names the usual slips: no zone, a space for the T, a date that is
// not in the calendar. The offset is that of loc at that time.
func timeHint(text string, loc *time.Location) string {
	if t, ok := WithoutZone(text, loc); ok {
		return "write it with a zone: " + t.Format(time.RFC3339)
	}
	if t, err := time.Parse("02/01/2006", text); err == nil {
		return "write " + t.Format("2006-01-02")
	}
	if len(text) == 10 && text[4] == '-' && text[7] == '-' {
		return "is that day in the calendar?"
	}
	return ""
}

// FormatTime writes a time with its zone's offset, as ParseTime reads it.
func FormatTime(t time.Time) string { return t.Format(time.RFC3339Nano) }

// FormatDay writes a time like FormatTime, and a midnight as a date.
func FormatDay(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("2006-01-02")
	}
	return FormatTime(t)
}
