package sigma

import (
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
	"github.com/breachsim/breachsim/output/sigma/internal/window"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// entities are what an alert may be about, the one that it is about first.
var entities = []string{"account", "session", "ip", "person"}

// entityOf is the place of the entity in what a correlation groups by; -1 where there
// is none, or another one in each rule.
func entityOf(c *syntax.Correlation) int {
	best, place := len(entities), -1
	for i := range c.GroupBy {
		e := slices.Index(entities, c.Keys[0][i].Entity)
		same := !slices.ContainsFunc(c.Keys, func(k []*field.Field) bool { return k[i].Entity != c.Keys[0][i].Entity })
		if e >= 0 && e < best && same {
			best, place = e, i
		}
	}
	return place
}

// mostMembers is how many accounts an alert names, as score takes them.
const mostMembers = 200

// remember keeps the last line of each account in a group that names no entity.
func remember(g *window.Group, r *field.Record) {
	if r.Audit == nil || r.Audit.Account == "" {
		return
	}
	m := window.Member{Account: r.Audit.Account, Event: r.Audit.EventID, TS: r.Audit.TS}
	for i := range g.Also {
		if g.Also[i].Account == m.Account {
			g.Also = append(slices.Delete(g.Also, i, i+1), m)
			return
		}
	}
	if len(g.Also) == mostMembers {
		g.Also = slices.Delete(g.Also, 0, 1)
	}
	g.Also = append(g.Also, m)
}

// sayDetection raises the alert of a detection on a line.
func (e *Evaluator) sayDetection(rule *syntax.Rule, r *field.Record) {
	e.alert = Alert{T: r.TS(), From: r.TS(), Rule: rule.Label(), Score: max(1, float64(rule.Level)),
		Group: e.alert.Group[:0], Events: e.alert.Events[:0]}
	if r.Audit != nil {
		e.alert.Events = append(e.alert.Events, r.Audit.EventID)
	}
	e.alert.Type, e.alert.ID = "campaign", rule.Label()
	e.alert.of(r)
	e.say(rule)
}

// of makes the alert one on what the line names: its account, or else its session or
// its address.
func (a *Alert) of(r *field.Record) {
	for _, name := range []string{"account", "session_id", "src_ip"} {
		f, _ := field.Named(name)
		if v := f.Of(r); v.Kind != field.None {
			a.Type, a.ID = f.Entity, v.String()
			return
		}
	}
}

// sayCorrelation raises the alert of a group.
func (e *Evaluator) sayCorrelation(n *node, g *window.Group, c window.Count) {
	r := &e.lines[g.Line].Record
	a := Alert{T: e.now, From: c.From, Rule: n.rule.Label(), Group: e.alert.Group[:0], Events: e.alert.Events[:0],
		Score: score(n.Rule, e.now, c), Count: counted(n.Rule, c), Type: "campaign", ID: n.rule.Label()}
	for i, f := range n.Rule.Keys[g.From] {
		v := f.Of(r)
		a.Group = append(a.Group, Member{n.Rule.GroupBy[i], v.String()})
		if i == n.entity {
			a.Type, a.ID = f.Entity, v.String()
		}
	}
	switch {
	case n.entity < 0:
		for _, m := range g.Also {
			if m.TS > e.now-n.Rule.Span() {
				a.Events = append(a.Events, m.Event)
			}
		}
		if len(a.Events) == 0 { // the access log names no events
			a.of(r)
		}
	case r.Audit != nil:
		a.Events = append(a.Events, r.Audit.EventID)
	}
	e.alert = a
	e.say(n.rule)
}

// say emits the alert. The access log tells whole seconds: an alert that rests on it
// bears the last microsecond of its second, before which nobody knew.
func (e *Evaluator) say(rule *syntax.Rule) {
	e.stats.Alerts++
	if rule.In&field.Access != 0 {
		e.alert.T += measure.Second - 1 - e.alert.T%measure.Second
	}
	if e.err == nil {
		e.err = e.emit(&e.alert)
	}
}

// counted writes what was compared.
func counted(r *window.Rule, c window.Count) string {
	switch r.Type {
	case syntax.ValueSum, syntax.ValueAvg, syntax.ValuePercentile:
		v := field.Value{Kind: field.Number, N: c.N}
		return v.String()
	}
	return strconv.FormatInt(c.N, 10)
}

// score orders the alerts of one rule: of counts it is the timespan over the time that
// it took, of numbers how far they are beyond the first limit. Nothing rests on it but
// the order.
func score(r *window.Rule, ts int64, c window.Count) float64 {
	switch r.Type {
	case syntax.ValueSum, syntax.ValueAvg, syntax.ValuePercentile:
		if len(r.Limits) == 0 || r.Limits[0].N == 0 || c.N == 0 {
			return 1
		}
		if op := r.Limits[0].Op; op == syntax.LT || op == syntax.LTE {
			return float64(r.Limits[0].N) / float64(c.N)
		}
		return float64(c.N) / float64(r.Limits[0].N)
	}
	return float64(r.Span()) / float64(max(ts-c.From, measure.Millisecond))
}
