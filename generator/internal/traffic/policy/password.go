package policy

import (
	"math"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// validDays is how long a password was good: from July 2022 on they ran out after
// six months (announcement to pharmacists, June 2022). Each account's first date
// lies in the six months after that day.
const validDays = 182

// longestBreak bounds, in days, how long after the date the first session is
// looked for; who comes later chose a new password in another way.
const longestBreak = 40

// Passwords says at which sign-ins the portal asks for a new password: once by a
// policy, and whenever one has run out.
type Passwords struct {
	agenda *agenda.Agenda
	expiry random.Key
	runOut int32    // the day from which on passwords run out, since 1970-01-01
	forced int64    // when the forced change of passwords begins; 0 = never
	first  []signIn // of each account after it
}

// signIn is a step of a session.
type signIn struct {
	day   int32
	index int16 // of the session; -1 = there is none
	pos   uint16
}

func newPasswords(key random.Key, a *agenda.Agenda) Passwords {
	july := time.Date(2022, time.July, 1, 0, 0, 0, 0, time.UTC)
	return Passwords{agenda: a, expiry: key.Stream(draws.ExpiryStream), runOut: int32(july.Unix() / 86_400)}
}

// ForceChange makes everybody who signs in with a password choose a new one at
// the first session from t on.
func (p *Passwords) ForceChange(t int64) {
	p.forced = t
	p.first = make([]signIn, p.agenda.Accounts.Len())
	day := p.agenda.Calendar.Of(t).Number
	var buf []course.Session
	for k := range p.first {
		p.first[k] = p.firstAfter(uint32(k), t, day, &buf)
	}
}

// firstAfter finds the account's first accepted sign-in from t on, within the
// calendar; none where a new password was chosen by a mailed link right before it. The
// sessions of a day are in no order: those of each user are.
func (p *Passwords) firstAfter(k uint32, t int64, day int32, buf *[]course.Session) signIn {
	first, at := signIn{index: -1}, int64(math.MaxInt64)
	for d := day - 1; d <= p.agenda.Calendar.Last(); d++ { // sessions reach over midnight
		*buf = p.agenda.Sessions(k, d, (*buf)[:0])
		for i := range *buf {
			s := &(*buf)[i]
			if s.End < t || s.Start < p.agenda.From {
				continue
			}
			script, chosen := p.agenda.Script(s), false
			for st, ok := script.Next(); ok; st, ok = script.Next() {
				chosen = chosen || st.Kind == course.SetPassword && st.TS >= t
				if st.Accepted() && st.TS >= t {
					if st.TS < at {
						first, at = signIn{day: s.Day, index: int16(s.Index), pos: st.Pos}, st.TS
						if chosen {
							first.index = -1
						}
					}
					break
				}
			}
		}
		if d >= day && at != math.MaxInt64 {
			break
		}
	}
	return first
}

// Forced reports whether the policy asks for a new password at this sign-in.
func (p *Passwords) Forced(s *course.Session, st *course.Step) bool {
	return p.forced != 0 && st.SignsIn() &&
		p.first[s.Account] == signIn{day: s.Day, index: int16(s.Index), pos: st.Pos}
}

// RanOut reports whether a session is the first one after the account's
// password ran out.
func (p *Passwords) RanOut(s *course.Session) bool {
	if s.Index != 0 || s.Day < p.runOut {
		return false
	}
	since := s.Day - p.runOut - int32(p.expiry.At(uint64(s.Account)).Below(validDays))
	if since < 0 || since%validDays >= longestBreak {
		return false
	}
	for d := s.Day - since%validDays; d < s.Day; d++ {
		if d < p.agenda.Calendar.First() || p.agenda.Works(s.Account, d) {
			return false
		}
	}
	return true
}

// Changes reports whether the portal asks for a new password at a step: by the
// policy, or because it has run out.
func (p *Passwords) Changes(s *course.Session, st *course.Step) bool {
	return p.Forced(s, st) || st.Kind == course.SignIn && p.RanOut(s)
}

// ChangeTime returns when the user of a session has chosen the new password that
// the portal asks for behind a sign-in.
func (p *Passwords) ChangeTime(s *course.Session, signedIn int64) int64 {
	return ChangeStep(s, portal.Step{TS: signedIn}, p.agenda.Details(s)).TS
}

// ChangeStep is the change of password that follows a sign-in. detail names the
// draws of the session's actions.
func ChangeStep(s *course.Session, signedIn portal.Step, detail random.Key) portal.Step {
	draw := detail.At(draws.ChangeWhen).Rand()
	return portal.Step{
		Name: s.Name().At(portal.MaxPos), Key: detail.At(draws.ChangeStep),
		TS: signedIn.TS + 6*calendar.Second + int64(draw.Below(uint64(4*calendar.Second))), Prior: signedIn.TS,
	}
}
