package trail

// Kind is what a line of the audit log tells of.
type Kind uint8

// The kinds. A challenge is a second factor.
const (
	Other Kind = iota
	LookUp
	SignIn
	SignInFailed
	ChallengeFailed
	SignOut
	Page
	ResetAsked
	Reset
	kinds
)

// KindOf names the kind of a line by its action and outcome.
func KindOf(action, outcome string) Kind {
	failed := outcome == "failure"
	switch action {
	case "lookup":
		return LookUp
	case "login":
		if failed {
			return SignInFailed
		}
		return SignIn
	case "mfa_challenge":
		if failed {
			return ChallengeFailed
		}
	case "logout":
		return SignOut
	case "service_use":
		return Page
	case "password_reset_request":
		return ResetAsked
	case "password_reset":
		return Reset
	}
	return Other
}

// Result is what a look-up came to.
type Result uint8

// The results. NoResult is that of a look-up that was refused.
const (
	NoResult Result = iota
	Found
	NotFound
	NoRights
	BadKey
	Failed
	results
)

// ResultOf reads the result of a line.
func ResultOf(s string) Result {
	switch s {
	case "found":
		return Found
	case "not_found":
		return NotFound
	case "no_rights":
		return NoRights
	case "bad_key":
		return BadKey
	case "error":
		return Failed
	}
	return NoResult
}

// Answered reports whether the number was looked for: a mistyped key and a
// failure are no answers.
func (r Result) Answered() bool { return r == Found || r == NotFound || r == NoRights }

// Line is what a trail takes of a line of the log.
type Line struct {
	TS      int64 // microseconds since 1970 UTC
	Hour    int   // local, 0 to 23
	Kind    Kind
	Result  Result // of a look-up
	Session uint64 // 0 = none

	Returned int64  // persons that a look-up showed
	Person   uint64 // who was asked for; 0 = not said
	Ordered  bool   // Person is in the order of the numbers
	New      bool   // the account has not asked for the person before
	Dept     int    // of the person, a number from 1; 0 = not said
	Home     int    // département of the account; 0 = not known
	NewDept  bool   // the account has asked for nobody there before today

	Client, Addr, Net, Agent uint64 // keys; 0 = not said
	NewClient, NewNet        bool   // since today
	NewBlock                 bool   // since today, the block of the address
	Plain                    bool   // the user agent is not one of a browser
	KM                       int64  // from the place of the account's line before
	Fast                     bool   // too fast a way to have been travelled
}
