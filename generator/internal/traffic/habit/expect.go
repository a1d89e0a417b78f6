package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
)

// noiseGain is the mean of the daily and seasonal factors, rounded up from what
// the built-in scenarios make.
const noiseGain = 1_060_000

// Means are look-ups a day by profile and school zone, in thousandths.
type Means [scenarios.NumProfiles][4]int64

// Add counts an account in with so many look-ups a day.
func (h *Habits) Add(m *Means, k uint32, mean int64) {
	a := h.Accounts.At(k)
	m[a.Profile][h.Zones[a.Dept]] += mean
}

// Expect foretells the look-ups of a day, in thousandths. gain is what is made of
// everybody's demand on it.
func (h *Habits) Expect(m *Means, d *calendar.Day, gain int64) (sum int64) {
	for p := range m {
		for zone, mean := range m[p] {
			mean -= mean / 1000 * int64(h.shutShare(scenarios.Profile(p), d)) / 1000
			sum += h.Profiles[p].expect(d, zone, expected{mean, gain, scenarios.Profile(p)})
		}
	}
	return sum
}

// expected is a profile's mean before weekday and season, and the gain of the day.
type expected struct {
	mean, gain int64
	of         scenarios.Profile
}

// shutShare is the share of a profile's accounts that closings of the calendar shut on
// a day, at least.
func (h *Habits) shutShare(p scenarios.Profile, d *calendar.Day) (share scenarios.Share) {
	for i := range h.closings {
		c := &h.closings[i]
		if d.In(c.From, c.To) && scenarios.Concerns(c.Profiles, p) {
			share = max(share, c.Share)
		}
	}
	return share
}

func (p *Profile) expect(d *calendar.Day, zone int, x expected) int64 {
	mean := x.mean * (p.Weekday[d.Weekday] / 1000) / 1000 * (d.DemandOf(x.of) / 1000) / 1000 * (noiseGain / 1000) / 1000
	mean = mean * (x.gain / 1000) / 1000
	if d.Bank {
		mean = mean * 60 / 1000
	}
	if p.Leave != never {
		mean = mean * 930 / 1000
		if d.School[zone] {
			mean = mean * 800 / 1000
		}
	}
	return mean
}
