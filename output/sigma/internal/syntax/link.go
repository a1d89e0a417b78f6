package syntax

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// link finds what correlations refer to, and orders the rules so that each stands
// behind those that it refers to.
func (s *Set) link(links []link, bad *Problems) {
	places := s.places(bad)
	for i := range links {
		links[i].find(s, places)
	}
	s.hush(links)
	s.order(bad)
	if len(bad.List) > 0 {
		return
	}
	for _, i := range s.Order {
		for j := range links {
			if links[j].rule == i {
				links[j].fill(s)
			}
		}
	}
}

// places finds rules by name and by id, and refuses two of one.
func (s *Set) places(bad *Problems) map[string]int {
	places, labels := map[string]int{}, map[string]int{}
	for i, r := range s.Rules {
		for k, name := range []string{r.Name, r.ID} {
			what := []string{"name", "id"}[k]
			if name == "" {
				continue
			}
			if j, twice := places[name]; twice && j != i {
				bad.add(r.Place, "the %s %s is also that of the rule at %s: write another", what, quote(name),
					s.Rules[j].Place)
				continue
			}
			places[name] = i
		}
		if j, twice := labels[r.Label()]; twice && r.Name == "" && r.Title != "" {
			bad.add(r.Place, "the title %s is also that of the rule at %s, and alerts would not tell them apart: "+
				"give it a name", quote(r.Title), s.Rules[j].Place)
		}
		labels[r.Label()] = i
	}
	return places
}

// find takes the rules that a correlation names.
func (l *link) find(s *Set, places map[string]int) {
	c := s.Rules[l.rule].Correlation
	var names []string
	for name := range places {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, n := range l.rules {
		i, ok := places[n.Value]
		switch {
		case !ok:
			l.r.wrong(n, "no rule has the name or id %s%s: read its file too", quote(n.Value), meant(n.Value, names))
		case i == l.rule:
			l.r.wrong(n, "the correlation refers to itself")
		case slices.Contains(c.Rules, i):
			l.r.wrong(n, "%s is there twice: leave one", quote(n.Value))
		default:
			c.Rules = append(c.Rules, i)
		}
	}
}

// hush finds the rules that are only parts of correlations: those that some refer to
// and none wants to generate.
func (s *Set) hush(links []link) {
	loud := map[int]bool{}
	for _, l := range links {
		for _, i := range s.Rules[l.rule].Correlation.Rules {
			s.Rules[i].Quiet = true
			loud[i] = loud[i] || l.generate
		}
	}
	for i, r := range s.Rules {
		r.Quiet = r.Quiet && !loud[i]
	}
}

// order sorts the rules by what they refer to and finds circles.
func (s *Set) order(bad *Problems) {
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(s.Rules))
	var visit func(i int) bool
	visit = func(i int) bool {
		if state[i] == done {
			return true
		}
		if state[i] == open {
			return false
		}
		state[i] = open
		if c := s.Rules[i].Correlation; c != nil {
			for _, j := range c.Rules {
				if !visit(j) {
					return false
				}
			}
		}
		state[i] = done
		s.Order = append(s.Order, i)
		return true
	}
	for i := range s.Rules {
		if state[i] == fresh && !visit(i) {
			at := s.Rules[i].Place
			bad.add(at, "the rule refers to itself by way of others: take one of the references out")
			return
		}
	}
}

// fill finds the fields of a correlation in the rules that it refers to, which are
// complete.
func (l *link) fill(s *Set) {
	rule := s.Rules[l.rule]
	c := rule.Correlation
	used := map[string]bool{}
	for _, n := range l.groupBy {
		c.GroupBy = append(c.GroupBy, n.Value)
	}
	for at, i := range c.Rules {
		rule.In |= s.Rules[i].In
		c.Keys = append(c.Keys, l.fieldsOf(s.Rules[i], l.groupBy, used))
		c.Values = append(c.Values, l.fieldsOf(s.Rules[i], l.fields, used))
		l.checkValue(c, c.Values[at])
	}
	for name, a := range l.aliases {
		if !used[name] {
			l.r.wrong(a.name, "the alias %s is not used: group by it, or leave it out", quote(name))
		}
	}
	l.condition(s, c)
}

// fieldsOf finds fields in the lines that a rule finds, by their names or by aliases.
func (l *link) fieldsOf(rule *Rule, names []*yaml.Node, used map[string]bool) (list []*field.Field) {
	for _, n := range names {
		at, name := n, n.Value
		if a, ok := l.aliases[name]; ok {
			used[name] = true
			of := a.fields[rule.Name]
			if of == nil {
				of = a.fields[rule.ID]
			}
			if of == nil {
				l.r.wrong(a.name, "the alias %s names no field of the rule %s: write one", quote(name), rule.Label())
				continue
			}
			at, name = of, of.Value
		}
		f, ok := field.Named(name)
		switch {
		case !ok:
			l.r.unknownField(at, name)
		case f.In&rule.In != rule.In:
			l.r.wrong(at, "the rule %s reads a log that has no field %s", rule.Label(), name)
		default:
			list = append(list, f)
		}
	}
	return list
}

// checkValue refuses to calculate with what is no number.
func (l *link) checkValue(c *Correlation, values []*field.Field) {
	if len(values) == 0 {
		return
	}
	number := values[0].Kind == field.Number
	calculates := c.Type == ValueSum || c.Type == ValueAvg || c.Type == ValuePercentile && c.Percentile > 0
	switch {
	case calculates && !number:
		l.r.wrong(l.fields[0], "%s is no number: %s calculates with numbers", values[0].Name, c.Type)
	case c.Type == ValuePercentile && c.Percentile == 0 && number:
		l.r.wrong(l.fields[0], "%s is a number: write which percentile, such as percentile: 95", values[0].Name)
	}
}

// condition reads the condition in words of a temporal correlation.
func (l *link) condition(s *Set, c *Correlation) {
	if l.extended == nil {
		return
	}
	names := make([]string, len(c.Rules))
	for at, i := range c.Rules {
		names[at] = l.rules[at].Value
		if r := s.Rules[i]; r.Name != "" {
			names[at] = r.Name
		}
	}
	read := condition{r: l.r, node: l.extended, names: names, what: "rule"}
	c.Condition = read.read()
	if c.Condition == nil {
		return
	}
	if c.Type == TemporalOrdered && !conjunction(c.Condition) {
		l.r.wrong(l.extended, "an order needs each of the rules: or and not go with temporal only")
	}
	for at := range c.Rules {
		if !read.used[at] {
			l.r.wrong(l.rules[at], "the condition does not speak of the rule %s: put it in, or take it out of rules",
				names[at])
		}
	}
}

// conjunction reports whether an expression is leaves that are joined by and.
func conjunction(e *Expr) bool {
	for _, a := range e.Args {
		if !conjunction(a) {
			return false
		}
	}
	return e.Op == Leaf || e.Op == And
}

// Describe says what a rule is in a few words.
func (r *Rule) Describe() string {
	if r.Correlation == nil {
		return "detection"
	}
	return fmt.Sprintf("%s of %d", r.Correlation.Type, len(r.Correlation.Rules))
}
