package traffic

import "time"

// Passwords ran out after six months from July 2022 on (announcement to
// pharmacists, June 2022). Each account's first date lies in the six months
// after that day.
const validDays = 182

// expiryFrom is 1 July 2022 in days since 1970-01-01.
var expiryFrom = int32(time.Date(2022, time.July, 1, 0, 0, 0, 0, time.UTC).Unix() / 86_400)

// longestBreak bounds, in days, how long after the date the first session is
// looked for; who comes later chose a new password in another way.
const longestBreak = 40

// expired reports whether a session is the first one after the account's
// password ran out.
func (w *World) expired(s *Session) bool {
	if s.Index != 0 || s.Day < expiryFrom {
		return false
	}
	since := s.Day - expiryFrom - int32(w.expiry.At(uint64(s.Account)).Below(validDays))
	if since < 0 || since%validDays >= longestBreak {
		return false
	}
	for d := s.Day - since%validDays; d < s.Day; d++ {
		if d < w.cal.First() || w.works(s.Account, d) {
			return false
		}
	}
	return true
}

// works reports whether an account has usual sessions on a day.
func (w *World) works(k uint32, day int32) bool {
	a := w.accounts.At(k)
	p := &w.profiles[a.Profile]
	draw := w.days.At2(uint64(k), uint64(uint32(day))).Rand()
	n := w.lookUps(a, p, w.cal.Day(day), w.mannerOf(w.manner(k, day)), &draw)
	return n >= 0 && sessionCount(n, p, &draw) > 0
}

// changes reports whether the portal asks for a new password in a session: by
// a policy, or because it has run out.
func (w *World) changes(s *Session) bool { return w.forced(s) || w.expired(s) }
