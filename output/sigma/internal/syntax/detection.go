package syntax

import (
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// search is a named part of a detection.
type search struct {
	name string
	expr *Expr
}

// detection reads the searches of a rule and the condition that joins them.
func (r *reader) detection(n *yaml.Node, out *Rule) {
	d := &Detection{}
	var searches []search
	var conditions *yaml.Node
	for _, m := range r.members(n, "detection") {
		switch m.key {
		case "condition":
			conditions = m.value
		case "timeframe":
			r.wrong(m.name, "timeframe is withdrawn from Sigma: write a correlation with a timespan")
		default:
			s := &searching{r: r, in: out.In, out: d}
			searches = append(searches, search{m.key, s.read(m)})
		}
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	switch {
	case len(searches) == 0:
		r.wrong(n, "detection has no search: write one such as selection: with fields and values")
		return
	case conditions == nil:
		r.wrong(n, "detection has no condition: write condition: %s", searches[0].name)
		return
	}
	d.Condition = r.joinSearches(conditions, searches)
	out.Detection = d
}

// joinSearches reads the condition, or several of which one is enough.
func (r *reader) joinSearches(n *yaml.Node, searches []search) *Expr {
	names := make([]string, len(searches))
	for i, s := range searches {
		names[i] = s.name
	}
	whole := &Expr{Op: Or}
	for _, x := range r.texts(n, "condition") {
		c := condition{r: r, node: x, names: names, what: "search identifier"}
		if e := c.read(); e != nil {
			whole.Args = append(whole.Args, inserted(e, searches))
		}
	}
	if len(whole.Args) == 1 {
		return whole.Args[0]
	}
	return whole
}

// inserted puts the searches in the place of their names.
func inserted(e *Expr, searches []search) *Expr {
	if e.Op == Leaf {
		return plain(searches[e.Ref].expr)
	}
	out := &Expr{Op: e.Op}
	for _, a := range e.Args {
		out.Args = append(out.Args, inserted(a, searches))
	}
	return out
}

// plain is an expression without brackets around one part.
func plain(e *Expr) *Expr {
	for (e.Op == And || e.Op == Or) && len(e.Args) == 1 {
		e = e.Args[0]
	}
	return e
}

// searching reads one search into the items of a detection.
type searching struct {
	r   *reader
	in  field.Service
	out *Detection
}

func (s *searching) item(it Item) *Expr {
	s.out.Items = append(s.out.Items, it)
	return &Expr{Ref: len(s.out.Items) - 1}
}

// read makes an expression of a search: a map of which all holds, a list of maps of
// which one holds, or keywords.
func (s *searching) read(m member) *Expr {
	switch m.value.Kind {
	case yaml.MappingNode:
		return s.fields(m.value, m.key)
	case yaml.SequenceNode:
		return s.list(m)
	}
	if isNull(m.value) || m.value.Value == "" {
		s.r.wrong(m.value, "%s is empty: write fields with values, or a list of keywords", m.key)
		return &Expr{Op: Or}
	}
	return s.keywords(m.name, []*yaml.Node{m.value}, false)
}

func (s *searching) list(m member) *Expr {
	e := &Expr{Op: Or}
	var words []*yaml.Node
	for _, x := range m.value.Content {
		switch {
		case x.Kind == yaml.MappingNode:
			e.Args = append(e.Args, s.fields(x, m.key))
		case x.Kind == yaml.ScalarNode && !isNull(x):
			words = append(words, x)
		default:
			s.r.wrong(x, "an entry of %s is %s: write a map of fields, or a keyword", m.key, kindOf(x))
		}
	}
	if len(words) > 0 {
		e.Args = append(e.Args, s.keywords(m.name, words, false))
	}
	if len(m.value.Content) == 0 {
		s.r.wrong(m.value, "%s is an empty list: write maps of fields, or keywords", m.key)
	}
	return e
}

// keywords are texts that stand somewhere in the values of a line.
func (s *searching) keywords(at *yaml.Node, words []*yaml.Node, all bool) *Expr {
	it := Item{Place: s.r.at(at), Test: Keyword, All: all}
	for _, w := range words {
		p, err := ParsePattern(w.Value)
		if err != "" {
			s.r.wrong(w, "%s", err)
			continue
		}
		it.Patterns = append(it.Patterns, p.within(true, true))
	}
	return s.item(it)
}

// fields reads a map of fields, all of which must hold.
func (s *searching) fields(n *yaml.Node, name string) *Expr {
	e := &Expr{Op: And}
	members := s.r.members(n, name)
	for _, m := range members {
		e.Args = append(e.Args, s.field(m))
	}
	if len(members) == 0 {
		s.r.wrong(n, "%s is empty: write fields with values", name)
	}
	return e
}

// field reads one test: field|modifier|…: values.
func (s *searching) field(m member) *Expr {
	parts := strings.Split(m.key, "|")
	mods := s.r.modifiers(m, parts[1:])
	it := Item{Place: s.r.at(m.name), All: mods.all, Not: mods.neq, Cased: mods.cased}
	values := []*yaml.Node{m.value}
	if m.value.Kind == yaml.SequenceNode {
		values = m.value.Content
		if len(values) == 0 {
			s.r.wrong(m.value, "%s is an empty list: write at least one value", m.key)
		}
	}
	if mods.all && len(values) == 1 {
		s.r.wrong(m.name, "%s: all of one value: write a list of several, or leave |all out", m.key)
	}
	if parts[0] == "" {
		return s.bareKeywords(m, mods, values)
	}
	f, ok := field.Named(parts[0])
	if !ok {
		s.r.unknownField(m.name, parts[0])
		return &Expr{Op: Or}
	}
	if s.in != 0 && f.In&s.in == 0 {
		s.r.wrong(m.name, "the %s log has no field %s", serviceName(s.in), parts[0])
	}
	it.Field = f
	v := valued{r: s.r, item: &it, mods: mods, name: parts[0]}
	v.read(values)
	return s.item(it)
}

func (s *searching) bareKeywords(m member, mods modifiers, values []*yaml.Node) *Expr {
	if mods.test != "" || mods.neq || mods.cased {
		s.r.wrong(m.name, "%s: keywords take no modifier but |all", quote(m.key))
	}
	for _, v := range values {
		if v.Kind != yaml.ScalarNode || isNull(v) {
			s.r.wrong(v, "a keyword is %s: write a text", kindOf(v))
			return &Expr{Op: Or}
		}
	}
	return s.keywords(m.name, values, mods.all)
}
