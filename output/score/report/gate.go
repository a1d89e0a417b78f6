package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/nearest"
)

// Clause is one demand on a figure, such as exposure_averted_24h>=0.5.
type Clause struct {
	Text   string
	Metric string
	Bound  string // "", "lo" or "hi": the value, or a limit of its interval
	Op     string // >=, <=, > or <
	Want   float64
}

// Gate is a list of demands, all to be met.
type Gate []Clause

// ParseGate reads demands with a comma between them:
//
//	exposure_averted_24h>=0.5,false_alerts_per_1000<=1
//
// NAME.lo and NAME.hi are the limits of the interval. All that is wrong is told
// at once.
func ParseGate(text string) (Gate, error) {
	var g Gate
	var wrong []string
	for part := range strings.SplitSeq(text, ",") {
		c, err := parseClause(strings.TrimSpace(part))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		g = append(g, c)
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(wrong, "; "))
	}
	return g, nil
}

func parseClause(text string) (Clause, error) {
	c := Clause{Text: text}
	i := strings.IndexAny(text, "<>=!")
	if i < 0 {
		return c, fmt.Errorf("%q is no demand: write NAME>=NUMBER or NAME<=NUMBER, with a comma between several", text)
	}
	rest := strings.TrimLeft(text[i:], "<>=!")
	c.Op = text[i : len(text)-len(rest)]
	if !slices.Contains([]string{">=", "<=", ">", "<"}, c.Op) {
		return c, fmt.Errorf("%q: %q is no comparison: write >=, <=, > or <", text, c.Op)
	}
	var limited bool
	c.Metric, c.Bound, limited = strings.Cut(strings.TrimSpace(text[:i]), ".")
	if limited && c.Bound != "lo" && c.Bound != "hi" {
		return c, fmt.Errorf("%q: .%s is no part of a figure: write .lo or .hi, or only the name", text, c.Bound)
	}
	if names := metricNames(); !slices.Contains(names, c.Metric) {
		return c, fmt.Errorf("%q: there is no figure %q%s; the figures are %s", text, c.Metric,
			meant(c.Metric, names), strings.Join(names, ", "))
	}
	want, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
	if err != nil || math.IsNaN(want) || math.IsInf(want, 0) {
		return c, fmt.Errorf("%q: %q is no number: write one such as 0.5", text, strings.TrimSpace(rest))
	}
	c.Want = want
	return c, nil
}

// Check holds a result against the demands. A figure that is undefined, or a
// time that is never reached, meets none.
func (g Gate) Check(r *Result) []GateResult {
	list := make([]GateResult, 0, len(g))
	for _, c := range g {
		list = append(list, c.check(r.Find(c.Metric)))
	}
	return list
}

// Find returns the figure of a name, nil where there is none.
func (r *Result) Find(name string) *Named {
	for i := range r.Metrics {
		if r.Metrics[i].Name == name {
			return &r.Metrics[i]
		}
	}
	return nil
}

func (c *Clause) check(m *Named) GateResult {
	g := GateResult{Clause: c.Text, Metric: c.Metric, Value: Number(math.NaN()), By: Number(math.NaN())}
	if m != nil {
		g.Value = map[string]Number{"": m.Value, "lo": m.Lo, "hi": m.Hi}[c.Bound]
	}
	if !g.Value.Known() {
		g.Text = fmt.Sprintf("%s is %s", c.Text, say(g.Value))
		return g
	}
	v := float64(g.Value)
	switch c.Op {
	case ">=":
		g.Met = v >= c.Want
	case "<=":
		g.Met = v <= c.Want
	case ">":
		g.Met = v > c.Want
	case "<":
		g.Met = v < c.Want
	}
	if g.By = 0; g.Met {
		g.Text = fmt.Sprintf("%s: %s", c.Text, short(v))
		return g
	}
	g.By = Number(math.Abs(v - c.Want))
	g.Text = fmt.Sprintf("%s: %s, off by %s", c.Text, short(v), short(float64(g.By)))
	return g
}

// Unmet lists the demands that were not met.
func Unmet(list []GateResult) (unmet []GateResult) {
	for _, g := range list {
		if !g.Met {
			unmet = append(unmet, g)
		}
	}
	return unmet
}

// meant suggests the figure that was probably meant; "" where none is near enough.
func meant(name string, names []string) string {
	if near := nearest.Word(name, names); near != "" {
		return ", did you mean " + near + "?"
	}
	return ""
}
