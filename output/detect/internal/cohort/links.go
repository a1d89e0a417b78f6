package cohort

// links is a graph of sites, as far as it says which of them hang together: disjoint
// sets (Galler, Fisher, An improved equivalence algorithm, 1964).
type links struct {
	parent []int32
	size   []int32 // of the set, at its root
}

// reset makes n sites that hang together with none.
func (l *links) reset(n int) {
	l.parent, l.size = l.parent[:0], l.size[:0]
	for i := range n {
		l.parent, l.size = append(l.parent, int32(i)), append(l.size, 1)
	}
}

func (l *links) root(a int32) int32 {
	for l.parent[a] != a {
		l.parent[a] = l.parent[l.parent[a]]
		a = l.parent[a]
	}
	return a
}

func (l *links) join(a, b int32) {
	a, b = l.root(a), l.root(b)
	if a == b {
		return
	}
	if l.size[a] < l.size[b] || l.size[a] == l.size[b] && b < a {
		a, b = b, a
	}
	l.parent[b] = a
	l.size[a] += l.size[b]
}

// together is how many sites hang together with one, itself counted.
func (l *links) together(a int32) int { return int(l.size[l.root(a)]) }
