package replay

import (
	"fmt"
	"path"
	"sort"
	"time"

	"github.com/breachsim/breachsim/scenarios/localday"
)

// Calendar knows the local days of a dataset.
type Calendar struct {
	Dates  []string
	starts []int64 // first instants of local days, one more than days
}

// newCalendar takes the names of the day files, in order.
func newCalendar(files []string, zone *time.Location) (Calendar, error) {
	var c Calendar
	first, err := dateOf(files[0])
	if err != nil {
		return c, err
	}
	last, err := dateOf(files[len(files)-1])
	if err != nil {
		return c, err
	}
	for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
		c.Dates = append(c.Dates, d.Format(time.DateOnly))
		c.starts = append(c.starts, startOf(d, zone))
	}
	c.starts = append(c.starts, startOf(last.AddDate(0, 0, 1), zone))
	return c, nil
}

// startOf is the first instant of a date, which is given as midnight in UTC.
func startOf(date time.Time, zone *time.Location) int64 {
	y, m, d := date.Date()
	return localday.Start(y, m, d, zone).UnixMicro()
}

// dateOf returns the date of a day file, as midnight in UTC.
func dateOf(file string) (time.Time, error) {
	name := path.Base(file)
	t, err := time.Parse(time.DateOnly, name[:min(len(name), len(time.DateOnly))])
	if err != nil {
		return t, fmt.Errorf("day file %q: its name is no date", file)
	}
	return t, nil
}

// Begin and End bound the dataset's time, both included for alerts.
func (c *Calendar) Begin() int64 { return c.starts[0] }

// End is the end of the last day.
func (c *Calendar) End() int64 { return c.starts[len(c.starts)-1] }

// named is the day of a file, by its date; -1 where there is none.
func (c *Calendar) named(file string) int {
	name := path.Base(file)
	if len(name) < len(time.DateOnly) {
		return -1
	}
	i := sort.SearchStrings(c.Dates, name[:len(time.DateOnly)])
	if i == len(c.Dates) || c.Dates[i] != name[:len(time.DateOnly)] {
		return -1
	}
	return i
}

// Of is the day of a moment of the dataset; midnight belongs to the day that
// ends.
func (c *Calendar) Of(t int64) int {
	i := sort.Search(len(c.starts), func(i int) bool { return c.starts[i] >= t })
	return max(0, min(i-1, len(c.Dates)-1))
}

// Stamp writes a moment as alerts do.
func Stamp(t int64) string { return time.UnixMicro(t).UTC().Format("2006-01-02T15:04:05.000000Z") }
