package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3" // the only file that knows the YAML library
)

// Limits on what a scenario file may ask of the reader.
const (
	maxBytes = 1 << 20
	maxDepth = 64     // nesting, aliases followed
	maxNodes = 50_000 // values, each alias counted as often as it is used
)

// decode turns a file into a tree. It returns nil when there is nothing to
// walk; the reason is then in the report.
func decode(data []byte, r *report) *node {
	if !preflight(data, r) {
		return nil
	}
	docs, err := parseYAML(data)
	if err != nil {
		reportSyntax(data, err, r)
		return nil
	}
	if len(docs) == 0 || len(docs[0].Content) == 0 {
		r.add(nil, "", "the file says nothing", "begin with version: 1 and scenario: {id: …, title: …}")
		return nil
	}
	if len(docs) > 1 {
		second := &node{line: max(docs[1].Line, 1), col: max(docs[1].Column, 1)}
		r.add(second, "", "a second document begins here", "keep one scenario a file and remove the line ---")
	}
	c := converter{r: r, left: maxNodes, open: map[*yaml.Node]bool{}}
	root := c.node(docs[0].Content[0], "", 0)
	if c.stopped {
		return nil
	}
	return root
}

// decodeFlow reads the value of a --set expression or of a default.
func decodeFlow(text string, r *report) *node {
	docs, err := parseYAML([]byte(text))
	if err != nil || len(docs) > 1 {
		return nil
	}
	if len(docs) == 0 || len(docs[0].Content) == 0 {
		return &node{kind: nullNode, plain: true}
	}
	c := converter{r: r, left: maxNodes, open: map[*yaml.Node]bool{}}
	root := c.node(docs[0].Content[0], "", 0)
	if c.stopped {
		return nil
	}
	return root
}

// parseYAML returns the first two documents. The recover is for the decoder,
// which panics on some hostile input.
func parseYAML(data []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			docs, err = nil, fmt.Errorf("the YAML reader gave up: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for len(docs) < 2 {
		var doc yaml.Node
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return docs, err
		}
		docs = append(docs, &doc)
	}
	return docs, nil
}

// converter copies the YAML library's tree into ours, within the limits.
type converter struct {
	r       *report
	left    int
	open    map[*yaml.Node]bool // anchors being expanded
	stopped bool                // a limit was met; nothing more is reported
}

func (c *converter) node(y *yaml.Node, path string, depth int) *node {
	n := &node{kind: badNode, line: y.Line, col: y.Column}
	c.left--
	switch {
	case c.stopped:
		return n
	case c.left < 0:
		c.stop(n, path, fmt.Sprintf("more than %d values, aliases expanded", maxNodes), "write a smaller file, with fewer aliases")
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
		c.r.add(n, path, "has the tag "+quote(y.Tag), "remove the tag: the language has none")
		return n
	}
	c.fill(n, y, path, depth)
	return n
}

// fill copies what a node holds.
func (c *converter) fill(n *node, y *yaml.Node, path string, depth int) {
	switch y.Kind {
	case yaml.MappingNode:
		n.kind = mapNode
		c.mapping(n, y, path, depth)
	case yaml.SequenceNode:
		n.kind = listNode
		for i, item := range y.Content {
			n.items = append(n.items, c.node(item, itemPath(path, i), depth+1))
		}
	case yaml.ScalarNode:
		n.kind, n.text, n.plain = scalarNode, y.Value, y.Style == 0
		if n.plain && isNull(y.Value) {
			n.kind = nullNode
		}
	}
}

func (c *converter) stop(n *node, path, what, hint string) {
	c.r.add(n, clip(path, 80), what, hint)
	c.stopped = true
}

func (c *converter) alias(y *yaml.Node, n *node, path string, depth int) *node {
	if y.Alias == nil || c.open[y.Alias] {
		c.r.add(n, path, "the alias *"+clip(y.Value, 40)+" contains itself", "write the value out")
		return n
	}
	return c.node(y.Alias, path, depth+1)
}

// mapping copies keys and values; a key given twice is reported and dropped.
func (c *converter) mapping(n *node, y *yaml.Node, path string, depth int) {
	first := map[string]int{}
	var merges []*yaml.Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		key := &node{text: k.Value, plain: k.Style == 0, line: k.Line, col: k.Column}
		switch line, twice := first[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			c.r.add(key, path, "a key must be a plain word", "write key: value")
		case k.Value == "<<" && k.Style == 0:
			merges = append(merges, v)
		case twice:
			c.r.add(key, keyPath(path, k.Value), "this key is already on line "+fmt.Sprint(line), "keep one of the two")
		default:
			first[k.Value] = k.Line
			n.pairs = append(n.pairs, pair{key, c.node(v, keyPath(path, k.Value), depth+1)})
		}
	}
	for _, m := range merges {
		c.merge(n, c.node(m, keyPath(path, "<<"), depth+1), path)
	}
}

// merge adds the keys of a merge key's value that the mapping has not got.
func (c *converter) merge(n, from *node, path string) {
	switch from.kind {
	case badNode:
	case mapNode:
		have := map[string]bool{}
		for _, p := range n.pairs {
			have[p.key.text] = true
		}
		for _, p := range from.pairs {
			if !have[p.key.text] {
				n.pairs = append(n.pairs, p)
			}
		}
	case listNode:
		for _, item := range from.items {
			c.merge(n, item, path)
		}
	default:
		c.r.add(from, keyPath(path, "<<"), "a merge key takes a mapping, not "+from.kind.String(), "write <<: *anchor")
	}
}

func isNull(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}
