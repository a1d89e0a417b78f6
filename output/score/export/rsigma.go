package export

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
)

// rsigma is what `rsigma engine eval` prints, one match a line or a list. A line has no
// time of its own: that of the event is there with --include-event, and those of a
// correlation with --correlation-event-mode refs (whole seconds) or full. The entity is
// the group of a correlation, or a field of the event or of what matched.
func rsigma() *Product {
	p := &Product{
		Name: "rsigma", From: "what rsigma engine eval prints",
		Score: []string{"level"},
		Rule:  []string{"rule_title", "rule_id"},
		said:  "group_key of a correlation, matched_fields", pairs: rsigmaPairs, unwrap: rsigmaLines,
		hint: ": run rsigma with --include-event, and with --correlation-event-mode refs where rules correlate",
	}
	for _, of := range []string{"event", "events"} {
		for _, key := range []string{"ts", "@timestamp", "timestamp"} {
			p.Time = append(p.Time, Moment{Path: of + "." + key})
		}
	}
	p.Time = append(p.Time, Moment{Path: "event_refs.timestamp", Unit: Seconds, Last: true})
	for _, of := range []string{"event", "events"} {
		p.Entity = append(p.Entity, Field{of + ".account", alert.OnAccount}, Field{of + ".user.id", alert.OnAccount},
			Field{of + ".user.name", alert.OnAccount}, Field{of + ".session_id", alert.OnSession},
			Field{of + ".src_ip", alert.OnIP}, Field{of + ".source.ip", alert.OnIP})
	}
	return p
}

func rsigmaLines(v any) ([]document, error) {
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf("not an object: write one match a line, as rsigma engine eval prints them")
	}
	return []document{d}, nil
}

// rsigmaPairs takes the group of a correlation; of a detection whose event is not told,
// the fields that matched.
func rsigmaPairs(d document) (pairs []Pair) {
	for _, item := range list(d, "group_key") {
		if pair, ok := item.([]any); ok && len(pair) == 2 {
			pairs = append(pairs, Pair{text(pair[0]), text(pair[1])})
		}
	}
	if _, told := object(d, "event"); told {
		return pairs
	}
	walk(d, "matched_fields", func(leaf any) {
		if negated := text(first(leaf, "negated")); strings.EqualFold(negated, "true") {
			return
		}
		pairs = append(pairs, Pair{text(first(leaf, "field")), text(first(leaf, "value"))})
	})
	return pairs
}
