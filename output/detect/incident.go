package detect

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// IncidentLength is how long an incident stays open after its first alert:
// alerts of one rule on one entity within it are one incident.
const IncidentLength = 24 * time.Hour

// Tally counts the alerts of a run, which come in the order of the log. The
// zero value is ready to use.
type Tally struct{ rules map[string]*ruleTally }

type ruleTally struct {
	alerts, incidents int64
	open              map[entity]int64 // entity to the start of its last incident
}

type entity struct {
	kind rule.Entity
	id   string
}

// RuleCount is the tally of one rule.
type RuleCount struct {
	Rule      string
	Alerts    int64
	Entities  int64
	Incidents int64
}

// Add counts an alert.
func (t *Tally) Add(a *Alert) {
	if t.rules == nil {
		t.rules = map[string]*ruleTally{}
	}
	r := t.rules[a.Rule]
	if r == nil {
		r = &ruleTally{open: map[entity]int64{}}
		t.rules[a.Rule] = r
	}
	r.alerts++
	e := entity{a.Type, a.ID}
	if start, ok := r.open[e]; !ok || a.T-start >= IncidentLength.Microseconds() {
		r.incidents++
		r.open[e] = a.T
	}
}

// Count returns the tally of one rule.
func (t *Tally) Count(rule string) RuleCount {
	c := RuleCount{Rule: rule}
	if r := t.rules[rule]; r != nil {
		c.Alerts, c.Entities, c.Incidents = r.alerts, int64(len(r.open)), r.incidents
	}
	return c
}

// Of returns the rules that were asked for, in the order of [All]; those of
// [Rules] where none were.
func Of(rules []string) []string {
	if len(rules) == 0 {
		return Rules()
	}
	return slices.DeleteFunc(All(), func(r string) bool { return !slices.Contains(rules, r) })
}
