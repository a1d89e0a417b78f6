package policy

import (
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// Factor is a policy that asks everybody who signs in with a password for a
// second factor. Each account is enrolled at a moment of its own.
type Factor struct {
	enrol      random.Key
	from, over int64 // enrolment begins, and how long it takes
	by         uint8 // 1 + index of the control; 0 = none
}

// RequireFactor has the portal ask for a second factor behind each sign-in with
// a password: of every account from a moment on that lies in the time after t.
// It moves nothing: the answer is there before the next step.
func (f *Factor) RequireFactor(t, over int64, by uint8) { f.from, f.over, f.by = t, over, by }

// FactorBy is the control that asks for a second factor.
func (f *Factor) FactorBy() uint8 { return f.by }

// Asked returns the control that asks for a second factor at a sign-in with the
// password of account k at an instant; 0 for none.
func (f *Factor) Asked(k uint32, ts int64) (by uint8) {
	if f.by == 0 || ts < f.from || ts < f.from+int64(f.enrol.At2(uint64(f.by), uint64(k)).Below(uint64(f.over)+1)) {
		return 0
	}
	return f.by
}

// AsksAt reports whether a second factor is asked for at a step of a session.
func (f *Factor) AsksAt(s *course.Session, st *course.Step) bool {
	return st.Accepted() && f.Asked(s.Account, st.TS) != 0
}

// FactorStep is the answer to the question that follows a sign-in, and how long
// it took.
func FactorStep(signedIn portal.Step) (at portal.Step, waited int64) {
	key := signedIn.Key.At(draws.Factor)
	draw := key.Rand()
	waited = portal.AtHand(&draw)
	return portal.Step{Name: signedIn.Name + 1, TS: signedIn.TS + waited, Key: key.At(draws.FactorStep)}, waited
}

// Shut reports whether a session that was signed in to is closed at an instant before
// its next steps, or not there at all, because of what is laid over it. What is older than
// the sign-in has not closed it: an address that is banned, to which the session moves on.
func Shut(over *overlay.Overlay, signedIn, ts int64, rest []course.Step) bool {
	if over == nil || over.IsDead(ts) {
		return over != nil
	}
	for i := range rest {
		if r, refused := over.At(rest[i].TS, overlay.Refused); refused && r.Since != 0 {
			return r.Since > signedIn && r.Since <= ts
		}
	}
	return false
}
