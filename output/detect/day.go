package detect

import (
	"time"

	"github.com/breachsim/breachsim/scenarios/localday"
)

// localDay is the local calendar day that the log has reached.
type localDay struct {
	zone       *time.Location
	start, end int64 // microseconds, [start, end); 23 or 25 hours where clocks change
	number     int32 // days since 1 January 1970
}

// reach goes on to the day of ts and reports whether that is another day.
func (d *localDay) reach(ts int64) bool {
	if ts >= d.start && ts < d.end {
		return false
	}
	at := time.UnixMicro(ts)
	d.start = localday.Of(at, d.zone).UnixMicro()
	d.end = localday.Next(at, d.zone).UnixMicro()
	d.number = localday.Number(at, d.zone)
	return true
}
