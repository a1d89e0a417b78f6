package syntax

import (
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// mostDepth bounds how deep YAML may be nested, and the brackets of a condition.
const mostDepth = 32

// reader walks the nodes of one file.
type reader struct {
	file string
	bad  *Problems
}

func (r *reader) at(n *yaml.Node) Place { return Place{r.file, n.Line, n.Column} }

func (r *reader) wrong(n *yaml.Node, format string, args ...any) { r.bad.add(r.at(n), format, args...) }

// member is a key of a mapping with its value.
type member struct {
	key   string
	name  *yaml.Node
	value *yaml.Node
}

// members lists the keys of a mapping once; a second one of the same name is a problem.
func (r *reader) members(n *yaml.Node, what string) []member {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "%s is %s: write keys with values", what, kindOf(n))
		return nil
	}
	var list []member
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.wrong(k, "a key of %s is %s: write a word", what, kindOf(k))
			continue
		}
		if line, twice := seen[k.Value]; twice {
			r.wrong(k, "%s: %s is there twice, first in line %d: leave one", what, k.Value, line)
			continue
		}
		seen[k.Value] = k.Line
		list = append(list, member{k.Value, k, v})
	}
	return list
}

// kindOf says what a node is.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch {
	case isNull(n):
		return "empty"
	case n.Tag == "!!int" || n.Tag == "!!float":
		return "the number " + n.Value
	case n.Tag == "!!bool":
		return "the truth value " + n.Value
	}
	return "the text " + quote(n.Value)
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// quote writes a text of a file for a message, shortened.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return `"` + strings.NewReplacer("\n", " ", `"`, `\"`).Replace(s) + `"`
}

// text reads a text that must be there.
func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || isNull(n) || strings.TrimSpace(n.Value) == "" {
		r.wrong(n, "%s is %s: write a text", what, kindOf(n))
		return ""
	}
	return n.Value
}

// texts reads one text, or a list of them.
func (r *reader) texts(n *yaml.Node, what string) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		var list []*yaml.Node
		for _, x := range n.Content {
			if r.text(x, "an entry of "+what) != "" {
				list = append(list, x)
			}
		}
		if len(n.Content) == 0 {
			r.wrong(n, "%s is an empty list: write at least one entry", what)
		}
		return list
	}
	if r.text(n, what) == "" {
		return nil
	}
	return []*yaml.Node{n}
}

// word reads one of some words.
func (r *reader) word(n *yaml.Node, what string, words []string) int {
	s := r.text(n, what)
	for i, w := range words {
		if s == w {
			return i
		}
	}
	if s != "" {
		r.wrong(n, "%s %s is not known%s: write %s", what, quote(s), meant(s, words), oneOf(words))
	}
	return -1
}

func (r *reader) unknownField(at *yaml.Node, name string) {
	near := ""
	if like := field.Like(name); like != "" {
		near = ", did you mean " + like + "?"
	}
	r.wrong(at, "no log has a field %s%s (output/sigma/README.md lists the fields)", quote(name), near)
}

func serviceName(s field.Service) string {
	if s == field.Access {
		return "access"
	}
	return "audit"
}

// truth reads true or false.
func (r *reader) truth(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		r.wrong(n, "%s is %s: write true or false", what, kindOf(n))
		return false
	}
	return strings.EqualFold(n.Value, "true")
}
