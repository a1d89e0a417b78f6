package agreement

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/truth"
)

// actor is a kind of those who make events.
type actor uint8

// The kinds of actors, to be joined.
const (
	robot  actor = 1 << iota // of the row's campaign, or an insider of it
	human                    // the owner of an account, or one who uses it on the owner's behalf
	stand                    // of a look-alike: software or a locum, in the user's place
	tester                   // of a look-alike: an agreed test
	portal
	outsider // of the background
	somebody // else
)

// claim is what a row of the truth says by its label: who may have made the event,
// and what else the row needs.
type claim struct {
	by    actor
	needs func(e *truth.Event) bool
}

// claims lists what the labels say.
func claims() map[string]claim {
	return map[string]claim{
		"attack": {robot, func(e *truth.Event) bool { return e.Phase != "" }},
		"benign": {human | stand | portal | outsider, func(e *truth.Event) bool { return e.Campaign == "" }},
		"collateral": {human | stand | tester | portal,
			func(e *truth.Event) bool { return e.Campaign != "" || e.CausedBy != "" }},
		"policy": {^robot, func(e *truth.Event) bool { return e.CausedBy != "" || e.BenignType != "" }},
		"test":   {tester, func(*truth.Event) bool { return true }},
	}
}

// actorOf returns the kind of actor that a row of the truth names.
func actorOf(e *truth.Event) actor {
	of, inCampaign := strings.CutPrefix(e.Actor, e.Campaign+"/")
	switch {
	case e.Campaign != "" && inCampaign && (strings.HasPrefix(of, "bot-") || strings.HasPrefix(of, "insider-")):
		return robot
	case e.Actor == "owner", strings.HasPrefix(e.Actor, "delegate-"):
		return human
	case e.BenignType != "" && (e.Actor == "software" || e.Actor == "locum"):
		return stand
	case e.BenignType != "" && e.Actor == "tester":
		return tester
	case strings.HasPrefix(e.BenignType, "background_") && e.Actor == "outsider":
		return outsider
	case e.Actor == "portal":
		return portal
	}
	return somebody
}

// misfit says what is wrong with a row of the truth, or "".
func misfit(claims map[string]claim, e *truth.Event) string {
	switch c, known := claims[e.Label]; {
	case !known:
		return fmt.Sprintf("label %q", e.Label)
	case c.by&actorOf(e) == 0 || !c.needs(e):
		return fmt.Sprintf("%s by %q", e.Label, e.Actor)
	}
	return ""
}
