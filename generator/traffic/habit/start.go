package habit

import (
	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
)

// maxSessions bounds an account's sessions a day.
const maxSessions = 40

// SessionCount spreads n look-ups over sessions; without any there may still
// be a short session for messages or payments.
func SessionCount(n int, p *Profile, draw *random.Rand) int {
	if n == 0 {
		if draw.Chance(120_000) {
			return 1
		}
		return 0
	}
	mean := int64(n) * million / p.PerSession // sessions, in millionths
	count := int((mean*7/10 + int64(draw.Below(uint64(mean*6/10+million)))) / million)
	return min(max(count, 1), maxSessions)
}

// Works reports whether an account begins a session on a day.
func (h *Habits) Works(k uint32, d *calendar.Day, c *Change) bool {
	draw := h.Day(k, d.Number)
	n := h.LookUps(k, d, c, &draw)
	return n > 0 || n == 0 && SessionCount(n, h.Of(k), &draw) > 0
}

// Starts places the sessions of an account's day.
type Starts struct {
	profile *Profile
	day     *calendar.Day
	count   int
	late    int64 // share outside the usual hours
}

// Starts returns what places the sessions of an account's day, so many of them.
func (h *Habits) Starts(k uint32, d *calendar.Day, count int) Starts {
	p := h.Of(k)
	return Starts{profile: p, day: d, count: count, late: h.late * p.LateShare / million}
}

// At draws when session i begins: each has its own slice of the day's
// distribution, so that an account's sessions spread over its hours.
func (s *Starts) At(i int, draw *random.Rand) int64 {
	u := uint32(draw.Uint64() >> 32)
	hours := s.profile.Hours
	if draw.Chance(s.late) {
		hours = s.profile.Late
	} else {
		u = uint32((uint64(i)<<32 + uint64(u)) / uint64(s.count))
	}
	half := hours.Interpolate(u)
	return s.day.At(half*(30*calendar.Minute/1_000)/random.One*1_000 + int64(draw.Below(1_000)))
}
