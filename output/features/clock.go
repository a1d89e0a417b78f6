package features

import (
	"time"

	"github.com/breachsim/breachsim/scenarios/localday"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// clock is the local day and hour that the log has reached.
type clock struct {
	zone       *time.Location
	start, end int64 // of the day, microseconds, [start, end)
	number     int32 // days since 1 January 1970
	date       string

	quarter int64 // of an hour since 1970: no zone changes within one
	hour    int
}

// over reports whether a moment lies after the day that was reached.
func (c *clock) over(ts int64) bool { return c.end != 0 && ts >= c.end }

// reach goes on to a moment.
func (c *clock) reach(ts int64) {
	if q := ts / (15 * measure.Minute); q != c.quarter {
		c.quarter, c.hour = q, time.UnixMicro(ts).In(c.zone).Hour()
	}
	if ts >= c.start && ts < c.end {
		return
	}
	at := time.UnixMicro(ts)
	day := localday.Of(at, c.zone)
	c.start, c.end = day.UnixMicro(), localday.Next(at, c.zone).UnixMicro()
	c.number, c.date = localday.Number(at, c.zone), at.In(c.zone).Format(time.DateOnly)
}
