package script

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/nir"
)

// Act is what a scripted step does.
type Act uint8

// The acts.
const (
	SignIn Act = iota
	RequestReset
	SetPassword
	LookUp
	RefusedLookUp
	Administer
	Answer // a challenge
	Factor // a question on the phone
	Again  // an innocent user's look-up, repeated
	SignOut
	OpenPage // of a service
	Expired  // a request in a session that the portal has closed
)

// Action is one step that is neither in the base script of an honest session nor
// in a spell of look-ups, ready to be emitted by the slice that holds it.
type Action struct {
	Do    Act
	Visit portal.Visit
	Step  portal.Step
	OK    bool // a sign-in or an answer is accepted
	Why   event.Reason
	Admin event.Action // what an administrative step does
	Entry Entry        // of a look-up

	Service event.Service // whose page is opened
	Wait    int64         // for the phone, microseconds
	Added   bool          // an innocent user's step that the base world does not have
	Cause   event.Cause
	By      uint8 // 1 + index of the cause
}

// Entry is whom a look-up asks for.
type Entry struct {
	NIR    nir.NIR
	Holder uint32
	Hit    bool // the number is somebody's
	Cover  bool // who is looked up to hide others
}

// Span is a stretch of time, [From, To), in microseconds.
type Span struct{ From, To int64 }
