package traffic

import "breachsim/scenarios"

// Rhythm is when a profile works: demand by half hour of the day and by day of
// the week from Sunday on, each relative to its highest, in thousandths.
type Rhythm struct {
	HalfHours [48]int64
	Weekdays  [7]int64
}

// Rhythm returns a profile's.
func (w *World) Rhythm(of scenarios.Profile) (r Rhythm) {
	p := &w.profiles[of]
	most := int64(1)
	for i := range r.HalfHours {
		r.HalfHours[i] = int64(p.hours[i+1] - p.hours[i])
		most = max(most, r.HalfHours[i])
	}
	for i := range r.HalfHours {
		r.HalfHours[i] = r.HalfHours[i] * 1000 / most
	}
	most = 1
	for i, d := range p.weekday {
		r.Weekdays[i] = d
		most = max(most, d)
	}
	for i := range r.Weekdays {
		r.Weekdays[i] = r.Weekdays[i] * 1000 / most
	}
	return r
}
