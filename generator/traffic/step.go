package traffic

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
