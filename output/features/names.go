package features

// names gives texts numbers from 1, in the order in which they come; 0 is no
// text. After the most of them, new ones share the last number.
type names struct {
	of   map[string]int
	most int
	text string // asked for last, and its number
	last int
}

func newNames(most int) names { return names{of: map[string]int{}, most: most} }

func (n *names) number(s string) int {
	if s == "" {
		return 0
	}
	if s == n.text {
		return n.last
	}
	k, ok := n.of[s]
	if !ok {
		if k = len(n.of) + 1; k > n.most {
			return n.most
		}
		n.of[s] = k
	}
	n.text, n.last = s, k
	return k
}
