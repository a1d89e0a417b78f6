package analyst

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
)

// ParseBudget reads looks a day, as in "20/d"; "all" is any number, which is 0.
func ParseBudget(text string) (int, error) {
	if text == "all" {
		return 0, nil
	}
	number, daily := strings.CutSuffix(text, "/d")
	if n, err := strconv.Atoi(number); daily && err == nil && n > 0 {
		return n, nil
	}
	return 0, fmt.Errorf("budget %q is no number of alerts a day: write it as 20/d, or all", text)
}

// ParseHours reads wall times of a day, as in "08:30-18:00"; "all" is around the clock,
// which is 0 and 0. They are microseconds since midnight.
func ParseHours(text string) (opens, closes int64, err error) {
	if text == "all" {
		return 0, 0, nil
	}
	from, to, both := strings.Cut(text, "-")
	opens, good := wall(from)
	closes, too := wall(to)
	if !both || !good || !too || opens >= closes {
		return 0, 0, fmt.Errorf(
			"hours %q are no span of a day: write an earlier and a later time, as 08:30-18:00, or all", text)
	}
	return opens, closes, nil
}

// wall reads a time of the day; 24:00 is its end.
func wall(text string) (int64, bool) {
	if text == "24:00" {
		return 24 * calendar.Hour, true
	}
	t, err := time.Parse("15:04", text)
	return int64(t.Hour())*calendar.Hour + int64(t.Minute())*calendar.Minute, err == nil
}

// ParseLatency reads a length of time, as in "1h", or the bounds of one, as in "30m-4h".
func ParseLatency(text string) (Span, error) {
	least, most, both := strings.Cut(text, "-")
	if !both {
		most = least
	}
	from, err := time.ParseDuration(least)
	to, other := time.ParseDuration(most)
	if err != nil || other != nil || from < 0 || from > to {
		return Span{}, fmt.Errorf("latency %q is no length of time: write it as 1h, or as 30m-4h for any between", text)
	}
	return Span{from.Microseconds(), to.Microseconds()}, nil
}

// ParseWeekdays reads days of the week, as in "mon-fri" or "mon,wed,sat"; "all" is every
// day, which is none of them set.
func ParseWeekdays(text string) (days [7]bool, err error) {
	if text == "all" {
		return days, nil
	}
	for _, part := range strings.Split(text, ",") {
		first, last, both := strings.Cut(part, "-")
		if !both {
			last = first
		}
		from, to := weekday(first), weekday(last)
		if from < 0 || to < 0 {
			return [7]bool{}, fmt.Errorf("days %q are no days of the week: write mon-fri, mon,wed,sat or all", text)
		}
		for d := from; ; d = (d + 1) % len(days) {
			days[d] = true
			if d == to {
				break
			}
		}
	}
	return days, nil
}

// weekday returns the number of a day by the first three letters of its name, or -1.
func weekday(short string) int {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(short, d.String()[:3]) {
			return int(d)
		}
	}
	return -1
}
