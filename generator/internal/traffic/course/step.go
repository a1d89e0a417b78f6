package course

import "github.com/breachsim/breachsim/generator/event"

// Kind is what a step of a session's script does.
type Kind uint8

// The kinds.
const (
	SignInRefused Kind = iota
	SignIn
	RequestReset // of a forgotten password
	SetPassword  // by the link that came
	LookUp
	UseService
	SignOut
	Expired     // a request in a session that the portal has closed
	SignInAgain // the sign-in after it
)

// Step is one step of a script: its timing and nothing that needs a person.
type Step struct {
	TS      int64
	Pos     uint16
	About   uint16 // position whose draws choose the person: a retry is about the same one
	Kind    Kind
	Result  event.Result
	Service event.Service
	First   bool // first look-up of the session
	Kin     bool // about the partner of the person drawn
}

// SignsIn reports whether a step is an attempt to sign in.
func (st *Step) SignsIn() bool {
	return st.Kind == SignIn || st.Kind == SignInRefused || st.Kind == SignInAgain
}

// Accepted reports whether a sign-in is accepted at the step.
func (st *Step) Accepted() bool { return st.Kind == SignIn || st.Kind == SignInAgain }

// Action is the action of a step in the log.
func (k Kind) Action() event.Action {
	switch k {
	case SignInRefused, SignIn, SignInAgain:
		return event.Login
	case RequestReset:
		return event.PasswordResetRequest
	case SetPassword:
		return event.PasswordReset
	case LookUp:
		return event.Lookup
	case UseService:
		return event.ServiceUse
	case SignOut:
		return event.Logout
	}
	return event.NoAction
}
