package tree

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Apply changes the tree as --set expressions say, before it is checked. The last
// expression for a path wins. What an expression gets wrong about the language is
// then reported like any other problem, under the expression's name.
func Apply(root *Node, exprs []string, r *Report) {
	for _, expr := range exprs {
		at := &Node{Set: expr}
		path, text, ok := strings.Cut(expr, "=")
		steps, bad := SplitPath(path)
		if !ok || bad {
			r.Add(at, "", "not of the form path=value", "write, for example, campaigns[0].targets.exposed=1000")
			continue
		}
		before := len(r.list)
		val := DecodeFlow(text, r)
		if val == nil {
			r.list = r.list[:before]
			r.Add(at, path, wording.Quote(text)+" is not a YAML value",
				"put quotes around text with special characters")
			continue
		}
		val.Mark(expr)
		for i := before; i < len(r.list); i++ {
			r.list[i].Line, r.list[i].Col, r.list[i].Set, r.list[i].Source = 0, 0, expr, ""
		}
		x := setter{r: r, path: path, val: val}
		x.apply(root, steps)
	}
}

// setter puts the value of one expression in its place.
type setter struct {
	r    *Report
	path string // of the expression
	val  *Node
}

// apply walks to the place and puts the value there. Mappings on the way that
// the file left out are added.
func (x *setter) apply(root *Node, steps []Step) {
	at, here := root, ""
	for i, s := range steps {
		last := i == len(steps)-1
		var next *Node
		if s.Key != "" {
			if at.Kind != Map {
				x.wrong(strings.TrimPrefix(here+" ", " ")+isNow(at)+", not a mapping", "check the path")
				return
			}
			here = KeyPath(here, s.Key)
			next = at.Get(s.Key)
			if last || next == nil || next.Kind == Null {
				next = x.put(at, s.Key, last)
			}
		} else {
			if !x.inRange(at, here, s.Index) {
				return
			}
			here = ItemPath(here, s.Index)
			if last {
				at.Items[s.Index] = x.val
			}
			next = at.Items[s.Index]
		}
		at = next
	}
}

// put puts the value, or on the way to it an empty mapping, under a key.
func (x *setter) put(at *Node, key string, last bool) *Node {
	k, v := &Node{Text: key, Plain: true, Set: x.val.Set}, x.val
	if !last {
		v = &Node{Kind: Map, Set: x.val.Set}
	}
	at.Put(k, v)
	return v
}

// inRange reports whether the list at a path has an item, and says so where it
// has not.
func (x *setter) inRange(at *Node, here string, index int) bool {
	switch {
	case at.Kind != List:
		x.wrong(here+" "+isNow(at)+", not a list", "check the path")
	case index >= len(at.Items):
		hint := "the list is empty"
		if n := len(at.Items); n > 0 {
			hint = fmt.Sprintf("write an index from 0 to %d", n-1)
		}
		x.wrong(fmt.Sprintf("%s has no item %d", here, index), hint)
	default:
		return true
	}
	return false
}

func (x *setter) wrong(what, hint string) { x.r.Add(x.val, x.path, what, hint) }

// isNow says what stands where an expression wants something else.
func isNow(n *Node) string {
	if n.Kind == Scalar {
		return "is " + wording.Quote(n.Text)
	}
	return "is " + n.Kind.String()
}
