package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// TestCandidatesAreThoseThatHold: whatever is known of the words of a line, the candidates
// that it satisfies are the detections that hold of it, each asked by itself.
func TestCandidatesAreThoseThatHold(t *testing.T) {
	tests := []string{"action: lookup", "action: [lookup, login]", "action|neq: login", "action: null", "action|startswith: log",
		"outcome: success", "reason|exists: true", "reason: null", "reason|neq: x", "result: [found, not_found]", "result|cased: FOUND",
		"service|contains: a", "network_new: 1", "status|gte: 400", "account: a*", "session_id|exists: true", "result|fieldref: reason"}
	conditions := []string{"a", "a and b", "a or b", "not a", "a and not b", "not (a and b)", "a and (b or c)", "(a and b) and c",
		"not a or not c", "1 of them", "all of them"}
	drawn := func(t *rapid.T, name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	rapid.Check(t, func(t *rapid.T) {
		var rules strings.Builder
		n := rapid.IntRange(1, 8).Draw(t, "rules")
		for i := range n {
			fmt.Fprintf(&rules, "---\ntitle: T%d\nlogsource: {product: breachsim, service: %s}\ndetection:\n", i,
				drawn(t, "service", "audit", "audit", "access"))
			for _, name := range []string{"a", "b", "c"} {
				fmt.Fprintf(&rules, "  %s:\n    %s\n    %s\n", name, drawn(t, "test", tests...), "user_agent|exists: false")
			}
			fmt.Fprintf(&rules, "  condition: %s\n", drawn(t, "condition", conditions...))
		}
		text := strings.TrimPrefix(rules.String(), "---\n")
		set, err := syntax.Parse([]syntax.File{{Name: "r", Text: []byte(text)}})
		if err != nil {
			t.Skip(err) // some fields are not in the access log
		}
		m := New(set)
		for range rapid.IntRange(1, 20).Draw(t, "lines") {
			r := &field.Record{Audit: &read.Event{TS: 1, Action: drawn(t, "action", "lookup", "login", "logout", ""),
				Outcome: drawn(t, "outcome", "success", "failure"), Reason: drawn(t, "reason", "", "x", "found"),
				Result: drawn(t, "result", "", "found", "not_found"), Service: drawn(t, "where", "auth", "x"),
				Account: drawn(t, "account", "abc", "b"), SessionID: rapid.Uint64Range(0, 1).Draw(t, "session"),
				Status: rapid.Int64Range(399, 401).Draw(t, "status")},
				Beside: field.Beside{Network: int8(rapid.IntRange(-1, 1).Draw(t, "network"))}}
			var got, want []int
			m.Show(r)
			candidates := m.Candidates()
			for i := range candidates {
				if m.Satisfies(&candidates[i]) {
					got = append(got, candidates[i].Rules...)
				}
			}
			slices.Sort(got)
			for i := range n {
				alone := New(set)
				if alone.Show(r); alone.Holds(i) {
					want = append(want, i)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%+v\n%s: detections %v, want %v", r.Audit, text, got, want)
			}
		}
	})
}
