package sequence

import "github.com/breachsim/breachsim/output/internal/detect/rule"

// Steps: what a line does. Services are numbered as they come.
const (
	begin  = iota // before the first line of a session
	found         // a look-up
	nobody        // that found nobody
	rightless
	mistyped
	failed
	signIn
	refused
	factor
	signOut
	password
	other
	services // the first of them
	steps    = 24
)

// numbers are the steps of services.
type numbers map[string]int

// stepOf returns the step of a line.
func (s numbers) stepOf(l *rule.Line) int {
	switch l.Action {
	case "lookup":
		switch l.Result {
		case "found":
			return found
		case "not_found":
			return nobody
		case "no_rights":
			return rightless
		case "bad_key":
			return mistyped
		}
		return failed
	case "login":
		if l.Outcome == "success" {
			return signIn
		}
		return refused
	case "mfa_challenge":
		return factor
	case "logout":
		return signOut
	case "password_reset", "password_reset_request":
		return password
	case "service_use":
		return s.service(l.Service)
	}
	return other
}

// service returns the step of a service; those that come when all numbers are given
// share the last one.
func (s numbers) service(name string) int {
	at, ok := s[name]
	if !ok {
		if services+len(s) >= steps {
			return steps - 1
		}
		at = services + len(s)
		s[name] = at
	}
	return at
}

// pauses are the lengths that are told apart.
const pauses = 7

// pauseOf is the length of a pause, of microseconds: below 2 s, 5 s, 15 s, 45 s, 2 min,
// 10 min, or more.
func pauseOf(us int64) int {
	const second = 1_000_000
	for i, limit := range [pauses - 1]int64{2, 5, 15, 45, 120, 600} {
		if us < limit*second {
			return i
		}
	}
	return pauses - 1
}
