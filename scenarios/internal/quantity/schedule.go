package quantity

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Schedule is a time of day on some days of the week.
type Schedule struct {
	Minute int     // since local midnight
	Days   [7]bool // from Sunday on
}

const weekdayRegex = `(mon|tue|wed|thu|fri|sat|sun)`

// SchedulePattern is what ParseSchedule reads, as a regular expression.
const SchedulePattern = `^([01]\d|2[0-3]):[0-5]\d( ` + weekdayRegex + `(-` + weekdayRegex + `)?)?$`

// weekdays begins with Sunday, as time.Weekday does.
var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseSchedule reads a local time of day, and the day or days of the week if
// they are not all: 06:30, 06:30 mon, 06:30 mon-sat. Days may run over the
// week's end: fri-mon.
func ParseSchedule(text string) (Schedule, error) {
	if !Matches(SchedulePattern, text) {
		return Schedule{}, &wording.Fault{What: wording.Quote(text) + " is not a schedule"}
	}
	clock, days, some := strings.Cut(text, " ")
	hours, _ := strconv.Atoi(clock[:2])
	minutes, _ := strconv.Atoi(clock[3:])
	s := Schedule{Minute: hours*60 + minutes}
	from, to := 0, 6
	if some {
		first, last, several := strings.Cut(days, "-")
		from = slices.Index(weekdays[:], first)
		if to = from; several {
			to = slices.Index(weekdays[:], last)
		}
	}
	for d := from; ; d = (d + 1) % 7 {
		s.Days[d] = true
		if d == to {
			return s, nil
		}
	}
}

// String writes the schedule as the language does; none is the empty string.
func (s Schedule) String() string {
	n := 0
	first, last := 0, 0
	for d, on := range s.Days {
		if !on {
			continue
		}
		n++
		if !s.Days[(d+6)%7] {
			first = d
		}
		if !s.Days[(d+1)%7] {
			last = d
		}
	}
	clock := fmt.Sprintf("%02d:%02d", s.Minute/60, s.Minute%60)
	switch n {
	case 0:
		return ""
	case 7:
		return clock
	case 1:
		return clock + " " + weekdays[first]
	}
	return clock + " " + weekdays[first] + "-" + weekdays[last]
}
