package scenarios

import "time"

// Portal is the state of the portal itself. Rates are a month of 30.44 days,
// in millionths.
type Portal struct {
	SessionIdle  Micros // a session without use for longer is closed
	SessionLimit Micros // a session older than this is closed
	Outages      Share  // unplanned: 3 to 25 minutes, 502 or 503
	SlowDowns    Share  // 20 to 90 minutes of answers two to five times as slow
	Maintenance  Share  // planned: at night between two and four, 503
	Releases     Share  // new versions of the pages and their static files
}

// Limits of sessions. An hour without use and four hours in all are public
// (Le Quotidien du pharmacien, on the rules from 1 July 2022). What held before
// is not: the values are assumptions.
const (
	idleBefore  = Micros(2 * time.Hour / time.Microsecond)
	limitBefore = Micros(8 * time.Hour / time.Microsecond)
	idleSince   = Micros(time.Hour / time.Microsecond)
	limitSince  = Micros(4 * time.Hour / time.Microsecond)
	idleLeast   = Micros(5 * time.Minute / time.Microsecond)
)

// hardened is when the portal's limits became tighter: 1 July 2022 in Paris.
func hardened() time.Time {
	return time.Date(2022, time.July, 1, 0, 0, 0, 0, time.FixedZone("CEST", 2*3600))
}

// NIRLocation is where the number travels in a look-up's request.
type NIRLocation uint8

// The locations.
const (
	NIRInBody NIRLocation = iota
	NIRInPath
	NIRInQuery
)
