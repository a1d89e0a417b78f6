package crosscheck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// crosscheckLookAlikes refuses keys that a kind does not take, and values that
// contradict each other.
func (w *checker) crosscheckLookAlikes(top *schema.Record) {
	for _, r := range top.Items("benign", "look_alikes") {
		k, ok := schema.Value[scenarios.LookAlikeKind](r, "type")
		if !ok {
			continue
		}
		for _, key := range r.Keys() {
			e := r.Entry(key)
			if key != "type" && e.Value != nil && !slices.Contains(k.Takes(), key) {
				w.Wrong(e, fmt.Sprintf("%s does not apply to %v", key, k),
					"remove it; "+k.String()+" takes "+strings.Join(k.Takes(), ", "))
			}
		}
		if ok, given := schema.Value[bool](r, "authorised"); given && !ok {
			w.Wrong(r.Entry("authorised"), "a test that the operator has not authorised is an attack",
				"write it under campaigns, or authorised: true")
		}
		if n := r.Count("sites"); k == scenarios.TwinSites && n%2 != 0 {
			w.Wrong(r.Entry("sites"), fmt.Sprintf("%d sites do not make pairs", n), fmt.Sprintf("write %d", n+1))
		}
		if d, given := schema.Value[scenarios.Micros](r, "duration"); given && d < quantity.Day {
			w.Wrong(r.Entry("duration"), "shorter than a day", "write 1d or more")
		}
	}
}

// idleLeast is the shortest limit of a session.
const idleLeast = 5 * quantity.Day / (24 * 60)

// crosscheckPortal checks the limits of sessions against each other.
func (w *checker) crosscheckPortal(top *schema.Record) {
	r := top.Group("portal")
	idle, ok1 := schema.Value[scenarios.Micros](r, "session_idle")
	limit, ok2 := schema.Value[scenarios.Micros](r, "session_limit")
	switch {
	case ok1 && idle < idleLeast:
		w.Wrong(r.Entry("session_idle"), idle.String()+" is less than 5m", "write at least 5m")
	case ok1 && ok2 && limit < idle:
		w.Wrong(r.Entry("session_limit"), "shorter than session_idle, "+idle.String(),
			"write at least "+idle.String())
	case ok2 && limit < idleLeast:
		w.Wrong(r.Entry("session_limit"), limit.String()+" is less than 5m", "write at least 5m")
	}
}
