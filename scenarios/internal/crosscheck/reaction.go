package crosscheck

import (
	"breachsim/scenarios"
	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/wording"
)

// senseless lists the moves that cannot help against an answer, with the reason
// and what to write instead: a file that asks for one is refused for good.
func senseless(on scenarios.Reply, m scenarios.Move) (why, instead string) {
	switch {
	case on == scenarios.OnServiceClosed && m == scenarios.HalveRate:
		return "a closed service answers at no rate", "backoff"
	case on == scenarios.OnServiceClosed && m == scenarios.RotateIP:
		return "the service is closed for every address", "backoff or switch_endpoint"
	case on == scenarios.OnServiceClosed && (m == scenarios.RotateAccount || m == scenarios.DropAccount):
		return "the service is closed for every account", "backoff, switch_endpoint or stop"
	case m != scenarios.SwitchEndpoint && on != scenarios.OnAccountReset:
		return "", ""
	case on == scenarios.OnNotFound:
		return "one directory stands behind every service", "next"
	case on == scenarios.On429:
		return "a limit counts the look-ups of every service", "halve_rate or rotate_ip"
	case on == scenarios.On403:
		return "a banned address gets no answer from any service", "rotate_ip"
	case on == scenarios.OnCaptcha:
		return "the challenge stands before every service", "{solve: 0.9}"
	case on == scenarios.OnSlowAnswers:
		return "every service answers an account alike", "rotate_ip or drop_account"
	case on == scenarios.OnStepUp:
		return "the second factor is asked for by every service", "drop_account"
	case on == scenarios.OnAccountReset && m == scenarios.SwitchEndpoint:
		return "no service answers a session that is closed", "drop_account or {reacquire: 0.2}"
	case on == scenarios.OnAccountReset && m == scenarios.HalveRate:
		return "a session that is closed answers at no rate", "drop_account or {reacquire: 0.2}"
	case on == scenarios.OnAccountReset && m == scenarios.RotateIP:
		return "the account is closed to every address", "drop_account or {reacquire: 0.2}"
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
			w.Wrong(e, wording.Quote(e.Node.Text)+" makes no sense because "+why, "write "+instead+" instead")
		}
	}
}
