package scenarios

import (
	"fmt"
	"strconv"
	"strings"
)

// applySets changes the tree as --set expressions say, before it is checked.
// What an expression gets wrong about the language is then reported like any
// other problem, under the expression's name.
func (w *walk) applySets(root *node, exprs []string) {
	for _, expr := range exprs {
		at := &node{set: expr}
		path, text, ok := strings.Cut(expr, "=")
		steps, bad := splitPath(path)
		if !ok || bad {
			w.add(at, "", "not of the form path=value", "write, for example, campaigns[0].targets.exposed=1000")
			continue
		}
		before := len(w.list)
		val := decodeFlow(text, w.report)
		if val == nil {
			w.list = w.list[:before]
			w.add(at, path, quote(text)+" is not a YAML value", "put quotes around text with special characters")
			continue
		}
		val.mark(expr)
		for i := before; i < len(w.list); i++ {
			w.list[i].Line, w.list[i].Col, w.list[i].Set, w.list[i].Source = 0, 0, expr, ""
		}
		w.applySet(root, path, steps, val)
	}
}

// step is one step of a path: a key, or an index when key is empty.
type step struct {
	key   string
	index int
}

// splitPath reads campaigns[0].pacing.rate.
func splitPath(path string) (steps []step, bad bool) {
	for part := range strings.SplitSeq(path, ".") {
		key, rest, indexed := strings.Cut(part, "[")
		if key == "" {
			return nil, true
		}
		steps = append(steps, step{key: key})
		for indexed {
			var number string
			number, rest, _ = strings.Cut(rest, "]")
			i, err := strconv.Atoi(number)
			if err != nil || i < 0 || !isDigits(number) {
				return nil, true
			}
			steps = append(steps, step{index: i})
			if rest == "" {
				break
			}
			if rest[0] != '[' {
				return nil, true
			}
			rest = rest[1:]
		}
	}
	return steps, len(steps) == 0 || len(steps) > maxDepth
}

// applySet walks to the place and puts the value there. Mappings on the way
// that the file left out are added.
func (w *walk) applySet(root *node, path string, steps []step, val *node) {
	at, here := root, ""
	for i, s := range steps {
		last := i == len(steps)-1
		var next *node
		if s.key != "" {
			if at.kind != mapNode {
				w.add(val, path, strings.TrimPrefix(here+" ", " ")+wrongKindAt(at)+", not a mapping", "check the path")
				return
			}
			here = keyPath(here, s.key)
			next = at.get(s.key)
			if last || next == nil || next.kind == nullNode {
				next = w.putNew(at, s.key, last, val)
			}
		} else {
			if !w.inRange(at, path, here, s.index, val) {
				return
			}
			here = itemPath(here, s.index)
			if last {
				at.items[s.index] = val
			}
			next = at.items[s.index]
		}
		at = next
	}
}

// putNew puts the value, or on the way to it an empty mapping, under a key.
func (w *walk) putNew(at *node, key string, last bool, val *node) *node {
	k := &node{text: key, plain: true, set: val.set}
	if !last {
		v := &node{kind: mapNode, set: val.set}
		at.put(k, v)
		return v
	}
	at.put(k, val)
	return val
}

func (w *walk) inRange(at *node, path, here string, index int, val *node) bool {
	switch {
	case at.kind != listNode:
		w.add(val, path, here+" "+wrongKindAt(at)+", not a list", "check the path")
	case index >= len(at.items):
		hint := "the list is empty"
		if n := len(at.items); n > 0 {
			hint = fmt.Sprintf("write an index from 0 to %d", n-1)
		}
		w.add(val, path, fmt.Sprintf("%s has no item %d", here, index), hint)
	default:
		return true
	}
	return false
}

func wrongKindAt(n *node) string {
	if n.kind == scalarNode {
		return "is " + quote(n.text)
	}
	return "is " + n.kind.String()
}
