package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/scenarios/internal/schema"
)

// crosscheckLookAlikes refuses keys that a kind does not take, and values that
// contradict each other.
func (w *checker) crosscheckLookAlikes(top *schema.Record) {
	rules := lookAlikeRules()
	for _, r := range top.Items("benign", "look_alikes") {
		k, ok := schema.Value[LookAlikeKind](r, "type")
		if !ok {
			continue
		}
		for _, key := range lookAlikeRows().Names() {
			e := r.Entry(key)
			if key != "type" && e.Value != nil && !slices.Contains(rules[k].takes, key) {
				w.Wrong(e, fmt.Sprintf("%s does not apply to %v", key, k), "remove it; "+k.String()+" takes "+strings.Join(rules[k].takes, ", "))
			}
		}
		if ok, given := schema.Value[bool](r, "authorised"); given && !ok {
			w.Wrong(r.Entry("authorised"), "a test that is not agreed with the operator is an attack", "write it under campaigns, or authorised: true")
		}
		if n := r.Count("sites"); k == TwinSites && n%2 != 0 {
			w.Wrong(r.Entry("sites"), fmt.Sprintf("%d sites do not make pairs", n), fmt.Sprintf("write %d", n+1))
		}
		if d, given := schema.Value[Micros](r, "duration"); given && d < wholeDay {
			w.Wrong(r.Entry("duration"), "shorter than a day", "write 1d or more")
		}
	}
}
