package receiver

import (
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// host is the machine that all lines are said to be of (RFC 2606).
const host = "portal.example"

// kinds are the texts of a format by action and outcome.
type kinds struct {
	of       wire.Fragments
	outcomes int
}

// newKinds prepares a text for each action and outcome.
func newKinds(text func(a event.Action, o event.Outcome) string) kinds {
	k := kinds{outcomes: len(event.Outcomes())}
	for a := range event.Actions() {
		for o := range k.outcomes {
			k.of.Add([]byte(text(event.Action(a), event.Outcome(o))))
		}
	}
	return k
}

// at is the text of an event.
func (k *kinds) at(e *event.Event) []byte { return k.of.At(int(e.Action)*k.outcomes + int(e.Outcome)) }

// brief says in two words what was done: "lookup success".
func brief(a event.Action, o event.Outcome) string {
	if a == event.NoAction {
		return "-"
	}
	return strings.TrimSuffix(a.String()+" "+o.String(), " ")
}

// byOutcome is one of two values: of what failed, and of all else.
func byOutcome(o event.Outcome, failed, other string) string {
	if o == event.Failure {
		return failed
	}
	return other
}
