package tree

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// converter copies the YAML library's tree into ours, within the limits.
type converter struct {
	r       *Report
	left    int
	open    map[*yaml.Node]bool // anchors being expanded
	stopped bool                // a limit was met; nothing more is reported
}

func (c *converter) node(y *yaml.Node, path string, depth int) *Node {
	n := &Node{Kind: Bad, Line: y.Line, Col: y.Column}
	c.left--
	switch {
	case c.stopped:
		return n
	case c.left < 0:
		c.stop(n, path, fmt.Sprintf("more than %d values, aliases expanded", maxNodes),
			"write a smaller file, with fewer aliases")
		return n
	case depth > maxDepth:
		c.stop(n, path, fmt.Sprintf("nested more than %d levels deep", maxDepth), "a scenario needs fewer than ten")
		return n
	case y.Kind == yaml.AliasNode:
		return c.alias(y, n, path, depth)
	}
	if y.Anchor != "" {
		c.open[y] = true
		defer delete(c.open, y)
	}
	if y.Style&yaml.TaggedStyle != 0 {
		c.r.Add(n, path, "has the tag "+wording.Quote(y.Tag), "remove the tag: the language has none")
		return n
	}
	c.fill(n, y, path, depth)
	return n
}

// fill copies what a node holds.
func (c *converter) fill(n *Node, y *yaml.Node, path string, depth int) {
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		c.mapping(n, y, path, depth)
	case yaml.SequenceNode:
		n.Kind = List
		for i, item := range y.Content {
			n.Items = append(n.Items, c.node(item, ItemPath(path, i), depth+1))
		}
	case yaml.ScalarNode:
		n.Kind, n.Text, n.Plain = Scalar, y.Value, y.Style == 0
		if n.Plain && isNull(y.Value) {
			n.Kind = Null
		}
	}
}

func (c *converter) stop(n *Node, path, what, hint string) {
	c.r.Add(n, wording.Clip(path, 80), what, hint)
	c.stopped = true
}

func (c *converter) alias(y *yaml.Node, n *Node, path string, depth int) *Node {
	if y.Alias == nil || c.open[y.Alias] {
		c.r.Add(n, path, "the alias *"+wording.Clip(y.Value, 40)+" contains itself", "write the value out")
		return n
	}
	return c.node(y.Alias, path, depth+1)
}

// mapping copies keys and values; a key given twice is reported and dropped.
func (c *converter) mapping(n *Node, y *yaml.Node, path string, depth int) {
	first := map[string]int{}
	var merges []*yaml.Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		key := &Node{Text: k.Value, Plain: k.Style == 0, Line: k.Line, Col: k.Column}
		switch line, twice := first[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			c.r.Add(key, path, "a key must be a plain word", "write key: value")
		case k.Value == "<<" && k.Style == 0:
			merges = append(merges, v)
		case twice:
			c.r.Add(key, KeyPath(path, k.Value), "this key is already on line "+fmt.Sprint(line),
				"keep one of the two")
		default:
			first[k.Value] = k.Line
			n.Pairs = append(n.Pairs, Pair{key, c.node(v, KeyPath(path, k.Value), depth+1)})
		}
	}
	for _, m := range merges {
		c.merge(n, c.node(m, KeyPath(path, "<<"), depth+1), path)
	}
}

// merge adds the keys of a merge key's value that the mapping has not got.
func (c *converter) merge(n, from *Node, path string) {
	switch from.Kind {
	case Bad:
	case Map:
		have := map[string]bool{}
		for _, p := range n.Pairs {
			have[p.Key.Text] = true
		}
		for _, p := range from.Pairs {
			if !have[p.Key.Text] {
				n.Pairs = append(n.Pairs, p)
			}
		}
	case List:
		for _, item := range from.Items {
			c.merge(n, item, path)
		}
	default:
		c.r.Add(from, KeyPath(path, "<<"), "a merge key takes a mapping, not "+from.Kind.String(),
			"write <<: *anchor")
	}
}

func isNull(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// convert returns our tree of a value, or nil where it goes beyond a limit.
func convert(y *yaml.Node, r *Report) *Node {
	c := converter{r: r, left: maxNodes, open: map[*yaml.Node]bool{}}
	root := c.node(y, "", 0)
	if c.stopped {
		return nil
	}
	return root
}
