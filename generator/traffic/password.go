package traffic

import (
	"time"

	"breachsim/generator/portal"
)

// Passwords ran out after six months from July 2022 on (announcement to
// pharmacists, June 2022). Each account's first date lies in the six months
// after that day.
const validDays = 182

// expiryFrom is 1 July 2022 in days since 1970-01-01.
var expiryFrom = int32(time.Date(2022, time.July, 1, 0, 0, 0, 0, time.UTC).Unix() / 86_400)

// longestBreak bounds, in days, how long after the date the first session is
// looked for; who comes later chose a new password in another way.
const longestBreak = 40

// ranOut reports whether a session is the first one after the account's
// password ran out.
func (w *World) ranOut(s *Session) bool {
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

// changes reports whether the portal asks for a new password at a step: by a
// policy, or because it has run out.
func (w *World) changes(s *Session, st *Step) bool {
	return w.forced(s, st) || st.Kind == SignIn && w.ranOut(s)
}

// ChangeTime returns when the user of a session has chosen the new password that
// the portal asks for behind a sign-in.
func (w *World) ChangeTime(s *Session, signedIn int64) int64 {
	return changeStep(s, portal.Step{TS: signedIn}, w.details(s)).TS
}
