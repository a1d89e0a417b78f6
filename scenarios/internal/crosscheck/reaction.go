package crosscheck

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// senseless says why a move cannot help against an answer, and what to write instead: a file
// that asks for it is refused for good. Moves that may help give two empty texts.
func senseless(on scenarios.Reply, m scenarios.Move) (why, instead string) {
	switch {
	case on == scenarios.OnServiceClosed:
		return whenClosed(m)
	case on == scenarios.OnAccountReset:
		return afterReset(m)
	case m == scenarios.SwitchEndpoint:
		return switching(on)
	}
	return "", ""
}

// whenClosed is about moves against a service that is closed.
func whenClosed(m scenarios.Move) (why, instead string) {
	switch m {
	case scenarios.HalveRate:
		return "a closed service does not answer at any rate, so a lower one does not help", "backoff"
	case scenarios.RotateIP:
		return "the service is closed for every address, so another one does not help", "backoff or switch_endpoint"
	case scenarios.RotateAccount, scenarios.DropAccount:
		return "the service is closed for every account, so another one does not help",
			"backoff, switch_endpoint or stop"
	}
	return "", ""
}

// afterReset is about moves against the reset of an account, which closes its sessions.
func afterReset(m scenarios.Move) (why, instead string) {
	switch m {
	case scenarios.SwitchEndpoint:
		why = "no service accepts a closed session, so switching does not help"
	case scenarios.HalveRate:
		why = "a closed session gets no answers at any rate, so a lower one does not help"
	case scenarios.RotateIP:
		why = "a reset account refuses every address, so another one does not help"
	default:
		return "", ""
	}
	return why, "drop_account or {reacquire: 0.2}"
}

// switching is about another service where all of them answer alike.
func switching(on scenarios.Reply) (why, instead string) {
	switch on {
	case scenarios.OnNotFound:
		return "all services use the same directory, so switching does not help", "next"
	case scenarios.On429:
		return "a limit counts the look-ups of all services, so switching does not help", "halve_rate or rotate_ip"
	case scenarios.On403:
		return "a banned address gets no answer from any service, so switching does not help", "rotate_ip"
	case scenarios.OnCaptcha:
		return "all services ask for the challenge, so switching does not help", "{solve: 0.9}"
	case scenarios.OnSlowAnswers:
		return "all services answer an account equally slowly, so switching does not help",
			"rotate_ip or drop_account"
	case scenarios.OnStepUp:
		return "all services ask for the second factor, so switching does not help", "drop_account"
	}
	return "", ""
}

// reactions checks that each move of a campaign can help.
func (w *checker) reactions(r *schema.Record) {
	for on := scenarios.OnNotFound; on <= scenarios.OnSlowAnswers; on++ {
		e := r.Entry("on_response", on.String())
		m, ok := e.Value.(scenarios.Move)
		if !ok || e.Node == nil {
			continue
		}
		if why, instead := senseless(on, m); why != "" {
			w.Wrong(e, why, "write "+instead)
		}
	}
}
