package course

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// FirstExtra is the number of the first session that a look-alike adds to an
// account's day: usual sessions have lower ones.
const FirstExtra = 64

// Longest is how long a user stays at most. The portal may close the session
// earlier; the user then signs in again.
const Longest = 4*calendar.Hour - 10*calendar.Minute

// winding is how long before the longest stay its user begins to wind up.
const winding = 25 * calendar.Minute

// Session is one session of an account as planned: its script follows from it.
type Session struct {
	Account   uint32
	Day       int32 // local day on which it began
	Index     uint8 // number within the account's day
	Human     uint8 // which of the account's users; 0 = the owner
	LookUps   uint16
	Start     int64  // sign-in
	Until     int64  // when its user means to be done; 0 = nothing is said
	Room      int64  // time until the account's next session, about
	End       int64  // last action
	First     uint32 // of its steps, among those planned with it
	Steps     uint16
	Again     bool   // its user has signed in before on that day
	LookAlike uint32 // 1 + the look-alike that it belongs to or that is on while it lasts; 0 = none

	Copies      bool   // it looks up the persons of another session of the day:
	SourceIndex uint8  // its number
	Source      uint32 // and account
}

// Name names the session.
func (s *Session) Name() portal.Name {
	return portal.SessionName(portal.BaseKind, s.Account, s.Day, int(s.Index))
}

// Renewed names the session that a user's n-th new sign-in opens within a script.
func (s *Session) Renewed(n int) portal.Name { return s.Name().At(n) }

// Extra reports whether a look-alike has added the session to the account's day.
func (s *Session) Extra() bool { return s.Index >= FirstExtra }

// Ordinary reports whether a session shows no look-alike; one behind a shared
// address or on the day of an announcement counts as ordinary.
func (s *Session) Ordinary() bool { return s.LookAlike == 0 }
