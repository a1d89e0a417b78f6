package detect

import "time"

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
	y, m, n := time.UnixMicro(ts).In(d.zone).Date()
	d.start = time.Date(y, m, n, 0, 0, 0, 0, d.zone).UnixMicro()
	d.end = time.Date(y, m, n+1, 0, 0, 0, 0, d.zone).UnixMicro()
	const secondsADay = 24 * 3600
	d.number = int32(time.Date(y, m, n, 0, 0, 0, 0, time.UTC).Unix() / secondsADay)
	return true
}
