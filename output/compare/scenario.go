package compare

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// Scenario lists the keys of a scenario file with what they say. An item of a list is
// named by its id, where it has one, so that a campaign that moves is the same one:
//
//	campaigns[c1].pacing.shape   constant
func Scenario(file []byte) (*Values, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(file, &doc); err != nil {
		return nil, fmt.Errorf("reading a scenario: %w", err)
	}
	v := &Values{}
	if len(doc.Content) > 0 {
		flatten(v, "", doc.Content[0])
	}
	return v, nil
}

func flatten(v *Values, path string, n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		flatten(v, path, n.Alias)
	case n.Kind == yaml.MappingNode && len(n.Content) > 0:
		for i := 0; i+1 < len(n.Content); i += 2 {
			flatten(v, strings.TrimPrefix(path+"."+n.Content[i].Value, "."), n.Content[i+1])
		}
	case n.Kind == yaml.SequenceNode && len(n.Content) > 0 && n.Content[0].Kind == yaml.MappingNode:
		for i, item := range n.Content {
			flatten(v, path+"["+nameOf(item, i)+"]", item)
		}
	case n.Kind != yaml.ScalarNode && len(n.Content) == 0:
		// An empty list says no more than none.
	default:
		v.Set(path, plain(n))
	}
}

// nameOf names an item of a list by its id, or by its place.
func nameOf(n *yaml.Node, i int) string {
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == "id" {
			return n.Content[k+1].Value
		}
	}
	return fmt.Sprint(i)
}

// plain writes a scalar, or a list of them, on one line.
func plain(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return strings.Join(strings.Fields(n.Value), " ")
	}
	var items []string
	for _, item := range n.Content {
		items = append(items, plain(item))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// Badge lists what a scenario says of its difficulty.
func Badge(scenario *Values) *Values {
	v := &Values{}
	v.Set("difficulty", scenario.of["scenario.difficulty"])
	var signals []string
	for _, key := range scenario.keys {
		if family, ok := strings.CutPrefix(key, "signals."); ok {
			signals = append(signals, family)
		}
	}
	v.Set("given away by", strings.Join(signals, ", "))
	return v
}
