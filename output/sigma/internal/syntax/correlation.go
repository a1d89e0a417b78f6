package syntax

import (
	"regexp"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// link is what a correlation refers to by name, until all rules are known.
type link struct {
	r        *reader
	rule     int // place in the set
	at       *yaml.Node
	rules    []*yaml.Node
	groupBy  []*yaml.Node
	fields   []*yaml.Node // what is counted
	aliases  map[string]alias
	extended *yaml.Node // condition in words
	generate bool
}

// alias is a name for different fields of different rules.
type alias struct {
	name   *yaml.Node
	fields map[string]*yaml.Node // by the name of the rule
}

var parts = []string{"type", "rules", "group-by", "timespan", "condition", "aliases", "field", "generate"}

// correlation reads the section of that name.
func (r *reader) correlation(n *yaml.Node, out *Rule) *link {
	c := &Correlation{Timespan: -1}
	l := &link{r: r, at: n}
	kind := -1
	var condition *yaml.Node
	seen := map[string]bool{}
	for _, m := range r.members(n, "correlation") {
		seen[m.key] = true
		switch m.key {
		case "type":
			kind = r.word(m.value, "type", types)
		case "rules":
			l.rules = r.texts(m.value, "rules")
		case "group-by":
			l.groupBy = r.texts(m.value, "group-by")
		case "timespan":
			c.Timespan = r.timespan(m.value)
		case "condition":
			condition = m.value
		case "aliases":
			l.readAliases(m.value)
		case "generate":
			l.generate = r.truth(m.value, "generate")
		case "field":
			r.wrong(m.name, "field stands in the condition: write condition: with field: and a comparison")
		default:
			r.wrong(m.name, "correlation has no %s%s: it has %s", quote(m.key), meant(m.key, parts), oneOf(parts))
		}
	}
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for _, need := range []string{"type", "rules", "timespan"} {
		if !seen[need] {
			r.wrong(n, "correlation has no %s: write it", need)
		}
	}
	out.Correlation = c
	if kind >= 0 {
		c.Type = Type(kind)
		r.limits(n, condition, c, l)
	}
	return l
}

var span = regexp.MustCompile(`^(\d{1,7})([smhd])$`)

// timespan reads a number and a letter. 0s, for temporal correlations, is one and the
// same instant.
func (r *reader) timespan(n *yaml.Node) int64 {
	m := span.FindStringSubmatch(n.Value)
	if n.Kind != yaml.ScalarNode || m == nil {
		r.wrong(n, "timespan is %s: write a number and s, m, h or d, such as 90m", kindOf(n))
		return -1
	}
	count, _ := strconv.ParseInt(m[1], 10, 64) // at most seven digits
	unit := map[string]int64{"s": measure.Second, "m": measure.Minute, "h": measure.Hour, "d": measure.Day}[m[2]]
	const most = 3660 * measure.Day
	if count > most/unit {
		r.wrong(n, "timespan %s is longer than ten years: write a shorter one", n.Value)
		return -1
	}
	return count * unit
}

func (l *link) readAliases(n *yaml.Node) {
	l.aliases = map[string]alias{}
	for _, m := range l.r.members(n, "aliases") {
		a := alias{m.name, map[string]*yaml.Node{}}
		for _, f := range l.r.members(m.value, "the alias "+m.key) {
			if l.r.text(f.value, "the field of "+f.key) != "" {
				a.fields[f.key] = f.value
			}
		}
		l.aliases[m.key] = a
	}
}

// limits reads the condition of a correlation as its type wants it.
func (r *reader) limits(n, condition *yaml.Node, c *Correlation, l *link) {
	temporal := c.Type == Temporal || c.Type == TemporalOrdered
	if c.Timespan == 0 && !temporal {
		r.wrong(n, "timespan 0s is one instant, for temporal correlations: write a longer one")
	}
	switch {
	case condition == nil && temporal:
		return
	case condition == nil:
		r.wrong(n, "%s has no condition: write condition: with gte: and a number", c.Type)
		return
	case condition.Kind == yaml.ScalarNode && !isNull(condition):
		if !temporal {
			r.wrong(condition, "the condition of %s is %s: write gte: and a number", c.Type, kindOf(condition))
			return
		}
		l.extended = condition
		return
	}
	for _, m := range r.members(condition, "the condition") {
		r.limit(m, c, l)
	}
	if condition.Kind != yaml.MappingNode {
		return
	}
	r.complete(condition, c, l)
}

// limit reads one line of a condition.
func (r *reader) limit(m member, c *Correlation, l *link) {
	counted := c.Type == EventCount || c.Type == ValueCount || c.Type == Temporal || c.Type == TemporalOrdered
	switch at := slices.Index(compares, m.key); {
	case m.key == "field":
		l.fields = r.texts(m.value, "field")
	case m.key == "percentile":
		p, err := strconv.ParseInt(m.value.Value, 10, 64)
		if err != nil || p < 1 || p > 100 {
			r.wrong(m.value, "percentile is %s: write a whole number from 1 to 100", kindOf(m.value))
			return
		}
		c.Percentile = p
	case at < 0:
		r.wrong(m.name, "the condition has no %s%s: write %s", quote(m.key),
			meant(m.key, append([]string{"field", "percentile"}, compares...)), oneOf(compares))
	default:
		num, ok := field.ParseNumber(m.value.Value)
		switch {
		case m.value.Kind != yaml.ScalarNode || !ok:
			r.wrong(m.value, "%s is %s: write a number of at most six decimals", m.key, kindOf(m.value))
		case counted && (num < 0 || num%measure.Million != 0):
			r.wrong(m.value, "%s is %s: %s counts in whole numbers", m.key, kindOf(m.value), c.Type)
		case counted && num > mostCounted*measure.Million:
			r.wrong(m.value, "%s is %s: counts go up to %d", m.key, kindOf(m.value), int64(mostCounted))
		default:
			c.Limits = append(c.Limits, Limit{Compare(at), num})
		}
	}
}

// mostCounted bounds what a group has to remember: it remembers one line or value more
// than its condition asks for.
const mostCounted = 10_000_000

// complete finds what a condition lacks, or has too much.
func (r *reader) complete(n *yaml.Node, c *Correlation, l *link) {
	valued := c.Type == ValueCount || c.Type == ValueSum || c.Type == ValueAvg || c.Type == ValuePercentile
	switch {
	case valued && len(l.fields) == 0:
		r.wrong(n, "the condition of %s has no field: write field: and what is counted", c.Type)
	case !valued && len(l.fields) > 0:
		r.wrong(l.fields[0], "%s counts no field: leave it out", c.Type)
	case len(l.fields) > 1 && c.Type != ValueCount:
		r.wrong(l.fields[1], "%s has one field: leave one", c.Type)
	case c.Percentile > 0 && c.Type != ValuePercentile:
		r.wrong(n, "percentile goes with value_percentile only: leave it out")
	}
	known := len(n.Content) / 2 // keys; the others are told already
	for i := 0; i < len(n.Content); i += 2 {
		if k := n.Content[i].Value; k != "field" && k != "percentile" {
			known = 0
		}
	}
	if len(c.Limits) == 0 && (known > 0 || len(n.Content) == 0) {
		r.wrong(n, "the condition compares nothing: write %s and a number", oneOf(compares))
	}
}
