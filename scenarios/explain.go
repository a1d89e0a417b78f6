package scenarios

import "strings"

// Explained is one value of a scenario with what it means.
type Explained struct {
	Key     string // below the campaign or control: targets.hit_rate
	Value   string // on one line
	Meaning string
}

// ExplainCampaign tells every value of the i-th campaign, defaults included, in
// the words of the language.
func (s *Scenario) ExplainCampaign(i int) []Explained {
	return s.explain("campaigns", campaignTable(), i)
}

// ExplainControl tells every value of the i-th control.
func (s *Scenario) ExplainControl(i int) []Explained { return s.explain("controls", controlTable(), i) }

// explain reads the resolved scenario with the field table, so that it knows
// whatever the language knows.
func (s *Scenario) explain(list string, k kind, i int) []Explained {
	root := decode(s.YAML(), &report{})
	if root == nil {
		return nil
	}
	items := root.get(list)
	g, ok := k.(*group)
	if !ok || items == nil || i >= len(items.items) {
		return nil
	}
	return g.explain(items.items[i], "", nil)
}

func (g *group) explain(n *node, at string, out []Explained) []Explained {
	for i := range g.fields {
		f := &g.fields[i]
		v := n.get(f.name)
		if v == nil {
			continue
		}
		key := keyPath(at, f.name)
		if inner, ok := f.kind.(*group); ok && !inner.uniform() && v.kind == mapNode {
			out = inner.explain(v, key, out)
			continue
		}
		value := v.text
		if v.kind != scalarNode {
			value = v.flow()
		}
		out = append(out, Explained{Key: key, Value: value, Meaning: f.meaning(v)})
	}
	return out
}

// uniform reports whether a group is a mapping of words to values of one kind,
// which is read as one value.
func (g *group) uniform() bool {
	for i := range g.fields {
		if g.fields[i].kind != g.fields[0].kind {
			return false
		}
	}
	return len(g.fields) > 1
}

// meaning is the field's, with that of the word chosen.
func (f *field) meaning(v *node) string {
	e, ok := enumOf(f.kind)
	if !ok || v.kind != scalarNode {
		return f.doc
	}
	for _, w := range e.values {
		if w.name == v.text && w.doc != "" {
			return f.doc + " Here: " + strings.TrimSuffix(w.doc, ".") + "."
		}
	}
	return f.doc
}

// SmallScale is a scale at which the scenario is quick to make and still holds
// what it asks for: the smallest of a few round ones that leaves 150 accounts
// at least and twice the accounts that each campaign takes of a profile, or 1.
func (s *Scenario) SmallScale() Scale {
	for _, f := range []Scale{1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000} {
		small, err := s.Scaled(f)
		if err == nil && small.Population.Accounts >= 150 && small.roomy() {
			return f
		}
	}
	return one
}

// roomy reports whether the world has twice the accounts that campaigns ask
// for, of each profile.
func (s *Scenario) roomy() bool {
	for i := range s.Campaigns {
		a := &s.Campaigns[i].Access
		if 2*a.Accounts > s.Population.Accounts {
			return false
		}
		for _, ask := range a.Profiles {
			if 2*int64(ask.Count)*one > s.Population.expected(ask.Profile) {
				return false
			}
		}
	}
	return true
}
