package scenarios

import "strconv"

// list is a list of values of one kind.
type list struct {
	of     kind
	most   int
	unique bool // no value twice
}

func (l *list) check(w *walk, n *node, at string) any {
	if n.kind == badNode {
		return nil
	}
	if n.kind != listNode {
		hint := "write a list, one item a line after -"
		if n.kind == scalarNode {
			hint = "write [" + clip(n.text, 40) + "]"
		}
		w.add(n, at, wrongKind(n), hint)
		return nil
	}
	if len(n.items) > l.most {
		w.add(n, at, strconv.Itoa(len(n.items))+" items are more than "+strconv.Itoa(l.most), "write fewer")
		return nil
	}
	out := make([]*entry, 0, len(n.items))
	seen := map[string]bool{}
	for i, item := range n.items {
		e := &entry{at: itemPath(at, i), n: item}
		if l.unique && item.kind == scalarNode && seen[item.text] {
			w.add(item, e.at, quote(item.text)+" is already in the list", "keep one of the two")
			continue
		}
		seen[item.text] = true
		e.v = l.of.check(w, item, e.at)
		out = append(out, e)
	}
	return out
}
