package analyst

import (
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/output/arena/alarm"
)

// Order is which case of the queue is looked at next.
type Order uint8

// The orders of a queue.
const (
	FirstCome Order = iota // the one that waits longest
	ByScore                // the one of the highest score; of equal ones, that which waits longest
)

// Beyond is what becomes of cases that find the budget of their day spent.
type Beyond uint8

// What becomes of cases beyond the budget.
const (
	Carry Beyond = iota // they wait for the next day
	Drop                // nobody ever looks at them
)

// Forever is an action that is never lifted.
const Forever int64 = math.MaxInt64

// Span is a length of time in microseconds, drawn evenly from Least to Most, both
// included; where they are equal, it is that.
type Span struct{ Least, Most int64 }

// Response is an action that follows on an alert of a kind.
type Response struct {
	Kind   string // of the entity: account, ip, session
	Do     string // name of the action
	Stands int64  // microseconds during which the entity is not acted on so again
}

// Shift says how a desk works. Its zero value looks at every alert at once, day and
// night, and believes it.
type Shift struct {
	// Calendar has the local days of hours, days of the week, holidays and budgets. It
	// may be nil where none of them is said. The desk is closed beyond its last day.
	Calendar *calendar.Calendar

	Opens, Closes int64                    // wall time of a day, microseconds since midnight; both 0 = around the clock
	Weekdays      [7]bool                  // by time.Weekday, those that are worked; none = all
	ClosedOn      func(*calendar.Day) bool // holidays and the like, beside Weekdays; nil = none

	Latency  Span  // from an alert until the desk can have it
	Work     int64 // microseconds that an analyst needs for a look
	Analysts int   // who look at the same time; 0 = one
	Budget   int   // looks that may begin on a local day; 0 = any number
	Beyond   Beyond
	Order    Order

	// True tells whether an alert is about an attack; nil believes every alert. Of those
	// that are, the share Missed is dismissed by mistake; of the others, the share Fooled
	// is acted on; both in millionths.
	True           func(alarm.Alert) bool
	Missed, Fooled int64

	Responses []Response // in the order in which they are done
}

// BankHolidays closes a desk on public holidays.
func BankHolidays(d *calendar.Day) bool { return d.Bank }

// Check returns what is wrong with a shift.
func (s *Shift) Check() error {
	open := s.Closes - s.Opens
	switch {
	case s.Latency.Least < 0 || s.Latency.Least > s.Latency.Most:
		return fmt.Errorf("latency of analysts is %v to %v: write the shorter time first, none below 0",
			span(s.Latency.Least), span(s.Latency.Most))
	case !s.hoursOfADay():
		return fmt.Errorf("hours of analysts are %v to %v: write a time of the day and a later one",
			span(s.Opens), span(s.Closes))
	case s.Work < 0 || open > 0 && s.Work > open:
		return fmt.Errorf("a look takes %v: write a time that fits into the hours of a day", span(s.Work))
	case s.Budget < 0 || s.Analysts < 0:
		return fmt.Errorf("budget is %d a day for %d analysts: write numbers above 0, or 0 for the default",
			s.Budget, s.Analysts)
	case !share(s.Missed) || !share(s.Fooled):
		return fmt.Errorf("errors of analysts are %d and %d millionths: write shares from 0 to 1", s.Missed, s.Fooled)
	case s.Calendar == nil && s.local():
		return fmt.Errorf("analysts with hours, days or a budget need a calendar")
	}
	return s.checkResponses()
}

// hoursOfADay reports whether the hours are from a time of the day to a later one, or
// around the clock.
func (s *Shift) hoursOfADay() bool {
	around := s.Opens == 0 && s.Closes == 0
	return around || 0 <= s.Opens && s.Opens < s.Closes && s.Closes <= 24*calendar.Hour
}

func (s *Shift) checkResponses() error {
	for _, r := range s.Responses {
		if r.Kind == "" || r.Do == "" || r.Stands < 0 {
			return fmt.Errorf("response %q to kind %q stands for %d µs: write a kind, an action and a time",
				r.Do, r.Kind, r.Stands)
		}
	}
	return nil
}

func share(x int64) bool { return 0 <= x && x <= draw.Million }

func span(us int64) time.Duration { return time.Duration(us) * time.Microsecond }

// local reports whether the desk asks what day it is.
func (s *Shift) local() bool { return s.Budget > 0 || s.dated() }

// dated reports whether the desk is closed at some time.
func (s *Shift) dated() bool {
	return s.Closes > 0 || s.Weekdays != [7]bool{} || s.ClosedOn != nil
}

// worked reports whether the desk is open on a day.
func (s *Shift) worked(d *calendar.Day) bool {
	return (s.Weekdays == [7]bool{} || s.Weekdays[d.Weekday]) && (s.ClosedOn == nil || !s.ClosedOn(d))
}

// hours returns when the desk opens and closes on a day that is worked.
func (s *Shift) hours(d *calendar.Day) (opens, closes int64) {
	if s.Closes == 0 {
		return d.Start, d.Start + d.Length
	}
	if s.Closes == 24*calendar.Hour {
		return d.At(s.Opens), d.Start + d.Length
	}
	return d.At(s.Opens), d.At(s.Closes)
}

// never is an instant after all others.
const never int64 = math.MaxInt64

// start returns the first instant from t on at which a look may begin and be done before
// the desk closes, with so many looks begun on the local day of t; never, if there is
// none within the calendar.
func (s *Shift) start(t int64, begun int) int64 {
	if !s.local() {
		return t
	}
	c := s.Calendar
	for n := c.Of(t).Number; n <= c.Last(); n++ {
		d := c.Day(n)
		if !s.worked(d) || n == c.Of(t).Number && s.Budget > 0 && begun >= s.Budget {
			continue
		}
		opens, closes := s.hours(d)
		if at := max(t, opens); at < closes && at+s.Work <= s.stays(n, closes, at+s.Work) {
			return at
		}
	}
	return never
}

// stays returns until when the desk stays open past the end of day n: around the clock,
// a look may run on into the next day that is worked. It searches no further than need.
func (s *Shift) stays(n int32, closes, need int64) int64 {
	c := s.Calendar
	for n++; s.Closes == 0 && closes < need && n <= c.Last() && s.worked(c.Day(n)); n++ {
		_, closes = s.hours(c.Day(n))
	}
	return closes
}

// spent reports whether a case that is ready at t finds the desk open and its budget of
// the day used up.
func (s *Shift) spent(t int64, begun int) bool {
	if s.Budget == 0 || begun < s.Budget {
		return false
	}
	d := s.Calendar.Of(t)
	opens, closes := s.hours(d)
	return s.worked(d) && opens <= t && t < closes
}
