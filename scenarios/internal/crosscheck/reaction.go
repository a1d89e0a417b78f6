package crosscheck

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// senseless lists the moves that cannot help against an answer, with the reason
// and what to write instead: a file that asks for one is refused for good.
func senseless(on scenarios.Reply, m scenarios.Move) (why, instead string) {
	switch {
	case on == scenarios.OnServiceClosed && m == scenarios.HalveRate:
		return "a closed service does not answer at any rate, so a lower one does not help", "backoff"
	case on == scenarios.OnServiceClosed && m == scenarios.RotateIP:
		return "the service is closed for every address, so another one does not help", "backoff or switch_endpoint"
	case on == scenarios.OnServiceClosed && (m == scenarios.RotateAccount || m == scenarios.DropAccount):
		return "the service is closed for every account, so another one does not help",
			"backoff, switch_endpoint or stop"
	case m != scenarios.SwitchEndpoint && on != scenarios.OnAccountReset:
		return "", ""
	case on == scenarios.OnNotFound:
		return "all services use the same directory, so switching does not help", "next"
	case on == scenarios.On429:
		return "a limit counts the look-ups of all services, so switching does not help", "halve_rate or rotate_ip"
	case on == scenarios.On403:
		return "a banned address gets no answer from any service, so switching does not help", "rotate_ip"
	case on == scenarios.OnCaptcha:
		return "all services ask for the challenge, so switching does not help", "{solve: 0.9}"
	case on == scenarios.OnSlowAnswers:
		return "all services answer an account equally slowly, so switching does not help",
			"rotate_ip or drop_account"
	case on == scenarios.OnStepUp:
		return "all services ask for the second factor, so switching does not help", "drop_account"
	case on == scenarios.OnAccountReset && m == scenarios.SwitchEndpoint:
		return "no service accepts a closed session, so switching does not help", "drop_account or {reacquire: 0.2}"
	case on == scenarios.OnAccountReset && m == scenarios.HalveRate:
		return "a closed session gets no answers at any rate, so a lower one does not help",
			"drop_account or {reacquire: 0.2}"
	case on == scenarios.OnAccountReset && m == scenarios.RotateIP:
		return "a reset account refuses every address, so another one does not help",
			"drop_account or {reacquire: 0.2}"
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
