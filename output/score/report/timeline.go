package report

// Timeline is how many persons were exposed up to each of some moments, which are
// microseconds since 1970 in UTC.
type Timeline struct {
	At      []int64
	Exposed []int // as it is in the data
	Kept24h []int // with each found account cut off 24 h after its first true alert
	// First are the first true alerts, by account that a campaign used; of those without one
	// there is none.
	First map[string]int64
}
